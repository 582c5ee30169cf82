"""Destroying: the restored main backup, today's keys store and every key there is open nothing of it."""

from datetime import date

import pytest
from django.core.checks.registry import registry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records import own_store
from tests.records.test_islands import Team
from waymark.records import destroying, islands, tokens
from waymark.records.checks import check_keys_backup
from waymark.records.ids import new_id
from waymark.records.models import BackLink, Grant, Island, SearchTag, ShredKey, TokenKey
from waymark.records.tokens import (
    forget_token_keys,
    forget_token_keys_in_memory,
    todays_token_key,
    token_key_of,
)
from waymark.sealing.envelopes import Sealed, seal_in, seal_to, unseal_in, unseal_to
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import IslandKey
from waymark.sealing.labels import Field, HolderKind, Kind
from waymark.sealing.places import Place

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
MAIN_TABLES = (Island, Grant, BackLink)


def backup() -> list[tuple[type, list[dict]]]:
    return [(table, list(table.objects.values())) for table in MAIN_TABLES]


def restore(saved: list[tuple[type, list[dict]]]) -> None:
    for table, rows in saved:
        table.objects.all().delete()
        table.objects.bulk_create(table(**row) for row in rows)


def opens(sealed: Sealed, places: list[Place], pairs: list, keys: list[IslandKey]) -> bool:
    """Whether any key of anybody unseals these bytes at any place."""
    for place in places:
        for unseal, secrets in ((unseal_to, pairs), (unseal_in, keys)):
            for secret in secrets:
                try:
                    unseal(secret, place, sealed)
                except DoesNotUnseal:
                    continue
                return True
    return False


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_restored_backup_with_todays_keys_and_everybodys_keys_opens_nothing(data):
    teams = [Team(), Team(HolderKind.INTAKE), Team(HolderKind.RECOVERY)]
    everybody = Keyring(new_id(), {team.holder: team.pair for team in teams})
    pairs = [team.pair for team in teams]
    cases = []
    for _ in range(data.draw(st.integers(1, 3))):
        island, key = islands.begin_island(Kind.CASE, to=[team.public for team in teams])
        for _ in range(data.draw(st.integers(0, 2))):
            _, key = islands.turn_island(island.id, everybody, to=[team.public for team in teams])
        cases.append((island.id, key))
    mailbox, _ = islands.begin_shredded(Kind.MAILBOX)
    message = Place(Kind.MESSAGE, new_id(), Field.BODY)
    wrapped = islands.wrap(mailbox.id, message, seal_to(pairs[1].public, message, b"please help"))
    entry = Place(Kind.LOG_ENTRY, new_id(), Field.TEXT)
    victim, victims_key = data.draw(st.sampled_from(cases))
    log = seal_in(victims_key, entry, b"she rang at nine")

    saved = backup()
    assert islands.unlock(victim, everybody) == victims_key
    destroying.destroy_islands([victim, mailbox.id])
    destroying.delete_island_rows(victim)
    restore(saved)

    with pytest.raises(DoesNotUnseal):
        islands.unlock(victim, everybody)
    with pytest.raises(DoesNotUnseal):
        islands.unwrap(mailbox.id, message, wrapped)
    alive = islands.unlock_many([case for case, _ in cases], everybody)
    keys = [IslandKey.of(row.key) for row in ShredKey.objects.all()] + [each.key for each in alive.values()]
    places = [entry, message]
    places += [
        Place(Kind.CASE, victim, field, epoch=epoch)
        for epoch in range(4)
        for field in (Field.KEY, Field.BACK_LINK)
    ]
    everything: list[Sealed] = [log, wrapped]
    everything += [grant.sealed for grant in Grant.objects.filter(of_id=victim)]
    everything += [link.sealed for link in BackLink.objects.filter(island_id=victim)]
    assert not any(opens(sealed, places, pairs, keys) for sealed in everything)
    assert {case for case, _ in cases if case != victim} == set(alive)


def test_destroying_is_said_once_and_takes_the_search_tags_along():
    island, _ = islands.begin_island(Kind.CASE, to=[Team().public])
    other, _ = islands.begin_island(Kind.CASE, to=[Team().public])
    for each in (island, other):
        SearchTag.objects.create(tag=b"same person tag!", island_id=each.id)
    assert destroying.destroy_island(island.id)
    assert not destroying.destroy_island(island.id)
    assert [row.island_id for row in SearchTag.objects.all()] == [other.id]


