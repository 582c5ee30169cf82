"""The chain: whatever is changed, removed, reordered or inserted is noticed; it verifies without reasons."""

from uuid import UUID, uuid4

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waymark.audit.models import ChainHead, Event
from waymark.audit.queries import (
    ChainBroken,
    NotCurrent,
    check_current,
    events_of,
    verify_all,
    verify_chain,
)
from waymark.audit.recording import record
from waymark.audit.rules import hash_sealed
from waymark.audit.terms import Chain, Tag
from waymark.records.turns import turn
from waymark.sealing.envelopes import Sealed

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
PROPERTY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Did(Tag):
    LOOK = "tests:message:look"
    WRITE = "tests:wishes:write"


def new_chain(length: int) -> Chain:
    chain = Chain.case(uuid4())
    with turn():
        for number in range(length):
            record(chain, Did.LOOK, by=UUID(int=number + 1), about=uuid4(), note={"number": number})
    return chain


def test_an_untouched_chain_verifies():
    chain = new_chain(5)
    assert verify_chain(chain.id) == 5
    assert verify_all() == {chain.id: 5}
    assert verify_chain(uuid4()) == 0


def test_an_event_says_who_what_and_when():
    chain, member, what = Chain.face("desk"), uuid4(), uuid4()
    with turn():
        record(chain, Did.LOOK, by=member, about=what)
    read = events_of(chain).get()
    assert (read.tag, read.by, read.about) == ("tests:message:look", member, what)
    assert 0 <= read.second < 86400


def test_what_a_visitor_does_has_a_day_and_no_time():
    with turn():
        record(Chain.face("public"), Did.LOOK, by=None, about=uuid4())
    assert Event.objects.get().second is None


def test_outside_a_transaction_nothing_is_recorded(monkeypatch):
    class Elsewhere:
        in_atomic_block = False

    monkeypatch.setattr("waymark.audit.recording.connections", {"default": Elsewhere()})
    with pytest.raises(RuntimeError, match="transaction"):
        record(Chain.face("desk"), Did.LOOK, by=None, about=None)


def test_a_tag_is_a_term_and_not_a_text():
    with turn(), pytest.raises(TypeError, match="terms of a room"):
        record(Chain.face("desk"), "tests:message:look", by=None, about=None)


def test_all_events_of_a_turn_cost_three_queries_a_chain_once_it_exists(django_assert_num_queries):
    one, other = new_chain(1), new_chain(1)
    with django_assert_num_queries(3 + 3 + 2), turn():  # and the savepoint that stands for the turn here
        for chain in (one, other, one):
            record(chain, Did.LOOK, by=uuid4(), about=uuid4())
    assert (verify_chain(one.id), verify_chain(other.id)) == (3, 2)


def test_nobody_waits_for_a_chain_before_the_turn_that_wrote_to_it_ends():
    chain = new_chain(1)
    with turn():
        record(chain, Did.LOOK, by=None, about=None)
        assert events_of(chain).count() == 1
        with turn():
            record(chain, Did.WRITE, by=None, about=None)
        assert events_of(chain).count() == 1
    assert [event.tag for event in events_of(chain)] == [Did.LOOK, Did.LOOK, Did.WRITE]


def test_a_turn_that_fails_leaves_no_event_and_none_for_the_next_turn():
    chain = new_chain(1)

    def fail():
        with turn():
            record(chain, Did.LOOK, by=None, about=None)
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        fail()
    with turn():
        record(chain, Did.WRITE, by=None, about=None)
    assert [event.tag for event in events_of(chain)] == [Did.LOOK, Did.WRITE]


def test_an_event_that_is_rolled_back_leaves_no_gap():
    chain = new_chain(2)
    with transaction.atomic():
        record(chain, Did.LOOK, by=None, about=None)
        transaction.set_rollback(True)
    assert verify_chain(chain.id) == 2


CHANGES = {
    "chain_id": lambda _: uuid4(),
    "by": lambda _: uuid4(),
    "about": lambda _: None,
    "tag": lambda _: "tests:message:leave",
    "day": lambda day: day.replace(year=day.year - 1),
    "second": lambda second: (second + 1) % 86400,
    "note": lambda _: '{"number":99}',
    "hash": lambda _: bytes(32),
    "previous": lambda _: b"x" * 32,
    "sealed_hash": lambda _: b"x" * 32,
    "reason_hash": lambda _: b"x" * 32,
    "seq": lambda seq: seq + 100,
}


@PROPERTY
@given(length=st.integers(1, 6), data=st.data())
def test_any_changed_column_is_noticed(length, data):
    chain = new_chain(length)
    event = events_of(chain)[data.draw(st.integers(0, length - 1))]
    column = data.draw(st.sampled_from(sorted(CHANGES)))
    Event.objects.filter(id=event.id).update(**{column: CHANGES[column](getattr(event, column))})
    with pytest.raises(ChainBroken):
        verify_chain(chain.id)


