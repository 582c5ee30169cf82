"""The worker's clock: every verb meant for it is called, and the nightly anchor is what verifying needs."""

from uuid import uuid4

import pytest

from tests.people import build_world
from waymark.audit.anchors import AnchorsBroken, read_anchors, verify_with_anchors
from waymark.config.worker import jobs
from waymark.config.worker import settings as worker_settings
from waymark.jobs.job import Job
from waymark.staff.queries import notices_for, who_is_told_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
ALL = {name: each for name, each in vars(jobs).items() if isinstance(each, Job)}


def test_the_worker_finds_them():
    assert "waymark.config.worker" in worker_settings.INSTALLED_APPS
    assert all(each.timetable for each in ALL.values())
    assert len(ALL) >= 6


@pytest.mark.parametrize("name", sorted(ALL))
def test_each_runs_when_there_is_nothing_to_do(name, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    if name == "destroy_what_is_over":
        jobs.anchor_chains()
    ALL[name]()


@pytest.mark.parametrize("anchored", [False, True])
def test_what_is_over_is_destroyed_only_in_a_night_whose_chains_were_found_whole(
    anchored, tmp_path, settings, monkeypatch
):
    settings.DATA_DIR, called = tmp_path, []
    for name in ("list_what_is_due", "destroy_cases_that_are_over", "destroy_dealt_with"):
        monkeypatch.setattr(jobs, name, lambda called_as=name, **said: called.append((called_as, said)))
    if not anchored:
        with pytest.raises(AnchorsBroken, match="no anchor was made today"):
            jobs.destroy_what_is_over()
        assert called == []
        return
    jobs.anchor_chains()
    jobs.destroy_what_is_over()
    assert called == [
        ("list_what_is_due", {"years": 7}),
        ("destroy_cases_that_are_over", {"years": 7}),
        ("destroy_dealt_with", {"weeks": 26}),
    ]


def test_the_anchor_verifies_with_the_services_public_key(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    jobs.anchor_chains()
    jobs.anchor_chains()
    key = settings.KEYS.verify_key()
    assert len(read_anchors(tmp_path, key)) == 2
    verify_with_anchors(tmp_path, key)


def test_managers_are_told_once_of_work_that_was_given_up(monkeypatch):
    world = build_world()
    failed = [(uuid4(), "waymark.a.job"), (uuid4(), "waymark.a.job"), (uuid4(), "waymark.b.job")]
    monkeypatch.setattr(jobs, "given_up", lambda: failed)
    jobs.watch_work()
    jobs.watch_work()
    told = notices_for(world.manager)
    assert told.count() == 2
    assert {who_is_told_of(each) for each in told} == {"The worker"}
    told.delete()
    jobs.watch_work()
    assert not notices_for(world.manager).exists()
    failed.append((uuid4(), "waymark.a.job"))
    jobs.watch_work()
    assert notices_for(world.manager).count() == 1