def test_the_worker_finishes_what_a_crash_left():
    team = Team()
    gone, _ = islands.begin_island(Kind.CASE, to=[team.public])
    islands.turn_island(gone.id, team.keyring, to=[team.public])
    kept, _ = islands.begin_island(Kind.CASE, to=[team.public])
    destroying.destroy_island(gone.id)
    assert [island.id for island in destroying.destroyed_islands()] == [gone.id]
    seen = []
    assert destroying.finish_destroying(lambda island: seen.append((island.kind, island.id))) == 1
    assert seen == [("case", gone.id)]
    assert set(Island.objects.values_list("id", flat=True)) == {kept.id}
    assert set(Grant.objects.values_list("of_id", flat=True)) == {kept.id}
    assert not BackLink.objects.exists()
    assert destroying.finish_destroying(seen.append) == 0


def test_a_fault_while_finishing_leaves_the_rest_for_the_next_time():
    gone, _ = islands.begin_island(Kind.CASE, to=[Team().public])
    destroying.destroy_island(gone.id)

    def fault(_island: Island) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        destroying.finish_destroying(fault)
    assert [island.id for island in destroying.destroyed_islands()] == [gone.id]


@pytest.mark.parametrize(("days", "until"), [(6, 7), (3, 4), (0, 1)])
def test_the_day_from_which_no_backup_can_read_it(settings, days, until):
    settings.KEYS_BACKUP_DAYS = days
    assert destroying.unreadable_from(date(2026, 11, 23)) == date(2026, 11, 23 + until)


def test_token_keys_turn_daily_and_are_forgotten(time_machine):
    time_machine.move_to("2026-11-23 12:00:00+00:00")
    forget_token_keys_in_memory()
    made_on, key = todays_token_key()
    assert todays_token_key() == (made_on, key)
    forget_token_keys_in_memory()
    assert todays_token_key() == (made_on, key)
    time_machine.move_to("2026-11-24 12:00:00+00:00")
    assert todays_token_key()[1] != key
    assert token_key_of(made_on) == key
    time_machine.move_to("2026-11-25 12:00:00+00:00")
    with pytest.raises(DoesNotUnseal):
        token_key_of(made_on)
    assert made_on not in tokens._remembered
    assert forget_token_keys() == 1
    with pytest.raises(DoesNotUnseal):
        token_key_of(date(2020, 1, 1))


def scrubbed(monkeypatch, kept_busy=()):
    """What is scrubbed from now on, and how; `kept_busy` are the tables for which it fails."""
    done = []
    monkeypatch.setattr(
        destroying, "scrub", lambda table, **how: done.append((table, how)) or table not in kept_busy
    )
    return done


WHOLLY = [(table, {"wholly": True}) for table in (ShredKey, SearchTag, TokenKey)]


def test_what_was_deleted_is_scrubbed_at_once_and_wholly_by_the_worker(monkeypatch):
    done = scrubbed(monkeypatch)
    destroying.destroy_island(new_id())
    assert done == [(ShredKey, {})]
    done.clear()
    assert destroying.scrub_keys_store()
    assert done == WHOLLY
    done.clear()
    assert destroying.finish_destroying(done.append) == 0
    assert done == WHOLLY


@pytest.mark.parametrize("busy", [ShredKey, SearchTag, TokenKey])
def test_a_table_that_could_not_be_scrubbed_is_tried_again_later_and_holds_up_no_other(monkeypatch, busy):
    done = scrubbed(monkeypatch, {busy})
    assert not destroying.scrub_keys_store()
    assert done == WHOLLY


def test_each_room_finishes_its_own_kinds_only():
    islands_of = {
        kind: {islands.begin_shredded(kind)[0].id for _ in range(6)} for kind in (Kind.CASE, Kind.MAILBOX)
    }
    assert destroying.destroy_islands([each for ids in islands_of.values() for each in ids]) == 12
    seen = []
    assert destroying.finish_destroying(lambda island: seen.append(island.id), {Kind.MAILBOX}) == 6
    assert set(seen) == islands_of[Kind.MAILBOX]
    assert set(Island.objects.values_list("id", flat=True)) == islands_of[Kind.CASE]


