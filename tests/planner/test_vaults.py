"""Vaults: read, saved, kept and erased by whoever has the locator and the token, and by nobody else."""

from dataclasses import FrozenInstanceError
from datetime import timedelta
from secrets import token_bytes
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.planner.bytes import sealed
from waymark.audit.models import Event
from waymark.limits.models import Bucket
from waymark.limits.terms import AskedToWait
from waymark.planner import leftovers, vaults
from waymark.planner.actions import expire
from waymark.planner.leftovers import finish_erasing
from waymark.planner.models import Vault
from waymark.planner.rules import may_sealed
from waymark.planner.sizes import LARGEST, SMALLEST, UNWRITTEN
from waymark.planner.terms import NEW_VAULTS
from waymark.planner.vaults import Access, Changed, erase, keep, read, save, vault_id
from waymark.records.days import day
from waymark.records.destroying import destroy_island
from waymark.records.grants import begin_shred_key
from waymark.records.islands import unwrap_under
from waymark.records.models import Island, ShredKey
from waymark.records.refusal import Refused
from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.padding import padded_length
from waymark.sealing.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def access():
    return Access(token_bytes(16), token_bytes(32))


@pytest.fixture
def kept():
    """A vault with one version: its access, stamp and bytes."""
    mine, blob = access(), sealed()
    return mine, save(mine, based_on=UNWRITTEN, blob=blob, days=365), blob


def test_what_was_saved_is_read_back_to_the_byte(kept):
    mine, stamp, blob = kept
    found = read(mine)
    assert (found.stamp, found.blob) == (stamp, blob)


def test_what_is_not_sealed_is_refused_before_it_is_stored(kept):
    mine, stamp, blob = kept
    for based_on in (UNWRITTEN, stamp):
        with pytest.raises(Refused):
            save(mine, based_on=based_on, blob=b"the plan, in words", days=365)
    assert read(mine).blob == blob


def test_a_key_that_a_crash_left_without_its_row_stands_in_nobodys_way():
    mine = access()
    begin_shred_key(vault_id(mine.tag), Kind.VAULT)
    assert save(mine, based_on=token_bytes(8), blob=sealed(), days=365) is None
    assert save(mine, based_on=UNWRITTEN, blob=sealed(), days=365) == read(mine).stamp


def test_a_save_names_the_version_it_was_based_on(kept):
    mine, stamp, _blob = kept
    second = sealed(8192)
    newer = save(mine, based_on=stamp, blob=second, days=365)
    assert newer != stamp
    assert read(mine).blob == second
    with pytest.raises(Changed) as meanwhile:
        save(mine, based_on=stamp, blob=sealed(), days=365)
    assert (meanwhile.value.now.stamp, meanwhile.value.now.blob) == (newer, second)
    assert read(mine).blob == second


def test_two_devices_that_begin_at_once_do_not_lose_either(kept):
    mine, _stamp, blob = kept
    with pytest.raises(Changed) as meanwhile:
        save(mine, based_on=UNWRITTEN, blob=sealed(), days=365)
    assert meanwhile.value.now.blob == blob


def test_a_save_that_lost_the_race_is_told_and_changes_nothing(kept):
    mine, stamp, _blob = kept
    theirs = sealed()

    def meanwhile(*asked):
        Vault.objects.filter(tag=mine.tag).update(stamp=b"another!", sealed=wrapped(mine, theirs))
        return replace(*asked)

    replace = vaults._replace
    with patch.object(vaults, "_replace", meanwhile), pytest.raises(Changed) as told:
        save(mine, based_on=stamp, blob=sealed(), days=365)
    assert told.value.now.blob == theirs


def test_two_that_begin_in_the_same_moment_leave_one_and_tell_the_other(kept):
    mine, stamp, blob = kept
    with pytest.raises(Changed) as told:
        vaults._begin(mine, b"second..", day(), sealed())
    assert (told.value.now.stamp, told.value.now.blob) == (stamp, blob)


def wrapped(mine, blob):
    shred = vaults.vault_shred_key(vault_id(mine.tag))
    return vaults.wrap_under(shred, vaults.vault_place(mine.tag), vaults.Sealed(blob))


def test_a_replayed_old_save_changes_nothing(kept):
    mine, stamp, blob = kept
    newest = sealed()
    last = save(mine, based_on=stamp, blob=newest, days=365)
    for old in (UNWRITTEN, stamp, token_bytes(8)):
        with pytest.raises(Changed):
            save(mine, based_on=old, blob=blob, days=365)
    assert (read(mine).stamp, read(mine).blob) == (last, newest)


