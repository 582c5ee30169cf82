"""The `waymark` command as whoever runs the machine types it."""

import os
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date

import pytest

from tests.living import HOUSE
from waymark.config.about import read_service
from waymark.config.command import read_arguments
from waymark.config.founding import _answers
from waymark.config.verbs.sheets import _write

pytestmark = pytest.mark.once

FACTS = [
    "--name",
    "Some Service",
    "--phone",
    "01632 960999",
    "--hours",
    "Mon-Fri 09:00-17:00",
    "--area",
    "Someshire",
    *("--complaints-to", "the quality lead", "--complaints-phone", "01632 960998", "--complaints-email", ""),
    *("--complaints-address", "", "--complaints-days", "20", "--complaints-next", "the chair, 01632 960997"),
    *("--data-controller", "Some Service", "--data-phone", "", "--data-email", "data@example.org"),
    *("--data-address", "", "--data-registration", "", "--keeping-years", "6"),
    *("--keeping-weeks", "8"),
]
THIS_DAY = date(2026, 11, 26)
STATED = {
    "complaints": {
        "to": "the quality lead",
        "phone": "01632 960998",
        "days": 20,
        "next": "the chair, 01632 960997",
        "stated_on": THIS_DAY,
    },
    "data": {"controller": "Some Service", "email": "data@example.org", "stated_on": THIS_DAY},
    "keeping": {"years": 6, "weeks": 8, "stated_on": THIS_DAY},
}
MANAGER = ["--manager", "ruth", "--manager-name", "Ruth Example"]