def test_more_islands_than_one_batch_are_looked_at(monkeypatch):
    monkeypatch.setattr(destroying, "BATCH", 2)
    ids = [islands.begin_shredded(Kind.CASE)[0].id for _ in range(5)]
    destroying.destroy_islands(ids[:4])
    assert {island.id for island in destroying.destroyed_islands()} == set(ids[:4])


def test_a_service_that_says_nothing_keeps_the_keys_a_week(settings):
    del settings.KEYS_BACKUP_DAYS
    assert destroying.unreadable_from(date(2026, 11, 1)) == date(2026, 11, 9)


@pytest.mark.slow
@own_store.on_files
def test_the_bytes_of_a_shred_key_leave_file_and_log(store):
    code = """
kept = [islands.begin_shredded(Kind.MAILBOX) for _ in range(20)]
gone, shred = islands.begin_shredded(Kind.MAILBOX)
connections["keys"].close()
def found():
    files = [file for file in FOLDER.iterdir() if file.name.startswith("keys.sqlite3")]
    return sum(file.read_bytes().count(shred.raw) for file in files)
before = found()
destroying.destroy_island(gone.id)
answer([before, found(), ShredKey.objects.count()])
"""
    before, after, kept = own_store.run(store, code)
    assert before >= 1
    assert (after, kept) == (0, 20)


@pytest.mark.slow
@own_store.on_files
def test_destroying_inside_a_turn_that_fails_is_destroyed_all_the_same(store):
    code = """
gone, _ = islands.begin_shredded(Kind.MAILBOX)
try:
    with turn():
        destroying.destroy_island(gone.id)
        1 / 0
except ZeroDivisionError:
    pass
left = [island.id == gone.id for island in destroying.destroyed_islands()]
finished = destroying.finish_destroying(lambda island: None)
answer([ShredKey.objects.count(), left, finished, Island.objects.count()])
"""
    assert own_store.run(store, code) == [0, [True], 1, 0]


def test_no_setting_keeps_the_keys_longer_than_a_week(settings):
    settings.KEYS_BACKUP_DAYS = 30
    assert destroying.unreadable_from(date(2026, 11, 1)) == date(2026, 11, 9)


@pytest.mark.parametrize(("days", "faults"), [(0, 0), (7, 0), (8, 1), (-1, 1), ("7", 1)])
def test_a_service_that_keeps_the_keys_longer_does_not_start(settings, days, faults):
    settings.KEYS_BACKUP_DAYS = days
    assert len(check_keys_backup()) == faults
    assert check_keys_backup in registry.get_checks()


@pytest.mark.slow
@own_store.on_files
def test_the_main_file_put_back_from_a_backup_opens_nothing_of_what_was_destroyed(store):
    code = """
import shutil
from waymark.records.ids import new_id
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import new_pair
from waymark.sealing.labels import HolderKind
holders = {Holder(kind, new_id()): new_pair() for kind in HolderKind}
everybody = Keyring(new_id(), holders)
to = [(holder, pair.public) for holder, pair in holders.items()]
with turn():
    gone, kept = (islands.begin_island(Kind.CASE, to=to)[0].id for _ in range(2))
def opened():
    found = []
    for island in (gone, kept):
        try:
            found.append(bool(islands.unlock(island, everybody)))
        except DoesNotUnseal:
            found.append(False)
    return found
before = opened()
connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
connection.close()
shutil.copy(FOLDER / "main.sqlite3", FOLDER / "backup.sqlite3")
destroying.destroy_island(gone)
with turn():
    destroying.delete_island_rows(gone)
after = [opened(), Grant.objects.filter(of_id=gone).count()]
connection.close()
for rest in ("main.sqlite3-wal", "main.sqlite3-shm"):
    (FOLDER / rest).unlink(missing_ok=True)
shutil.copy(FOLDER / "backup.sqlite3", FOLDER / "main.sqlite3")
answer([before, after, opened(), Grant.objects.filter(of_id=gone).count() == len(holders)])
"""
    before, after, restored, rows_are_back = own_store.run(store, code)
    assert before == [True, True]
    assert after == [[False, True], 0]
    assert (restored, rows_are_back) == ([False, True], True)
