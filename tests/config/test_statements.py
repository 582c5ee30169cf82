"""What only the service can say of itself: asked for, refused where it is missing, and never made up."""

import tomllib
from datetime import date, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from waymark.clocks.saying import Length, Unit
from waymark.config.about import read_service, write_service
from waymark.config.made_up import FACTS, STATEMENTS, make_up_data
from waymark.config.statements import TABLES, NotStated, lacking, read_statements

TODAY = date(2026, 11, 26)


def stated(table="", **changes):
    """The made-up statements, all of them made today, with changes to one table; None takes a line out."""
    tables = {name: {**each, "stated_on": TODAY} for name, each in STATEMENTS.items()}
    for key, value in changes.items():
        tables[table][key] = value
        if value is None:
            del tables[table][key]
    return tables


def test_what_is_said_comes_back_by_slot():
    said = read_statements(stated(), TODAY)
    assert said["complaints"] == ("01632 960124", "complaints@example.org", "1 Example Street, Exampletown")
    assert said["complaints-days"] == Length(20, Unit.WORKING_DAYS)
    assert said["data"][-1] == "ICO registration Z0000000 (made up)"
    assert said["kept"] == Length(7, Unit.YEARS)
    assert said["kept-message"] == Length(26, Unit.WEEKS)
    assert said["keeping-stated"] == TODAY


def test_a_service_without_a_registration_names_none():
    assert "ICO" not in str(read_statements(stated("data", registration=None), TODAY)["data"])


@pytest.mark.parametrize("absent", TABLES)
def test_a_file_of_an_earlier_release_is_told_which_lines_to_add(tmp_path, absent):
    path = tmp_path / "service.toml"
    with pytest.raises(ImproperlyConfigured) as told:
        write_service(path, {name: fact for name, fact in FACTS.items() if name != absent})
    said = str(told.value)
    assert "Add these lines at its end" in said
    assert f"[{absent}]" in said
    assert not any(f"[{other}]" in said for other in TABLES if other != absent)


def test_the_lines_to_add_are_all_that_is_asked_for_and_are_refused_until_they_are_filled_in():
    offered = tomllib.loads(lacking({}, TODAY))
    for name, table in offered.items():
        assert {*TABLES[name], "stated_on"} == set(table)
    with pytest.raises(NotStated, match="filled in"):
        read_statements(offered, TODAY)
    typed = {"phone": "01632 960124", "email": "a@example.org"}
    filled = {
        name: {key: typed.get(key, "A") if value == "…" else value for key, value in table.items()}
        for name, table in offered.items()
    }
    assert read_statements(filled, TODAY)["complaints-to"] == "A"


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("complaints", {"next": None}, r"\[complaints\] does not say next: add the line  next ="),
        ("keeping", {"stated_on": None}, r"add the line  stated_on = 2026-11-26"),
        ("keeping", {"years": None}, r"\[keeping\] does not say years"),
        ("data", {"controller": " "}, "controller must be text"),
        ("data", {"phone": None, "email": None}, "no way to be reached: give phone, email or address"),
        ("complaints", {"phone": "ask us"}, "phone: 'ask us' is none"),
        ("complaints", {"email": "complaints at example.org"}, "email: .* is none"),
        ("complaints", {"address": "1 Example Street\nExampletown"}, "address must be text on one line"),
        ("complaints", {"days": 0}, "days must be a whole number from 1 to 60"),
        ("complaints", {"days": "soon"}, "days must be a whole number"),
        ("keeping", {"years": True}, "years must be a whole number"),
        ("keeping", {"weeks": None}, r"\[keeping\] does not say weeks: add the line  weeks = 26"),
        ("keeping", {"weeks": 0}, "weeks must be a whole number from 1 to 520"),
        ("complaints", {"stated_on": "2026-11-26"}, "stated_on must be a day, bare, such as 2026-11-26"),
        ("complaints", {"stated_on": TODAY + timedelta(days=1)}, "still to come"),
        ("data", {"colour": "red"}, r"\[data\] has names that are not known: colour"),
    ],
)
def test_a_statement_that_is_amiss_is_told_with_its_table_and_line(table, change, said):
    with pytest.raises(NotStated, match=said):
        read_statements(stated(table, **change), TODAY)


def test_a_demonstration_of_an_earlier_release_gets_what_is_asked_for_since(tmp_path):
    make_up_data(tmp_path, demonstration=True)
    path = tmp_path / "service.toml"
    path.write_text(path.read_text("utf-8").partition("\n[")[0].replace("Example Support", "Mine"), "utf-8")
    make_up_data(tmp_path, demonstration=True)
    service = read_service(path)
    assert service.name == "Mine"
    assert service.statements["complaints-days"] == Length(20, Unit.WORKING_DAYS)
    path.write_text(path.read_text("utf-8").replace("weeks = 26\n", ""), "utf-8")
    make_up_data(tmp_path, demonstration=True)
    assert (read_service(path).years_kept, read_service(path).weeks_kept) == (7, 26)


def test_a_real_service_is_never_given_made_up_statements(tmp_path):
    path = tmp_path / "service.toml"
    write_service(path, FACTS)
    before = path.read_text("utf-8").partition("\n[")[0]
    path.write_text(before, "utf-8")
    make_up_data(tmp_path, demonstration=True)
    assert path.read_text("utf-8") == before
