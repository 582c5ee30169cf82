"""The pages on which the planner's script draws, and the words that it is given."""

import gzip
import json
import re
from pathlib import Path

import brotli
import pytest

from tests.people import build_world
from waymark.public.planner.sayings import sayings
from waymark.public.planner.screens import OPENING, TEXTS
from waymark.public.planner.scripts import PAGE, script_sources
from waymark.ui.inline import hash_source

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SCRIPTS = Path(__file__).resolve().parents[2] / "waymark" / "public" / "planner" / "scripts"
MAKING = "/en/u3"


@pytest.fixture
def told(client):
    build_world()
    return json.loads(client.get(f"/en/{TEXTS}").content)


def test_the_first_page_and_the_page_for_opening_carry_the_script_and_fit(client):
    build_world()
    for address in (MAKING, f"/en/{OPENING}"):
        answer = client.get(address, HTTP_ACCEPT_ENCODING="gzip")
        html = gzip.decompress(answer.content).decode()
        [loader] = re.findall(r"<script>(.*?)</script>", html[: html.index("</main>")], re.DOTALL)
        assert hash_source(loader) in script_sources()
        assert f"/k2/{PAGE}" in loader
        assert "<script src" not in html  # a browser keeps the address of what it compiled
        assert len(answer.content) <= 13_000


def test_opening_says_nothing_of_what_is_opened(client):
    build_world()
    html = client.get(f"/en/{OPENING}").content.decode()
    main = html[html.index("<main") : html.index("</main>")].lower()
    assert not [word for word in ("plan", "abuse", "safe", "note") if re.search(rf">[^<]*{word}", main)]


def test_what_was_begun_without_scripts_is_not_replaced(client):
    build_world()
    first = client.get(MAKING).content.decode()
    state = re.search(r'name="state" value="([^"]*)"', first)[1]
    page = client.post(MAKING, {"state": state, "page": "open", "go": "stage"}).content.decode()
    assert f"/k2/{PAGE}" not in page


def test_the_texts_travel_once_and_compressed(client):
    build_world()
    packed = client.get(f"/en/{TEXTS}", HTTP_ACCEPT_ENCODING="br")
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.content) <= 15_000
    assert brotli.decompress(packed.content) == client.get(f"/en/{TEXTS}").content
    assert not packed.cookies


def test_a_language_without_a_plan_is_told_it_in_english(client):
    build_world()
    assert client.get(f"/xx/{TEXTS}").status_code == 404


def test_every_word_that_the_script_asks_for_is_there(told):
    asked = set()
    for path in SCRIPTS.glob("*.js"):
        asked |= set(re.findall(r"(?<![\w.])t\(\"([a-z0-9_-]+)\"\)", path.read_text("utf-8")))
    assert len(asked) > 100
    assert asked - set(told["say"]) - set(told["plan"]["words"]) == set()


def test_every_word_that_is_there_is_asked_for():
    scripts = "".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js"))
    built = re.compile(r"(a|f|r|d|w|p|bag|room)-")
    assert [name for name in sayings() if not built.match(name) and f'"{name}"' not in scripts
            and f"say.{name}" not in scripts] == []  # fmt: skip


def test_what_leads_to_somebody_is_left_out_of_copies(told):
    asks = [ask for section in told["plan"]["section"] for ask in section["ask"]]
    apart = {ask["text"] for ask in asks if ask.get("apart")}
    assert {"Where will you go?", "Where is the bag, or where are the things?"} <= apart


def test_what_is_about_somebody_else_is_marked(told):
    assert [each["id"] for each in told["plan"]["stage"] if each.get("friend")] == ["w4"]
    assert {bool(each.get("friend")) for each in told["plan"]["danger"]} == {True, False}


def test_facts_are_filled_in_and_ways_lead_somewhere(told):
    assert "{{" not in json.dumps(told)
    assert all(way.get("href") or way.get("phone") for sign in told["plan"]["danger"] for way in sign["ways"])
    assert told["plan"]["urgent"]