@PROPERTY
@given(length=st.integers(1, 6), data=st.data())
def test_any_removed_row_is_noticed(length, data):
    chain = new_chain(length)
    events_of(chain)[data.draw(st.integers(0, length - 1))].delete()
    with pytest.raises(ChainBroken):
        verify_chain(chain.id)


@PROPERTY
@given(length=st.integers(2, 6), data=st.data())
def test_any_reordered_rows_are_noticed(length, data):
    chain = new_chain(length)
    first, second = data.draw(st.lists(st.integers(0, length - 1), min_size=2, max_size=2, unique=True))
    one, other = events_of(chain)[first], events_of(chain)[second]
    Event.objects.filter(id=one.id).update(seq=10_000)
    Event.objects.filter(id=other.id).update(seq=one.seq)
    Event.objects.filter(id=one.id).update(seq=other.seq)
    with pytest.raises(ChainBroken):
        verify_chain(chain.id)


@PROPERTY
@given(length=st.integers(1, 5), at=st.integers(1, 6), relink=st.booleans())
def test_an_inserted_row_is_noticed_even_with_all_links_mended(length, at, relink):
    chain = new_chain(length)
    at = min(at, length + 1)
    for event in events_of(chain).filter(seq__gte=at).order_by("-seq"):
        Event.objects.filter(id=event.id).update(seq=event.seq + 1)
    before = events_of(chain).filter(seq=at - 1).first()
    forged = Event(
        chain_id=chain.id,
        seq=at,
        previous=before.hash if before else bytes(32),
        hash=b"f" * 32,
        day=Event.objects.first().day,
        tag="tests:message:look",
        note="{}",
    )
    forged.save(force_insert=True)
    after = events_of(chain).filter(seq=at + 1).first()
    if relink and after:
        Event.objects.filter(id=after.id).update(previous=forged.hash)
    ChainHead.objects.filter(chain_id=chain.id).update(length=length + 1)
    with pytest.raises(ChainBroken):
        verify_chain(chain.id)


def test_a_changed_head_is_noticed():
    chain = new_chain(3)
    ChainHead.objects.filter(chain_id=chain.id).update(length=2)
    with pytest.raises(ChainBroken, match="missing at the end"):
        verify_chain(chain.id)


def test_another_audit_key_verifies_nothing(monkeypatch):
    chain = new_chain(2)
    monkeypatch.setattr(django_settings.KEYS, "audit_key", lambda: b"somebody else's key", raising=False)
    with pytest.raises(ChainBroken):
        verify_chain(chain.id)


def test_a_chain_never_forks():
    chain = new_chain(2)
    last = events_of(chain).last()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event(
            chain_id=chain.id, seq=2, previous=last.previous, hash=b"f" * 32, day=last.day, tag="t", note="{}"
        ).save()


def test_a_reason_is_vouched_for_while_it_is_there_and_not_missed_afterwards():
    chain, reason = Chain.case(uuid4()), Sealed(b"sealed reason")
    with turn():
        record(chain, Did.LOOK, by=uuid4(), about=uuid4(), reason=reason)
    assert verify_chain(chain.id) == 1
    Event.objects.update(reason=Sealed(b"another reason"))
    with pytest.raises(ChainBroken, match="replaced"):
        verify_chain(chain.id)
    Event.objects.update(reason=None)
    assert verify_chain(chain.id) == 1


def test_a_row_put_back_to_its_older_bytes_is_noticed():
    chain, row = Chain.case(uuid4()), uuid4()
    older, newer = Sealed(b"wishes: never ring"), Sealed(b"wishes: ring on Mondays")
    with turn():
        record(chain, Did.WRITE, by=None, about=row, sealed_hash=hash_sealed(older))
        record(chain, Did.LOOK, by=None, about=row)
    check_current(chain, row, older)
    with turn():
        record(chain, Did.WRITE, by=None, about=row, sealed_hash=hash_sealed(newer))
    check_current(chain, row, newer)
    for wrong in (older, Sealed(b"never written")):
        with pytest.raises(NotCurrent):
            check_current(chain, row, wrong)
    with pytest.raises(NotCurrent):
        check_current(chain, uuid4(), newer)
    with pytest.raises(NotCurrent):
        check_current(Chain.case(uuid4()), row, newer)


def test_an_event_that_the_database_made_up_vouches_for_nothing():
    chain, row, forged = Chain.case(uuid4()), uuid4(), Sealed(b"forged")
    with turn():
        record(chain, Did.WRITE, by=None, about=row, sealed_hash=hash_sealed(Sealed(b"true")))
    Event.objects.filter(about=row).update(sealed_hash=hash_sealed(forged))
    with pytest.raises(NotCurrent):
        check_current(chain, row, forged)
