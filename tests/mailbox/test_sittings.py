from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import contextmanager
from dataclasses import FrozenInstanceError
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from waymark.limits.terms import Limit
from waymark.mailbox import sittings
from waymark.mailbox.models import Mailbox, Message, Sitting
from waymark.mailbox.sittings import (
    SittingOver,
    begin_sitting,
    end_idle_sittings,
    enter,
    leave,
    mark_read,
    sit,
)
from waymark.mailbox.terms import WRONG_WORDS
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.refusal import NotSaved
from waymark.sealing.envelopes import Sealed
from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey, new_pair
from waymark.sealing.labels import Field, Kind
from waymark.sealing.mailboxes import MailboxKeys
from waymark.sealing.notes import unseal_note_in
from waymark.sealing.places import Place
from waymark.sealing.words import WordsKind, draw_words

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WORDS = draw_words(WordsKind.MAILBOX, bytes(16))
NOON = datetime(2026, 11, 23, 12, 0, 5, 7, tzinfo=UTC)


def make_mailbox(locator=b"one of a kind!!!"):
    pair = new_pair()
    days = {"begun_on": day(), "kept_until": day()}
    return Mailbox.objects.create(locator=locator, public_key=pair.public.raw, **days), pair


@pytest.fixture
def opened():
    """A mailbox of no message, entered."""
    return begin_sitting(*make_mailbox())


def test_a_sitting_gives_back_its_mailbox_to_its_own_token_only(opened):
    assert sit(opened.token).mailbox == opened.mailbox
    assert sit(opened.token).secret == opened.secret
    assert sit(opened.token).token == opened.token
    others = [urlsafe_b64encode(bytes(length)).decode() for length in (0, 31, 32, 33, 65)]
    others += ["x", "é", opened.token[:-4], "!" + opened.token, opened.token + "\n"]
    for other in others:
        with pytest.raises(SittingOver):
            sit(other)


def test_a_token_is_thirty_two_random_bytes_for_one_hidden_field(opened, monkeypatch):
    assert len(urlsafe_b64decode(opened.token)) == 32
    monkeypatch.setattr(sittings, "token_bytes", lambda length: b"\xfb\xff\xfe" * 9 + bytes(length - 27))
    other = begin_sitting(opened.mailbox, opened.secret)
    assert {"-", "_"} <= set(other.token)
    assert sit(other.token).mailbox == opened.mailbox


def test_the_token_alone_finds_and_unseals_the_row(opened):
    raw = urlsafe_b64decode(opened.token)
    row = Sitting.objects.get()
    assert bytes(row.id) == H(raw, "waymark-sit-id", b"", 32)
    place = Place(Kind.SITTING, UUID(bytes=bytes(row.id)[:16]), Field.SECRET)
    note = unseal_note_in(IslandKey(H(raw, "waymark-sit-key", b"", 32)), place, row.sealed)
    assert note == {"mailbox": str(opened.mailbox.id), "secret": opened.secret.raw.hex()}


def test_the_row_names_neither_the_mailbox_nor_its_secret(opened):
    row = Sitting.objects.get()
    kept = bytes(row.id) + row.sealed.raw
    assert opened.mailbox.id.bytes not in kept
    assert str(opened.mailbox.id).encode() not in kept
    assert opened.secret.raw not in kept


def test_two_sittings_of_one_mailbox_stand_beside_each_other(opened):
    second = begin_sitting(opened.mailbox, opened.secret)
    leave(opened.token)
    assert sit(second.token).mailbox == opened.mailbox
    with pytest.raises(SittingOver):
        sit(opened.token)


def test_a_row_tells_no_more_than_the_minute_in_which_it_ends():
    with time_machine.travel(NOON, tick=False):
        begin_sitting(*make_mailbox())
    assert Sitting.objects.get().dies_at == NOON.replace(minute=10, second=0, microsecond=0)


def test_ten_idle_minutes_end_it_to_the_moment_and_use_begins_them_anew():
    with time_machine.travel(NOON, tick=False) as clock:
        used, idle = (begin_sitting(*make_mailbox(bytes([n]) * 16)) for n in range(2))
        clock.move_to(NOON.replace(minute=9, second=59))
        assert sit(used.token)
        clock.move_to(NOON.replace(minute=10, second=0, microsecond=0))
        with pytest.raises(SittingOver):
            sit(idle.token)
        clock.move_to(NOON.replace(minute=18, second=59))
        assert sit(used.token)
        clock.move_to(NOON.replace(minute=28, second=0, microsecond=0))
        with pytest.raises(SittingOver):
            sit(used.token)


def test_the_end_is_moved_once_a_minute_at_most(opened):
    with time_machine.travel(NOON, tick=False) as clock:
        used = begin_sitting(opened.mailbox, opened.secret)
        costs = []
        for later in (0, 54, 55, 56):
            clock.move_to(NOON + timedelta(seconds=later))
            with CaptureQueriesContext(connection) as asked:
                sit(used.token)
            costs.append(sum("UPDATE" in one["sql"] for one in asked))
    assert costs == [0, 0, 1, 0]


