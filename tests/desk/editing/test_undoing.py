"""Throwing away what never was on the site: a page goes with its place on the shelf, and comes back to it."""

import re

import pytest

from tests.content.conftest import FACT as FACT_OF_THE_BENCH
from tests.desk.editing.writing import item, shown
from waymark.content.actions.writing import write
from waymark.content.models import Revision
from waymark.content.pieces import Key
from waymark.content.retelling import shelf_with, with_page_on_shelf, without_page
from waymark.content.stored import newest
from waymark.content.terms import ItemKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


NEW = {"name": "pets", "shelf": "a", "heading": "Can my pets come?", "body": "Often they can."}


def index_going_on():
    index = item("", "index", "")
    return (going := newest(index)) and going.text


def test_a_new_page_is_thrown_away_with_its_place_on_the_shelf_and_brought_back_to_it(editor, manager):
    editor.post("/pages/new", NEW)
    editor.post("/pages/new", NEW | {"name": "birds"})
    made = Revision.objects.get(item__name="pets")
    assert '"danger", "pets", "birds"]' in index_going_on()
    page = editor.post(f"/pages/revisions/{made.id}/drop", follow=True).content.decode()
    assert "The draft is thrown away." in page
    assert ">Edit</a>" not in page
    assert '"danger", "birds"]' in index_going_on()
    assert editor.get(f"/pages/items/{made.item_id}").url == f"/pages/items/{made.item_id}/history"
    assert "thrown away before it was on the site" in editor.get("/pages?list=pages").content.decode()
    editor.post(f"/pages/revisions/{Revision.objects.get(item__name='birds').id}/drop")
    assert index_going_on() is None, "the shelf is as it is on the site: nothing waits"
    editor.post(f"/pages/revisions/{made.id}/restore")
    assert '"danger", "pets"]' in index_going_on()
    again = Revision.objects.filter(item=made.item).latest("written_at")
    editor.post(f"/pages/revisions/{again.id}/ask")
    manager.post(f"/pages/revisions/{again.id}/review")
    manager.post(f"/pages/revisions/{again.id}/publish")
    code = re.search(r'code = "(\w+)"', again.text)[1]
    assert "Often they can." in shown(f"/en/{code}")


def test_the_name_of_a_page_that_was_thrown_away_can_be_given_again(editor):
    editor.post("/pages/new", NEW)
    editor.post(f"/pages/revisions/{Revision.objects.get(item__name='pets').id}/drop")
    page = editor.post("/pages/new", NEW | {"body": "Not yet."}, follow=True).content.decode()
    assert "Not yet." in page
    assert '"danger", "pets"]' in index_going_on()


def test_a_fact_that_was_thrown_away_before_it_was_on_the_site_leads_to_its_history(editor, world):
    key = Key("small", ItemKind.FACT, "", "other")
    made = write(key=key, text=FACT_OF_THE_BENCH.replace('"line"', '"other"'), by=world.editor)
    editor.post(f"/pages/revisions/{made.id}/drop")
    where = f"/pages/items/{made.item_id}"
    assert editor.get(f"{where}/fact").url == f"{where}/history"
    assert f'href="{where}/history"' in editor.get("/pages?list=facts").content.decode()


SHELVES = 'id = "x"\n[shelves]\nnow = ["danger", "device"]\nabuse = [\n    "abuse", "mind",\n    "law",\n]\n'


@pytest.mark.parametrize("page", ["danger", "device", "abuse", "mind", "law"])
def test_a_page_leaves_its_shelf_and_the_rest_stays_in_order(page):
    left = without_page(SHELVES, page)
    assert shelf_with(SHELVES, page)
    assert not shelf_with(left, page)
    assert [one for one in ("danger", "device", "abuse", "mind", "law") if shelf_with(left, one)] == [
        one for one in ("danger", "device", "abuse", "mind", "law") if one != page
    ]


@pytest.mark.parametrize("shelf", ["now", "abuse"])
def test_a_page_put_on_a_shelf_and_taken_off_leaves_no_trace(shelf):
    assert shelf_with(with_page_on_shelf(SHELVES, shelf, "pets"), "pets") == shelf
    assert without_page(with_page_on_shelf(SHELVES, shelf, "pets"), "pets") == SHELVES


def test_an_index_that_cannot_be_read_names_no_page():
    assert shelf_with("[shelves\n", "pets") == ""
    assert without_page("[shelves\n", "pets") == "[shelves\n"
