from datetime import date, time

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from waymark.config.about import read_service, write_service
from waymark.config.made_up import FACTS


def written(tmp_path, text):
    path = tmp_path / "service.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize("absent", ["name", "phone", "hours", "area"])
def test_each_required_fact_that_is_absent_is_named(tmp_path, absent):
    facts = {name: value for name, value in FACTS.items() if name != absent}
    with pytest.raises(ImproperlyConfigured, match=f"does not say the service's {absent}"):
        write_service(tmp_path / "service.toml", facts)
    assert not list(tmp_path.iterdir()), "nothing is left of a refused file"


def test_no_file_says_how_to_make_one(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="`waymark init` asks for"):
        read_service(tmp_path / "service.toml")


def test_a_file_that_is_no_text_or_is_not_ours_to_read_is_told_in_a_sentence(tmp_path):
    path = tmp_path / "service.toml"
    path.write_bytes('name = "Ré"'.encode("latin-1"))
    with pytest.raises(ImproperlyConfigured, match="save it as UTF-8"):
        read_service(path)
    with pytest.raises(ImproperlyConfigured, match=r"cannot be read: Is a directory\."):
        read_service(tmp_path)


def test_the_facts_come_back_with_their_types(tmp_path):
    path = tmp_path / "service.toml"
    write_service(path, {**FACTS, "hours": ["Mon-Fri 09:00-17:00", "Sat 10:00-12:00"], "nation": "SCT"})
    service = read_service(path)
    saturday = service.hours.on(date(2026, 11, 28), ())
    assert [(span.opens, span.closes) for span in saturday] == [(time(10), time(12))]
    assert service.nation == "SCT"
    assert service.demonstration is False
    assert service.attachments is False
    assert service.exit.startswith("https://")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1))
def test_any_name_is_written_so_that_it_reads_back(tmp_path_factory, name):
    path = tmp_path_factory.mktemp("facts") / "service.toml"
    if not name.strip():
        with pytest.raises(ImproperlyConfigured):
            write_service(path, {**FACTS, "name": name})
        return
    write_service(path, {**FACTS, "name": name})
    assert read_service(path).name == name.strip()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('hours = ["daily"]', "cannot read the hours"),
        ('hours = "Mon-Fri 09:00-17:00"', "hours must be a list"),
        ('nation = "FRA"', "nation must be one of"),
        ('exits = ["http://example.org"]', "https"),
        ('attachments = "yes"', "true or false"),
        ('entry_path = "help-here"', "go together"),
        ('entry_title = "Help here"', "go together"),
        ('entry_path = "en"\nentry_title = "Help here"', "at least 4"),
        ('entry_path = "Help Here"\nentry_title = "Help here"', "small letters"),
        ('show_drafts = "yes"', "true or false"),
        ('colour = "red"', "not known: colour"),
        ("phone = 1632", "phone must be text"),
        ('phone = "ring the office"', "not one number that can be dialled"),
        ('phone = "01632 960123 or 01632 960124"', "not one number that can be dialled"),
        ("= broken", "cannot be read"),
    ],
)
def test_a_fact_of_the_wrong_kind_is_named(tmp_path, line, said):
    lines = {"name": '"A"', "phone": '"01632 960123"', "hours": '["Mon 09:00-17:00"]', "area": '"B"'}
    name, _, value = line.partition(" = ")
    text = line if not name else ""
    write_service(tmp_path / "made-up.toml", FACTS)
    tables = (tmp_path / "made-up.toml").read_text("utf-8").partition("\n\n")[2]
    path = written(
        tmp_path,
        text
        + "".join(
            f"{key} = {fact}\n"
            for key, fact in ({**lines, name: value} if value else {**lines, "": line[2:]}).items()
        )
        + tables,
    )
    with pytest.raises(ImproperlyConfigured, match=said):
        read_service(path)