def test_without_the_token_a_locator_reads_and_changes_nothing(kept):
    mine, stamp, blob = kept
    friend = Access(mine.locator, token_bytes(32))
    assert save(friend, based_on=stamp, blob=sealed(), days=7) is None
    assert save(friend, based_on=UNWRITTEN, blob=sealed(), days=7) is None
    assert not keep(friend, days=7)
    assert not erase(friend)
    assert not erase(Access(mine.locator))
    assert read(friend).blob == blob
    assert Vault.objects.get().kept_until == day() + timedelta(days=365)


def test_unknown_erased_and_past_read_alike_and_cost_alike(kept):
    mine, stamp, _blob = kept
    costs, answers = [], []
    past, gone = access(), access()
    save(past, based_on=UNWRITTEN, blob=sealed(), days=7)
    Vault.objects.filter(tag=past.tag).update(kept_until=day() - timedelta(days=1))
    save(gone, based_on=UNWRITTEN, blob=sealed(), days=7)
    erase(gone)
    for asked in (mine, access(), past, gone):
        main, keys = (CaptureQueriesContext(connections[alias]) for alias in ("default", "keys"))
        with main, keys:
            answers.append(read(asked))
        costs.append((len(main), len(keys)))
    assert set(costs) == {(1, 1)}
    assert answers[1:] == [None, None, None]
    assert answers[0].stamp == stamp


def test_reading_writes_nothing(kept):
    mine, _stamp, _blob = kept
    before = list(Vault.objects.values_list("tag", "stamp", "kept_until"))
    read(mine)
    assert [tuple(map(str, row)) for row in before] == [
        tuple(map(str, row)) for row in Vault.objects.values_list("tag", "stamp", "kept_until")
    ]


def test_a_save_takes_few_queries(kept):
    mine, stamp, _blob = kept
    save(mine, based_on=stamp, blob=sealed(), days=365)
    stamp = read(mine).stamp
    main, keys = (CaptureQueriesContext(connections[alias]) for alias in ("default", "keys"))
    with main, keys:
        save(mine, based_on=stamp, blob=sealed(), days=365)
    assert len(keys) == 1
    assert len([one for one in main if "SAVEPOINT" not in one["sql"]]) == 1


def test_erasing_destroys_the_key_at_once_and_the_words_may_begin_anew(kept):
    mine, stamp, _blob = kept
    assert erase(mine)
    assert not ShredKey.objects.filter(island_id=vault_id(mine.tag)).exists()
    assert not Vault.objects.exists()
    assert not erase(mine)
    assert save(mine, based_on=stamp, blob=sealed(), days=365) is None
    again = sealed()
    assert save(mine, based_on=UNWRITTEN, blob=again, days=365)
    assert read(mine).blob == again


def test_a_restored_backup_opens_nothing_after_erasing(kept):
    mine, _stamp, _blob = kept
    row = Vault.objects.get()
    erase(mine)
    row.save(force_insert=True)
    assert read(mine) is None
    save(mine, based_on=UNWRITTEN, blob=sealed(), days=7)  # a new key, under which the old bytes are noise
    Vault.objects.filter(tag=mine.tag).update(sealed=row.sealed)
    assert read(mine) is None


def test_a_crash_between_the_key_and_the_row_leaves_noise_that_the_worker_clears(kept):
    mine, _stamp, _blob = kept
    other = access()
    save(other, based_on=UNWRITTEN, blob=sealed(), days=7)
    destroy_island(vault_id(mine.tag))
    assert read(mine) is None
    assert finish_erasing() == 1
    assert [row.tag for row in Vault.objects.all()] == [other.tag]


def test_a_vault_moved_to_another_row_opens_nothing(kept):
    mine, _stamp, _blob = kept
    other = access()
    save(other, based_on=UNWRITTEN, blob=sealed(), days=7)
    Vault.objects.filter(tag=other.tag).update(sealed=Vault.objects.get(tag=mine.tag).sealed)
    assert read(other) is None


def test_the_time_is_counted_anew_when_it_is_renewed(kept, time_machine):
    mine, _stamp, _blob = kept
    time_machine.move_to(day() + timedelta(days=300))
    assert keep(mine, days=92)
    assert Vault.objects.get().kept_until == day() + timedelta(days=92)
    with pytest.raises(Refused):
        keep(mine, days=93)


