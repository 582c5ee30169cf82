"""Islands: only the granted unlock; turning keeps old records readable and shuts older holders out."""

import copy
from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.records import islands
from waymark.records.destroying import destroy_island
from waymark.records.grants import (
    begin_next_shred_key,
    begin_shred_key,
    between_shred_keys,
    settle_shred_key,
    shred_key,
    shreds_of,
    take_grant,
    withdraw_grants,
)
from waymark.records.ids import new_id
from waymark.records.models import Grant, Island, ShredKey
from waymark.sealing.envelopes import Sealed, seal_in, seal_to, unseal_in, unseal_to
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import new_pair
from waymark.sealing.labels import Field, HolderKind, Kind
from waymark.sealing.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


class Team:
    """A holder with its pair, and the keyring of somebody in it."""

    def __init__(self, kind: HolderKind = HolderKind.TEAM, epoch: int = 0, id=None) -> None:
        self.holder = Holder(kind, id or new_id(), epoch)
        self.pair = new_pair()
        self.keyring = Keyring(new_id(), {self.holder: self.pair})

    @property
    def public(self):
        return (self.holder, self.pair.public)

    def newer(self) -> "Team":
        return Team(self.holder.kind, self.holder.epoch + 1, self.holder.id)


def test_a_granted_holder_unlocks_and_a_stranger_does_not():
    team, stranger = Team(), Team()
    island, key = islands.begin_island(Kind.CASE, to=[team.public])
    assert islands.unlock(island.id, team.keyring) == key
    with pytest.raises(DoesNotUnseal):
        islands.unlock(island.id, stranger.keyring)
    with pytest.raises(DoesNotUnseal):
        islands.unlock(new_id(), team.keyring)


def test_an_island_says_the_day_and_nothing_more():
    island, _ = islands.begin_island(Kind.CASE, to=[Team().public])
    stored = Island.objects.filter(id=island.id).values().get()
    assert set(stored) == {"id", "kind", "epoch", "begun_on"}


def test_grants_need_the_shred_key_too():
    team = Team()
    island, _ = islands.begin_island(Kind.CASE, to=[team.public])
    ShredKey.objects.filter(island_id=island.id).update(key=b"0" * 32)
    with pytest.raises(DoesNotUnseal):
        islands.unlock(island.id, team.keyring)


def test_a_grant_moved_to_another_island_opens_nothing():
    team = Team()
    mine, _ = islands.begin_island(Kind.CASE, to=[team.public])
    other, _ = islands.begin_island(Kind.CASE, to=[Team().public])
    Grant.objects.filter(of_id=mine.id).update(of_id=other.id)
    with pytest.raises(DoesNotUnseal):
        islands.unlock(other.id, team.keyring)


def test_many_islands_cost_two_queries(django_assert_num_queries):
    team = Team()
    mine = [islands.begin_island(Kind.CASE, to=[team.public])[0].id for _ in range(5)]
    other = islands.begin_island(Kind.CASE, to=[Team().public])[0].id
    with (
        django_assert_num_queries(1),
        django_assert_num_queries(1, using="keys"),
    ):
        found = islands.unlock_many([*mine, other], team.keyring)
    assert set(found) == set(mine)


def test_beginning_costs_one_write_in_each_store(django_assert_num_queries):
    team, other = Team(), Team()
    with (
        django_assert_num_queries(2),
        django_assert_num_queries(3, using="keys"),
    ):  # savepoint, insert, release
        islands.begin_island(Kind.CASE, to=[team.public, other.public])


def test_granting_needs_the_key_and_gives_it():
    team, colleague, stranger = Team(), Team(HolderKind.PERSON), Team()
    island, key = islands.begin_island(Kind.CASE, to=[team.public])
    with pytest.raises(DoesNotUnseal):
        islands.grant_island(island.id, stranger.keyring, to=[stranger.public])
    islands.grant_island(island.id, team.keyring, to=[colleague.public])
    assert islands.unlock(island.id, colleague.keyring) == key
    assert islands.holders_of(island.id) == tuple(sorted([team.holder, colleague.holder]))


def test_turning_keeps_old_records_readable_to_the_new_and_shuts_out_the_old():
    team = Team()
    newer = team.newer()
    island, first = islands.begin_island(Kind.CASE, to=[team.public])
    place = Place(Kind.LOG_ENTRY, new_id(), Field.TEXT, epoch=0)
    entry = seal_in(first, place, b"before")
    assert islands.needs_turning(island.id, newest=[newer.holder])
    epoch, second = islands.turn_island(island.id, team.keyring, to=[newer.public])
    assert (epoch, Island.objects.get(id=island.id).epoch) == (1, 1)
    assert second != first
    assert not islands.needs_turning(island.id, newest=[newer.holder])
    with pytest.raises(DoesNotUnseal):
        islands.unlock(island.id, team.keyring)
    assert islands.unlock(island.id, newer.keyring) == second
    assert unseal_in(islands.unlock(island.id, newer.keyring, epoch=0), place, entry) == b"before"


