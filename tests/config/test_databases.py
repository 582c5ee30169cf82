import sqlite3

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.sqlite3.base import DatabaseWrapper

from tests.conftest import settings_of
from waymark.config.databases import PATIENCE, VISITORS_PATIENCE, databases
from waymark.config.env import Environment

MAIN = "postgresql://way:canary-7781@db.example.org:5433/waymark?sslmode=verify-full"
KEYS = "postgresql://way@/keys?host=/run/postgresql"


def test_without_addresses_both_databases_are_files_of_the_data_folder(tmp_path):
    both = databases(Environment({}), tmp_path)
    assert both["default"]["NAME"] == tmp_path / "waymark.sqlite3"
    assert both["keys"]["NAME"] == tmp_path / "keys.sqlite3"


def pragma(database, name):
    wrapper = DatabaseWrapper({**defaults(), **database}, "probe")
    with wrapper.cursor() as cursor:
        value = cursor.execute(f"PRAGMA {name}").fetchone()[0]
    wrapper.close()
    return value


def defaults():
    return {"TIME_ZONE": None, "AUTOCOMMIT": True, "ATOMIC_REQUESTS": False, "CONN_HEALTH_CHECKS": False}


@pytest.mark.django_db
def test_sqlite_keeps_what_was_acknowledged_and_forgets_keys(tmp_path):
    both = databases(Environment({}), tmp_path)
    for database in both.values():
        assert pragma(database, "journal_mode") == "wal"
        assert pragma(database, "synchronous") == 2, "FULL"
        assert pragma(database, "foreign_keys") == 1
        assert pragma(database, "busy_timeout") == 10_000
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert pragma(both["keys"], "secure_delete") == 1
    assert sqlite3.sqlite_version_info >= (3, 31)


def test_addresses_are_read_into_their_parts(tmp_path):
    both = databases(Environment({"DATABASE_URL": MAIN, "KEYS_DATABASE_URL": KEYS}), tmp_path)
    main, keys = both["default"], both["keys"]
    assert (main["USER"], main["PASSWORD"], main["HOST"], main["PORT"]) == (
        "way",
        "canary-7781",
        "db.example.org",
        "5433",
    )
    assert main["NAME"] == "waymark"
    assert main["OPTIONS"] == {"sslmode": "verify-full", "options": f"-c lock_timeout={PATIENCE * 1000}"}
    assert main["CONN_HEALTH_CHECKS"] is True
    assert (keys["HOST"], keys["PORT"], keys["NAME"]) == ("/run/postgresql", "", "keys")


@pytest.mark.parametrize(
    ("main", "keys"),
    [
        (MAIN, ""),
        ("", KEYS),
        (MAIN, MAIN),
        ("mysql://way:canary-7781@db/waymark", KEYS),
        ("postgresql://way:canary-7781@db/", KEYS),
        ("postgresql://way:canary-7781@db:port/waymark", KEYS),
        (MAIN + "&options=-cfsync%3Doff", KEYS),
    ],
)
def test_an_address_that_is_not_understood_is_refused_without_being_shown(tmp_path, main, keys):
    with pytest.raises(ImproperlyConfigured) as told:
        databases(Environment({"DATABASE_URL": main, "KEYS_DATABASE_URL": keys}), tmp_path)
    assert "canary-7781" not in str(told.value)


@pytest.mark.django_db
def test_a_visitor_is_told_sooner_than_the_desk_that_a_write_is_held_up(tmp_path):
    files = databases(Environment({}), tmp_path, patience=VISITORS_PATIENCE)
    assert {pragma(database, "busy_timeout") for database in files.values()} == {VISITORS_PATIENCE * 1000}
    servers = databases(Environment({"DATABASE_URL": MAIN, "KEYS_DATABASE_URL": KEYS}), tmp_path)
    for database in servers.values():
        assert database["OPTIONS"]["options"] == f"-c lock_timeout={PATIENCE * 1000}"
    assert settings_of("public").TURN_SECONDS == VISITORS_PATIENCE < PATIENCE