def test_what_is_over_is_erased_by_the_worker_and_leaves_a_number_only(time_machine):
    short, long = access(), access()
    save(short, based_on=UNWRITTEN, blob=sealed(), days=7)
    save(long, based_on=UNWRITTEN, blob=sealed(), days=365)
    time_machine.move_to(day() + timedelta(days=7))
    assert expire() == 0
    time_machine.move_to(day() + timedelta(days=1))
    assert read(short) is None
    assert expire() == 1
    assert [row.tag for row in Vault.objects.all()] == [long.tag]
    assert ShredKey.objects.filter(island_id=vault_id(short.tag)).count() == 0
    event = Event.objects.get()
    assert (event.tag, event.by, event.about) == ("planner:vaults:expired", None, None)


def test_what_a_thief_finds_joins_no_two_vaults_and_names_nobody(kept):
    mine, _stamp, _blob = kept
    save(access(), based_on=UNWRITTEN, blob=sealed(), days=92)
    assert {field.name for field in Vault._meta.get_fields()} == {
        "tag",
        "token",
        "stamp",
        "kept_until",
        "sealed",
    }
    assert not Event.objects.exists()
    assert not Island.objects.exists()
    stored = b"".join(bytes(row.tag) + bytes(row.token) + row.sealed.raw for row in Vault.objects.all())
    for secret in (mine.locator, mine.token, mine.token[:16]):
        assert secret not in stored


@pytest.mark.parametrize("days", [0, -1, 1, 364, 366, 65535])
def test_a_time_that_is_not_offered_is_refused(days):
    with pytest.raises(Refused):
        save(access(), based_on=UNWRITTEN, blob=sealed(), days=days)
    assert not Vault.objects.exists()


@given(size=st.integers(0, LARGEST * 2) | st.sampled_from([4096, 4095, 4097, 4352, 65536, 65537]))
@hypothesis_settings(max_examples=60)
def test_only_sizes_of_the_ladder_are_taken(size):
    on_it = SMALLEST <= size <= LARGEST and padded_length(size - 1) == size
    assert may_sealed(sealed(size)) is on_it


@given(junk=st.binary(max_size=300))
@hypothesis_settings(max_examples=60)
def test_nothing_but_an_age_file_for_one_recipient_is_taken(junk):
    assert not may_sealed(junk)
    assert not may_sealed(junk.ljust(len(sealed()), b"x"))
    assert not may_sealed(b"age-encryption.org/v1\n-> scrypt ".ljust(len(sealed()), b"x"))


def test_the_server_keeps_a_hash_of_the_locator_and_one_of_the_token(kept):
    mine, stamp, blob = kept
    row = Vault.objects.get()
    assert (row.tag, row.token) == (
        H(mine.locator, "waymark-vault-id", b"", 16),
        H(mine.token, "waymark-vault-tk", b"", 16),
    )
    assert (row.stamp, len(stamp)) == (stamp, 8)
    assert Access(mine.locator).token == b"", "whoever only reads has none"
    shred = IslandKey.of(ShredKey.objects.get(island_id=UUID(bytes=row.tag), kind=Kind.VAULT).key)
    place = Place(Kind.VAULT, UUID(bytes=row.tag), Field.BODY)
    assert unwrap_under(shred, place, row.sealed).raw == blob


def test_what_is_stored_prints_nothing_and_stays_as_it_is(kept):
    mine, _stamp, _blob = kept
    assert repr(read(mine)) == "Stored(redacted)"
    assert mine.locator.hex() not in repr(mine)
    assert repr(mine) == "<Access redacted>"
    assert str(Changed(read(mine))) == "saved by another device"
    for each, name in ((mine, "token"), (read(mine), "blob")):
        with pytest.raises(FrozenInstanceError):
            setattr(each, name, b"")


def test_a_save_counts_its_days_anew(kept):
    mine, stamp, _blob = kept
    assert save(mine, based_on=stamp, blob=sealed(), days=7)
    assert Vault.objects.get().kept_until == day() + timedelta(days=7)


def test_keeping_on_the_same_day_writes_nothing_and_touches_no_other(kept):
    mine, _stamp, _blob = kept
    other = access()
    save(other, based_on=UNWRITTEN, blob=sealed(), days=7)
    with CaptureQueriesContext(connections["default"]) as asked:
        assert keep(mine, days=365)
    assert not any("UPDATE" in one["sql"] for one in asked)
    assert keep(mine, days=30)
    assert set(Vault.objects.values_list("tag", "kept_until")) == {
        (mine.tag, day() + timedelta(days=30)),
        (other.tag, day() + timedelta(days=7)),
    }


