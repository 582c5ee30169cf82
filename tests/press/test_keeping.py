"""A process takes up what is published without being asked, and keeps what it has while the store is away."""

import brotli
import pytest
from django.db import DatabaseError

from tests.press.test_publishing import publish_text
from waymark.content.models import Item, Version
from waymark.content.queries import library, published
from waymark.press import keeping
from waymark.press.editions import Edition
from waymark.press.keeping import Keeper
from waymark.press.models import Pressing
from waymark.press.publishing import press_anew, withdraw_now

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
HEADERS = {"X-Robots-Tag": "noindex"}


class Showing:
    def __init__(self):
        self.edition = Edition({})

    def text(self, path="/en"):
        return brotli.decompress(self.edition.pages[path]).decode()


@pytest.fixture
def showing():
    return Showing()


@pytest.fixture
def keeper(site, showing):
    made = Keeper(showing, HEADERS)
    assert made.look() is True
    return made


def test_a_process_begins_with_what_was_pressed(keeper, showing):
    assert sorted(showing.edition.pages) == ["/", "/en", "/en/k7"]
    assert showing.edition.number == Pressing.objects.get().number
    assert showing.edition.headers == HEADERS


def test_a_look_at_nothing_new_asks_twice_and_changes_nothing(keeper, showing, django_assert_num_queries):
    before = showing.edition
    with django_assert_num_queries(2):
        assert keeper.look() is False
    assert showing.edition is before


def test_what_is_published_is_taken_up_whole_and_only_what_changed_is_read(site, keeper, showing):
    untouched = showing.edition.pages["/en/k7"]
    publish_text(site, site.text("New words. [Danger](page:danger)"))
    assert "New words." not in showing.text()
    assert keeper.look() is True
    assert "New words." in showing.text()
    assert showing.edition.pages["/en/k7"] is untouched


def test_forms_read_the_new_words_too(site, keeper):
    publish_text(site, site.text("New words. [Danger](page:danger)"))
    keeper.look()
    assert "New words." in published("", "en").body


def test_a_withdrawn_page_is_gone(site, keeper, showing):
    publish_text(site, site.text("Alone."))
    withdraw_now(item=site.item(name="danger").id, by=site.world.editor)
    keeper.look()
    assert "/en/k7" not in showing.edition.pages
    assert published("k7", "en") is None


def test_pages_of_another_release_are_never_served(site, keeper, showing, monkeypatch):
    monkeypatch.setattr(keeping, "stamp", lambda: "another release!")
    publish_text(site, site.text("Drawn here. [Danger](page:danger)"))
    keeper.look()
    assert "Drawn here." in showing.text()
    assert showing.edition.number == 0
    assert showing.edition.stamp == ""


def test_while_the_store_is_away_it_serves_what_it_had(site, keeper, showing, monkeypatch, caplog):
    before = showing.edition

    def away():
        raise DatabaseError("secret connection text")

    monkeypatch.setattr(keeping, "_see", away)
    assert keeper.look() is False
    assert showing.edition is before
    assert "secret" not in caplog.text
    monkeypatch.undo()
    publish_text(site, site.text("Back. [Danger](page:danger)"))
    keeper.look()
    assert "Back." in showing.text()


def test_whatever_breaks_while_it_looks_it_looks_again(site, keeper, showing, monkeypatch, caplog):
    before = showing.edition

    def gone():
        raise FileNotFoundError("a film was moved meanwhile")

    monkeypatch.setattr(keeping, "stamp", gone)
    publish_text(site, site.text("Later. [Danger](page:danger)"))
    assert keeper.look() is False
    assert showing.edition is before
    assert "they cannot be drawn (FileNotFoundError)" in caplog.text
    monkeypatch.undo()
    assert keeper.look() is True
    assert "Later." in showing.text()


def test_a_start_without_a_store_shows_the_packs_as_shipped(site, showing, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(keeping, "_see", away)
    Keeper(showing, HEADERS).look()
    assert "Some text." in showing.text()


def test_what_does_not_hold_with_this_release_changes_nothing(site, keeper, showing):
    before = showing.edition
    Item.objects.filter(name="front").update(text="No front matter.")
    row = Pressing.objects.get()
    row.number += 1
    row.save()
    Version.objects.update(number=99)
    assert keeper.look() is False
    assert showing.edition is before


def test_the_day_that_turns_reads_what_is_live_again(site, keeper, monkeypatch):
    held = library()
    later = keeping.day().replace(year=2100)
    monkeypatch.setattr(keeping, "day", lambda: later)
    assert keeper.look() is True
    assert library() is not held


def test_pressing_anew_writes_nothing_when_nothing_changed(site):
    number = Pressing.objects.get().number
    assert press_anew() == number