def test_a_leaver_with_an_old_copy_of_the_database_reads_nothing_written_after_turning():
    team = Team()
    newer = team.newer()
    island, _ = islands.begin_island(Kind.CASE, to=[team.public])
    old_grants = list(Grant.objects.filter(of_id=island.id).values())
    _, second = islands.turn_island(island.id, team.keyring, to=[newer.public])
    place = Place(Kind.LOG_ENTRY, new_id(), Field.TEXT, epoch=1)
    after = seal_in(second, place, b"after")
    Grant.objects.bulk_create(Grant(**row) for row in old_grants)
    with pytest.raises(DoesNotUnseal):
        unseal_in(islands.unlock(island.id, team.keyring), place, after)
    with pytest.raises(DoesNotUnseal):
        islands.unlock(island.id, team.keyring, epoch=1)


@settings(max_examples=15, deadline=None)
@given(turns=st.integers(min_value=1, max_value=6), data=st.data())
def test_every_older_epoch_is_reached_and_no_newer_one(turns, data):
    team = Team()
    island, key = islands.begin_island(Kind.CASE, to=[team.public])
    keys = [key]
    for _ in range(turns):
        keys.append(islands.turn_island(island.id, team.keyring, to=[team.public])[1])
    epoch = data.draw(st.integers(min_value=0, max_value=turns))
    assert islands.unlock(island.id, team.keyring, epoch=epoch) == keys[epoch]
    for absent in (-1, turns + 1):
        with pytest.raises(DoesNotUnseal):
            islands.unlock(island.id, team.keyring, epoch=absent)


def test_a_wall_leaves_only_the_named_people():
    team, named = Team(), Team(HolderKind.PERSON)
    island, _ = islands.begin_island(Kind.CASE, to=[team.public])
    _, key = islands.turn_island(island.id, team.keyring, to=[named.public])
    assert islands.unlock(island.id, named.keyring) == key
    with pytest.raises(DoesNotUnseal):
        islands.unlock(island.id, team.keyring)


def test_one_without_the_current_key_can_not_turn():
    team, stranger = Team(), Team()
    island, _ = islands.begin_island(Kind.CASE, to=[team.public])
    for attempt in (stranger.keyring,):
        with pytest.raises(DoesNotUnseal):
            islands.turn_island(island.id, attempt, to=[stranger.public])
    with pytest.raises(ValueError, match="somebody"):
        islands.turn_island(island.id, team.keyring, to=[])
    assert Island.objects.get(id=island.id).epoch == 0


def test_withdrawing_takes_every_grant_of_a_holder():
    team, leaver = Team(), Team(HolderKind.PERSON)
    ids = [islands.begin_island(Kind.CASE, to=[team.public, leaver.public])[0].id for _ in range(3)]
    assert withdraw_grants(leaver.holder) == 3
    assert islands.unlock_many(ids, leaver.keyring) == {}
    assert len(islands.unlock_many(ids, team.keyring)) == 3


def test_wrapped_envelopes_need_both_keys():
    team = Team(HolderKind.INTAKE)
    island, _ = islands.begin_shredded(Kind.MAILBOX)
    place = Place(Kind.MESSAGE, new_id(), Field.BODY)
    wrapped = islands.wrap(island.id, place, seal_to(team.pair.public, place, b"please call after six"))
    inner = islands.unwrap(island.id, place, wrapped)
    assert unseal_to(team.pair, place, inner) == b"please call after six"
    with pytest.raises(DoesNotUnseal):
        unseal_to(team.pair, place, wrapped)
    with pytest.raises(DoesNotUnseal):
        islands.unwrap(islands.begin_shredded(Kind.MAILBOX)[0].id, place, wrapped)
    with pytest.raises(DoesNotUnseal):
        islands.unwrap(island.id, Place(Kind.MESSAGE, new_id(), Field.BODY), wrapped)


def test_unlocked_keys_do_not_print():
    team = Team()
    island, key = islands.begin_island(Kind.CASE, to=[team.public])
    shown = repr(islands.unlock_current(island.id, team.keyring))
    assert key.raw.hex() not in shown
    assert repr(key.raw) not in shown
    assert isinstance(Grant.objects.first().sealed, Sealed)
    assert copy.copy(Grant.objects.first()).sealed == Grant.objects.first().sealed


