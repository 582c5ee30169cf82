"""What is built twice is the same bytes; and the comparison, that it tells what is not."""

import io
import zipfile
from datetime import date

import pytest

from tools import building

pytestmark = pytest.mark.once


@pytest.mark.slow
def test_two_builds_in_other_circumstances_are_the_same_bytes():
    count, found = building.build_twice()
    assert found == []
    assert count > 200


def test_the_second_clock_stays_before_the_day_on_which_a_page_says_something_else(tmp_path):
    pack = tmp_path / "packs" / "one"
    pack.mkdir(parents=True)
    dues = "[a]\nreview_due = 2026-01-31\n[b]\nreview_due = 2027-05-01\n"
    (pack / "facts.toml").write_text(dues, "utf-8")
    for today, days in (
        (date(2026, 1, 1), 29),
        (date(2026, 2, 1), 300),
        (date(2027, 5, 1), 0),
        (date(2028, 1, 1), 300),
    ):
        assert building.days_ahead(tmp_path, today) == days


def wheel(when, **members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, body in members.items():
            archive.writestr(zipfile.ZipInfo(name, when), body)
    return made.getvalue()


def test_what_differs_is_told_to_the_member_of_an_archive():
    early, late = (2020, 2, 2, 0, 0, 0), (2026, 1, 1, 0, 0, 0)
    one = {"a.whl": wheel(early, one="x", two="y"), "b": b"1", "c": b"same", "only": b""}
    other = {"a.whl": wheel(early, one="x", two="z"), "b": b"2", "c": b"same"}
    assert building.differences(one, other) == [
        "only was built only once",
        "a.whl differs, at two",
        "b differs",
    ]
    assert building.differences({"a.whl": wheel(early, one="x")}, {"a.whl": wheel(late, one="x")}) == [
        "a.whl differs, at one"
    ]


def test_only_what_git_would_commit_is_built_from():
    files = building.committed_files(building.HOUSE)
    assert {"do", "pyproject.toml", "waymark/__init__.py"} <= set(files)
    assert not [
        name for name in files if name.startswith((".venv/", "build/", "var/")) or name.endswith(".pyc")
    ]
