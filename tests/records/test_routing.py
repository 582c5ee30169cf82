"""Routing: the keys store and the main database share no table and no relation."""

import pytest

from waymark.records.models import Grant, Island, ShredKey, TokenKey
from waymark.records.routing import KeysStoreRouter, database_of

ROUTER = KeysStoreRouter()


@pytest.mark.parametrize(("model", "alias"), [(ShredKey, "keys"), (TokenKey, "keys"), (Grant, "default")])
def test_a_model_lives_in_one_database(model, alias):
    other = {"keys": "default", "default": "keys"}[alias]
    assert database_of(model) == ROUTER.db_for_read(model) == ROUTER.db_for_write(model) == alias
    name = model._meta.model_name
    assert ROUTER.allow_migrate(alias, "records", model_name=name)
    assert not ROUTER.allow_migrate(other, "records", model_name=name)


def test_no_relation_crosses():
    assert not ROUTER.allow_relation(ShredKey(), Island())
    assert ROUTER.allow_relation(Island(), Grant())


def test_data_migrations_run_in_the_main_database_unless_they_say_otherwise():
    assert ROUTER.allow_migrate("default", "records")
    assert not ROUTER.allow_migrate("keys", "records")
    assert ROUTER.allow_migrate("keys", "records", keys_store=True)


def test_a_model_that_was_removed_since_never_reaches_the_keys_store():
    assert ROUTER.allow_migrate("default", "records", model_name="gone")
    assert not ROUTER.allow_migrate("keys", "records", model_name="gone")
