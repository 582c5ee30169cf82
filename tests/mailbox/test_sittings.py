from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from waymark.limits.terms import Limit
from waymark.mailbox import sittings
from waymark.mailbox.models import Mailbox, Sitting
from waymark.mailbox.sittings import SittingOver, begin_sitting, end_idle_sittings, enter, leave, sit
from waymark.mailbox.terms import WRONG_WORDS
from waymark.sealing.keys import new_pair
from waymark.sealing.mailboxes import MailboxKeys
from waymark.sealing.words import WordsKind, draw_words

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WORDS = draw_words(WordsKind.MAILBOX, bytes(16))


def test_a_sitting_gives_back_its_mailbox_to_its_own_token_only(opened):
    assert sit(opened.token).mailbox == opened.mailbox
    assert sit(opened.token).secret == opened.secret
    for other in ("", "x", opened.token[:-4], opened.token[::-1], opened.token + "AAAA"):
        with pytest.raises(SittingOver):
            sit(other)


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


def test_ten_idle_minutes_end_it_and_the_worker_deletes_it(opened):
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False) as clock:
        used = begin_sitting(opened.mailbox, opened.secret)
        clock.shift(timedelta(minutes=8, seconds=59))
        assert sit(used.token)
        clock.shift(timedelta(minutes=10, seconds=1))
        with pytest.raises(SittingOver):
            sit(used.token)
        assert end_idle_sittings() == 2
        assert not Sitting.objects.exists()


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
    Mailbox.objects.update(closed_on="2026-11-23")
    with pytest.raises(SittingOver):
        sit(opened.token)


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


def test_a_sitting_prints_nothing_that_it_holds(opened):
    assert opened.token not in repr(opened)
    assert opened.secret.raw.hex() not in repr(opened)