def test_a_second_try_finds_the_shred_key_of_the_first():
    wanted = new_id()
    first, second = begin_shred_key(wanted, Kind.CASE), begin_shred_key(wanted, Kind.CASE)
    assert first == second == shred_key(wanted)


def shut_out(team, named):
    """An island turned away from `team`, and what its grants and its shred key were before."""
    island, _ = islands.begin_island(Kind.CASE, to=[team.public])
    old = list(Grant.objects.filter(of_id=island.id)), shred_key(island.id)
    return island, *old, islands.turn_island(island.id, team.keyring, to=[named.public], shut=True)[1]


def only_shred(island):
    (found,) = shreds_of([island.id])[island.id]
    return found


def test_shutting_somebody_out_changes_the_shred_key_once_it_is_saved(django_capture_on_commit_callbacks):
    team, named = Team(), Team(HolderKind.PERSON)
    with django_capture_on_commit_callbacks(execute=True):
        island, grants, before, key = shut_out(team, named)
        assert len(shreds_of([island.id])[island.id]) == 2, "until then both are there"
        assert islands.unlock(island.id, named.keyring) == key
    assert only_shred(island) != before
    assert islands.unlock(island.id, named.keyring) == key
    with pytest.raises(DoesNotUnseal):
        take_grant(grants, [only_shred(island)], team.keyring)
    assert take_grant(grants, [before], team.keyring)[0] == 0, "the control"
    assert between_shred_keys() == []


def test_after_a_crash_behind_the_saving_both_keys_work_and_the_worker_settles_on_the_new_one():
    team, named = Team(), Team(HolderKind.PERSON)
    island, grants, before, key = shut_out(team, named)
    assert shred_key(island.id) == before
    assert islands.unlock(island.id, named.keyring) == key
    islands.grant_island(island.id, named.keyring, to=[team.public])
    assert islands.unlock(island.id, team.keyring) == key
    assert islands.finish_shutting() == 1
    assert only_shred(island) != before
    assert islands.unlock(island.id, named.keyring) == islands.unlock(island.id, team.keyring) == key
    with pytest.raises(DoesNotUnseal):
        take_grant(grants, shreds_of([island.id])[island.id], team.keyring)
    assert islands.finish_shutting() == 0


def test_after_a_crash_before_the_saving_nothing_is_lost_and_the_worker_settles_on_the_old_one():
    team, named = Team(), Team(HolderKind.PERSON)
    island, key = islands.begin_island(Kind.CASE, to=[team.public])
    before = shred_key(island.id)
    with suppress(ZeroDivisionError), transaction.atomic():
        islands.turn_island(island.id, team.keyring, to=[named.public], shut=True)
        raise ZeroDivisionError
    assert len(shreds_of([island.id])[island.id]) == 2, "the keys store was saved already"
    assert islands.unlock(island.id, team.keyring) == key
    assert islands.finish_shutting() == 1
    assert only_shred(island) == before
    assert islands.unlock(island.id, team.keyring) == key


@pytest.mark.parametrize("saved", [True, False])
def test_a_second_time_before_the_first_was_settled_loses_nothing(saved):
    team, named, last = Team(), Team(HolderKind.PERSON), Team(HolderKind.PERSON)
    island, _ = islands.begin_island(Kind.CASE, to=[team.public])
    with suppress(ZeroDivisionError), transaction.atomic():
        islands.turn_island(island.id, team.keyring, to=[named.public], shut=True)
        assert saved or 1 / 0
    first = shreds_of([island.id])[island.id][1]
    holder = named if saved else team
    _, key = islands.turn_island(island.id, holder.keyring, to=[last.public], shut=True)
    settle_shred_key(island.id, first)
    assert islands.unlock(island.id, last.keyring) == key, "who comes late settles nobody else's"
    assert islands.finish_shutting() == 1
    assert islands.unlock(island.id, last.keyring) == key


def test_destroying_between_two_shred_keys_deletes_both():
    team, named = Team(), Team(HolderKind.PERSON)
    island, *_ = shut_out(team, named)
    assert destroy_island(island.id)
    assert shreds_of([island.id]) == {}
    assert islands.finish_shutting() == 0
    with pytest.raises(DoesNotUnseal):
        islands.unlock(island.id, named.keyring)


def test_nobody_is_shut_out_of_what_was_destroyed():
    team, named = Team(), Team(HolderKind.PERSON)
    island, _ = islands.begin_island(Kind.CASE, to=[team.public])
    with pytest.raises(DoesNotUnseal):
        begin_next_shred_key(new_id(), shred_key(island.id))
    destroy_island(island.id)
    with pytest.raises(DoesNotUnseal):
        islands.turn_island(island.id, team.keyring, to=[named.public], shut=True)
