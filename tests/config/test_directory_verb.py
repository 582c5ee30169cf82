"""The verb that takes a list in: shows what it would do, does it, says what it refused."""

import argparse
from pathlib import Path

import pytest

from waymark.config.command import read_arguments
from waymark.config.verbs.demo import take_in_organisations
from waymark.config.verbs.directory import run
from waymark.directory.models import Service
from waymark.directory.queries import published
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def asked(file: Path, *more: str) -> argparse.Namespace:
    return read_arguments(["directory", str(file), "--origin", "a list", *more])


def test_a_dry_run_says_what_would_be_done_and_does_nothing(tmp_path, capsys):
    file = tmp_path / "list.csv"
    file.write_text("name,phone\nElm,020 7946 0991\nOak,ring us\n")
    run(asked(file, "--dry-run"))
    said = capsys.readouterr().out
    assert "not a phone number" in said
    assert said.endswith("This would be: 1 new, 1 refused\n")
    assert not Service.objects.exists()
    run(asked(file))
    assert capsys.readouterr().out.endswith("Done: 1 new, 1 refused\n")
    assert Service.objects.get().name == "Elm"


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path):
    with pytest.raises(Refused, match="cannot be read"):
        run(asked(tmp_path / "nowhere.csv"))


def test_a_demonstration_has_the_packs_organisations_and_nobody_has_checked_them(db):
    take_in_organisations()
    assert Service.objects.count() == 78
    assert not published().exists()