def test_a_sitting_that_cannot_be_moved_on_is_read_all_the_same(opened, monkeypatch):
    @contextmanager
    def full():
        raise NotSaved("full")
        yield

    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        monkeypatch.setattr(sittings, "turn", full)
        assert sit(opened.token).mailbox == opened.mailbox


@pytest.mark.parametrize("clears", [end_idle_sittings, lambda: begin_sitting(*make_mailbox(bytes(16))) and 1])
def test_what_idled_out_is_deleted_by_the_worker_and_by_whoever_enters_next(clears):
    with time_machine.travel(NOON, tick=False) as clock:
        begin_sitting(*make_mailbox())
        clock.move_to(NOON + timedelta(minutes=1))
        alive = begin_sitting(*make_mailbox(b"another mailbox!"))
        clock.move_to(NOON.replace(minute=10, second=0, microsecond=0))
        assert clears() == 1
        assert sit(alive.token)
        assert datetime(2026, 11, 23, 12, 10, tzinfo=UTC) not in Sitting.objects.values_list(
            "dies_at", flat=True
        )


def test_the_worker_counts_each_that_it_deletes(opened):
    begin_sitting(opened.mailbox, opened.secret)
    assert end_idle_sittings() == 0
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert end_idle_sittings() == 2
    assert not Sitting.objects.exists()


def test_leaving_with_a_token_of_nobody_s_changes_nothing(opened):
    for other in ("", "x", urlsafe_b64encode(bytes(32)).decode()):
        leave(other)
    assert sit(opened.token)


def test_only_the_letters_named_and_only_those_of_the_own_mailbox_are_read(opened):
    other, _ = make_mailbox(bytes(16))
    rows = [
        Message.objects.create(
            mailbox=mailbox, from_us=True, written_on=day(), is_new=True, sealed=Sealed(b"letter")
        )
        for mailbox in (opened.mailbox, opened.mailbox, other)
    ]
    mark_read(opened, [rows[0].id, rows[2].id, new_id()])
    assert set(Message.objects.filter(is_new=True)) == {rows[1], rows[2]}


def test_a_row_moved_under_another_token_opens_nothing(opened):
    other = begin_sitting(opened.mailbox, opened.secret)
    first, second = Sitting.objects.all()
    first.sealed, second.sealed = second.sealed, first.sealed
    first.save()
    second.save()
    for token in (opened.token, other.token):
        with pytest.raises(SittingOver):
            sit(token)


def test_a_closed_mailbox_ends_its_sittings(opened):
    make_mailbox(bytes(16))
    Mailbox.objects.filter(id=opened.mailbox.id).update(closed_on="2026-11-23")
    with pytest.raises(SittingOver):
        sit(opened.token)


def test_the_words_of_a_closed_mailbox_open_nothing(opened, monkeypatch):
    make_mailbox(bytes(16))
    own = MailboxKeys(bytes(opened.mailbox.locator), opened.secret)
    monkeypatch.setattr(sittings, "derive_mailbox", lambda _words: own)
    assert enter(WORDS).mailbox == opened.mailbox
    Mailbox.objects.filter(id=opened.mailbox.id).update(closed_on="2026-11-23")
    assert enter(WORDS) is None


def test_right_words_are_never_counted(opened, monkeypatch):
    taken = []
    monkeypatch.setattr(sittings, "take", taken.append)
    own = MailboxKeys(bytes(opened.mailbox.locator), opened.secret)
    monkeypatch.setattr(sittings, "derive_mailbox", lambda _words: own)
    assert enter(WORDS) is not None
    assert taken == []
    monkeypatch.setattr(sittings, "derive_mailbox", lambda _words: MailboxKeys(bytes(16), new_pair()))
    assert enter(WORDS) is None
    assert taken == [WRONG_WORDS]


def test_after_very_many_wrong_words_right_ones_still_open_one_by_one(opened, monkeypatch):
    """A guesser must not lock anybody out: what is beyond the limit waits its turn, and is not refused."""
    lines = []

    @contextmanager
    def slot(*, one_by_one=False):
        lines.append(one_by_one)
        yield

    monkeypatch.setattr(sittings, "derivation_slot", slot)
    monkeypatch.setattr(sittings, "WRONG_WORDS", Limit("few-words", size=2, every=timedelta(hours=1)))
    monkeypatch.setattr(sittings, "derive_mailbox", lambda _words: MailboxKeys(bytes(16), new_pair()))
    assert [enter(WORDS) for _ in range(4)] == [None] * 4
    own = MailboxKeys(bytes(opened.mailbox.locator), opened.secret)
    monkeypatch.setattr(sittings, "derive_mailbox", lambda _words: own)
    assert enter(WORDS) is not None
    assert lines == [False, False, True, True, True]


def test_a_sitting_prints_nothing_that_it_holds_and_holds_one_mailbox_for_good(opened):
    with pytest.raises(FrozenInstanceError):
        opened.mailbox = None
    assert opened.token not in repr(opened)
    assert opened.secret.raw.hex() not in repr(opened)