def test_a_token_that_is_another_s_by_the_time_it_is_written_changes_nothing(kept):
    mine, stamp, _blob = kept
    for wrong in (Access(mine.locator, bytes(32)), Access(bytes(16), mine.token)):
        vaults._keep(wrong, day())
        assert not vaults._replace(wrong, stamp, {"kept_until": day()})
    assert not vaults._replace(mine, bytes(8), {"kept_until": day()})
    assert Vault.objects.get().kept_until == day() + timedelta(days=365)


def test_erasing_one_leaves_the_others_and_what_is_noise_already_is_not_erased(kept):
    mine, _stamp, _blob = kept
    other = access()
    save(other, based_on=UNWRITTEN, blob=sealed(), days=7)
    destroy_island(vault_id(other.tag))
    assert not erase(other)
    assert erase(mine)
    assert [row.tag for row in Vault.objects.all()] == [other.tag]


def test_beginning_what_is_past_its_day_begins_nothing(kept):
    mine, stamp, _blob = kept
    Vault.objects.update(kept_until=day() - timedelta(days=1))
    assert vaults._begin(mine, b"second..", day(), sealed()) is False
    assert Vault.objects.get().stamp == stamp


def test_what_was_erased_makes_room_for_itself_only(kept):
    mine, _stamp, _blob = kept
    gone = access()
    save(gone, based_on=UNWRITTEN, blob=sealed(), days=7)
    destroy_island(vault_id(gone.tag))
    again = sealed()
    assert save(gone, based_on=UNWRITTEN, blob=again, days=7)
    assert read(gone).blob == again
    assert read(mine)


def test_a_version_that_opens_nothing_is_not_told_to_a_device_that_lost_the_race(kept):
    mine, stamp, _blob = kept
    Vault.objects.update(sealed=vaults.Sealed(b"put there by a thief"), stamp=b"another!")
    assert save(mine, based_on=stamp, blob=sealed(), days=365) is None


@pytest.mark.parametrize("batch", [2, 500])
def test_the_worker_clears_every_dead_vault_and_no_other(monkeypatch, batch):
    monkeypatch.setattr(leftovers, "BATCH", batch)
    made = [access() for _ in range(7)]
    for each in made:
        save(each, based_on=UNWRITTEN, blob=sealed(), days=7)
    for each in made[:5]:
        destroy_island(vault_id(each.tag))
    assert finish_erasing() == 5
    assert {row.tag for row in Vault.objects.all()} == {each.tag for each in made[5:]}


def test_a_vault_begun_anew_while_the_worker_looks_stays(kept, monkeypatch):
    found, looks = leftovers.shred_keys, iter([False, True])
    monkeypatch.setattr(leftovers, "shred_keys", lambda ids: found(ids if next(looks) else ()))
    assert leftovers._dead_vaults() == 0
    assert Vault.objects.count() == 1


def test_where_nothing_is_dead_the_worker_holds_up_no_writer(kept, monkeypatch):
    monkeypatch.setattr(leftovers, "turn", None)
    assert finish_erasing() == 0


def test_a_flood_of_new_vaults_never_holds_back_one_that_exists(kept):
    mine, stamp, _blob = kept
    with patch.object(vaults, "NEW_VAULTS", type(NEW_VAULTS)("few-vaults", 1, NEW_VAULTS.every)):
        save(access(), based_on=UNWRITTEN, blob=sealed(), days=7)
        for _ in range(3):
            with pytest.raises(AskedToWait):
                save(access(), based_on=UNWRITTEN, blob=sealed(), days=7)
        assert save(mine, based_on=stamp, blob=sealed(), days=365)
        assert read(mine)
    assert Vault.objects.count() == 2


def test_a_guesser_in_a_flood_never_locks_the_owner_out(kept):
    mine, stamp, _blob = kept
    for _ in range(30):
        assert save(Access(mine.locator, token_bytes(32)), based_on=stamp, blob=sealed(), days=7) is None
        assert not erase(Access(mine.locator, token_bytes(32)))
        read(Access(token_bytes(16)))
    for _ in range(150):
        stamp = save(mine, based_on=stamp, blob=sealed(), days=365)
    assert read(mine).stamp == stamp


def test_guessing_at_speed_leaves_nothing_behind():
    before = Bucket.objects.count()
    for _ in range(200):
        assert read(access()) is None
    assert Bucket.objects.count() == before
    assert not Vault.objects.exists()
