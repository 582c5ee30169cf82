"""Facts in a list of signs or a plan: each is its value, with a mark where its sentence ends."""

from datetime import date
from pathlib import Path

import pytest

from tests.content.conftest import FACT, surroundings
from waymark.content.filling import fill_facts

LATE = date(2028, 1, 1)
SETTLED = FACT.replace('"unchecked"', '"settled"\nbecause = "a doubt would do harm"')


def filled(bench, text, **load):
    library = bench.load(**load)
    return fill_facts(Path("f"), text, library, "en", surroundings(**load))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            't = "Call {{fact:line}} now. They listen."',
            't = "Call 01632 960999 now (check first). They listen."',
        ),
        (
            't = "{{fact:line}} پر فون کریں۔ وہ سنتے ہیں۔"',
            't = "01632 960999 پر فون کریں (check first)۔ وہ سنتے ہیں۔"',
        ),
        ('t = "Ring {{fact:line}}"\nu = "Go."', 't = "Ring 01632 960999 (check first)"\nu = "Go."'),
        ('t = "{{fact:line}} or {{fact:line}}."', 't = "01632 960999 or 01632 960999 (check first)."'),
        (r't = "Say \"{{fact:line}}\"."', r't = "Say \"01632 960999 (check first)\"."'),
    ],
)
def test_a_mark_stands_where_the_sentence_ends(bench, text, shown):
    assert filled(bench, text) == shown


@pytest.mark.parametrize("kind", ["law", "known"])
def test_what_words_rest_on_shows_nothing_but_a_mark(bench, kind):
    bench.write("small/facts.toml", FACT.replace('"phone"', f'"{kind}"'))
    assert filled(bench, 't = "It is.{{fact:line}}"') == 't = "It is. (check first)"'


@pytest.mark.parametrize(("kind", "marked"), [("law", True), ("known", False), ("phone", False)])
def test_nothing_stands_beside_what_to_do_in_danger_even_once_it_is_overdue(bench, kind, marked):
    bench.write("small/facts.toml", SETTLED.replace('"phone"', f'"{kind}"'))
    assert "check first" not in filled(bench, 't = "It is.{{fact:line}}"')
    assert ("check first" in filled(bench, 't = "It is.{{fact:line}}"', today=LATE)) is marked
