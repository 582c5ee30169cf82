"""`waymark upgrade`: what it counts, and which databases it leaves alone."""

from argparse import Namespace

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from waymark.config.verbs import upgrade
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def done(monkeypatch):
    """What was done, in order, without doing it."""
    found = []
    for name in ("migrate_all", "lay_shipped_packs", "call_command"):
        monkeypatch.setattr(upgrade, name, lambda *_, name=name, **__: found.append(name))
    return found


def test_tables_of_this_release_take_no_step(done, capsys):
    upgrade.run(Namespace())
    assert capsys.readouterr().out == "Migrations applied: 0.\n"
    assert done == ["migrate_all", "lay_shipped_packs", "call_command"]


def test_steps_are_counted_and_the_roles_remembered(done, capsys):
    MigrationRecorder(connections["default"]).record_unapplied("content", "0002_remark")
    upgrade.run(Namespace())
    assert "Migrations applied: 1. Print each" in capsys.readouterr().out


@pytest.mark.parametrize("alias", ["default", "keys"])
def test_what_a_newer_release_changed_is_left_alone(done, alias):
    MigrationRecorder(connections[alias]).record_applied("content", "0099_of_a_later_release")
    with pytest.raises(Refused, match=r"newer release.*0099_of_a_later_release"):
        upgrade.run(Namespace())
    assert done == []


def test_databases_without_a_service_are_left_alone(done):
    MigrationRecorder(connections["keys"]).flush()
    with pytest.raises(Refused, match="waymark init"):
        upgrade.run(Namespace())
    assert done == []