def waymark(data, *arguments, typed="", **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DJANGO_"))}
    environment = kept | {"WAYMARK_DATA": str(data), "WAYMARK_DESK_ORIGIN": "https://desk.example.org"} | more
    return subprocess.run(
        [sys.executable, "-m", "waymark.config", *arguments],
        cwd=HOUSE, env=environment, input=typed, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def own_databases(monkeypatch):
    """The command makes tables and people: on SQLite in its own folder, whatever the suite runs on."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("KEYS_DATABASE_URL", raising=False)


@pytest.fixture(scope="module")
def _set_up(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        patch.delenv("KEYS_DATABASE_URL", raising=False)
        data = tmp_path_factory.mktemp("service") / "data"
        made = waymark(data, "init", *FACTS, *MANAGER)
    assert made.returncode == 0, made.stderr
    return data, made


@pytest.fixture
def service(_set_up, tmp_path, own_databases):
    """The folder of a real service, as `init` left it, and what `init` said."""
    data, made = _set_up
    return shutil.copytree(data, tmp_path / "data"), made


@pytest.mark.slow
def test_a_service_is_set_up_once_and_recovered_with_two_sheets(tmp_path, service):
    data, made = service
    sheets = sorted(path.name for path in (data / "sheets").iterdir())
    assert sheets == ["recovery-1.txt", "recovery-2.txt", "recovery-3.txt", "sign-in-ruth.txt"]
    assert read_service(data / "service.toml").statements["complaints"] == ("01632 960998",)
    for path in data.rglob("*"):
        if path.is_file() and "static" not in path.parts:
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path

    again = waymark(data, "init", *MANAGER)
    assert again.returncode == 1
    assert "is not empty" in again.stderr
    (data / "sheets").rename(tmp_path / "printed")
    again = waymark(data, "init", *MANAGER)
    assert again.returncode == 1
    assert "has been set up already" in again.stderr

    first, second = (words_of(tmp_path / "printed" / f"recovery-{number}.txt") for number in (1, 3))
    alone = waymark(data, "recover", "--member", "ruth", typed=f"{first}\n{first}\n")
    assert alone.returncode == 1
    assert "not two of the three" in alone.stderr
    back = waymark(data, "recover", "--member", "ruth", typed=f"{first}\n{second}\n")
    assert back.returncode == 0, back.stderr
    assert passphrase(data / "sheets") != passphrase(tmp_path / "printed")
    for told in (made, alone, back):
        assert passphrase(tmp_path / "printed") not in told.stdout + told.stderr


def words_of(path):
    return " ".join(re.search(r"Words:\n(.*?)\n\n", path.read_text(), re.S)[1].split())


def passphrase(folder):
    return re.search(r"Passphrase: (.*)", (folder / "sign-in-ruth.txt").read_text())[1]


def test_a_fact_that_cannot_be_read_leaves_nothing_behind(tmp_path, own_databases):
    refused = waymark(tmp_path / "data", "init", *FACTS, "--hours", "always")
    assert refused.returncode == 1
    assert "cannot read the hours" in refused.stderr
    assert not (tmp_path / "data").exists()


def test_a_fact_that_cannot_be_used_is_asked_for_again_and_the_others_are_kept(monkeypatch, capsys):
    typed = iter(
        ["Some Service", " ", "01632 960999", "Mo-Fri nine", "Mon-Fri 09:00-17:00, Sat 10:00-12:00", "B"]
    )
    monkeypatch.setattr("builtins.input", lambda _question: next(typed))
    monkeypatch.setattr("waymark.config.founding.this_day", lambda: THIS_DAY)
    assert _answers(read_arguments(["init", *FACTS[8:]])) == STATED | {
        "name": "Some Service",
        "phone": "01632 960999",
        "hours": ["Mon-Fri 09:00-17:00", "Sat 10:00-12:00"],
        "area": "B",
    }
    told = capsys.readouterr().out
    assert "The service's phone cannot be left empty" in told
    assert "write them like" in told


def test_where_nobody_answers_it_says_so_in_one_sentence(tmp_path, own_databases):
    told = waymark(tmp_path / "data", "init")
    assert told.returncode == 1
    assert told.stderr == "There is nobody to ask. `--help` lists what can be said beforehand.\n"


def test_a_setting_that_is_missing_is_told_before_anything_is_asked(tmp_path, own_databases):
    told = waymark(tmp_path / "data", "init", WAYMARK_DESK_ORIGIN="")
    assert told.returncode == 1
    assert told.stderr.startswith("WAYMARK_DESK_ORIGIN is not set.")
    assert told.stdout == ""


def test_what_only_the_service_can_say_is_asked_for_again_until_it_can_be_used(monkeypatch, capsys):
    told = ["the quality lead", "01632 960998", "", ""]
    typed = iter([*told, "soon", "the chair", *told, "20", "the chair, 01632 960997"])
    monkeypatch.setattr("builtins.input", lambda _question: next(typed))
    monkeypatch.setattr("waymark.config.founding.this_day", lambda: THIS_DAY)
    rest = FACTS[FACTS.index("--data-controller") :]
    assert _answers(read_arguments(["init", *FACTS[:8], *rest]))["complaints"] == STATED["complaints"]
    assert "[complaints] days must be a whole number from 1 to 60" in capsys.readouterr().out


def test_what_a_command_line_says_wrongly_is_refused_in_one_sentence(tmp_path, own_databases):
    refused = waymark(tmp_path / "data", "init", *FACTS, "--complaints-days", "soon")
    assert refused.returncode == 1
    assert refused.stderr == "[complaints] days must be a whole number from 1 to 60.\n"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("face", ["public", "desk", "api"])
def test_a_face_without_the_services_own_facts_says_once_what_to_add_and_ends(tmp_path, face):
    (tmp_path / "service.toml").write_text(
        'name = "A"\nphone = "01632 960123"\nhours = ["Mon 09:00-17:00"]\narea = "B"\n', "utf-8"
    )
    told = waymark(tmp_path, "serve", face, "--port", "1")
    assert told.returncode == 1
    assert told.stderr.startswith(f"{tmp_path}/service.toml does not say what only the service can say.")
    assert told.stderr.count("[complaints]") == told.stderr.count("[keeping]") == 1


@pytest.mark.slow
def test_a_real_service_is_upgraded_in_place_and_its_folder_never_becomes_a_demonstrations(service):
    data, _ = service
    refused = waymark(data, "demo")
    assert refused.returncode == 1
    assert "belongs to a real service" in refused.stderr
    assert not (data / "demo-sign-ins.json").exists()

    # As a release left it that knew no remark yet.
    with closing(sqlite3.connect(data / "waymark.sqlite3")) as tables:
        tables.execute("ALTER TABLE content_revision DROP COLUMN remark")
        tables.execute("DELETE FROM django_migrations WHERE name = '0002_remark'")
        tables.commit()
    upgraded = waymark(data, "upgrade")
    assert upgraded.returncode == 0, upgraded.stderr
    assert "Migrations applied: 1." in upgraded.stdout
    with closing(sqlite3.connect(data / "waymark.sqlite3")) as tables:
        assert tables.execute("SELECT remark FROM content_revision").fetchall() == []


@pytest.mark.slow
def test_a_real_service_never_takes_the_folder_of_a_demonstration(tmp_path, own_databases, made_world):
    data = shutil.copytree(made_world, tmp_path / "data")
    assert stat.S_IMODE((data / "demo-sign-ins.json").stat().st_mode) == 0o600
    refused = waymark(data, "init", *MANAGER)
    assert refused.returncode == 1
    assert "holds a demonstration" in refused.stderr

    (data / "demo-sign-ins.json").unlink()
    half = waymark(data, "demo", WAYMARK_DESK_ORIGIN="http://localhost:8001")
    assert half.returncode == 1
    assert "is half made" in half.stderr


def test_the_command_says_what_is_missing_in_one_sentence(tmp_path, own_databases):
    told = waymark(tmp_path, "worker")
    assert told.returncode == 1
    assert told.stderr.count("\n") == 1
    assert "`waymark init` asks for" in told.stderr


def test_a_sheet_that_could_not_be_kept_leaves_no_half_of_itself(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("waymark.config.verbs.sheets.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        _write(tmp_path / "recovery-1.txt", "words")
    assert list(tmp_path.iterdir()) == []
