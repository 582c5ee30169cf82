"""Which database a model lives in: the keys store for models that say so, the main database for all others.

No relation crosses the two; a backup of one must never need, or contain, the other.
"""

from typing import Any

from django.apps import apps
from django.db import models

MAIN = "default"
KEYS = "keys"


def database_of(model: type[models.Model]) -> str:
    """The one alias in which this model's table exists."""
    return KEYS if getattr(model, "keys_store", False) else MAIN


class KeysStoreRouter:
    """Django's router for the two databases."""

    def db_for_read(self, model: type[models.Model], **_hints: Any) -> str:
        return database_of(model)

    def db_for_write(self, model: type[models.Model], **_hints: Any) -> str:
        return database_of(model)

    def allow_relation(self, first: models.Model, second: models.Model, **_hints: Any) -> bool:
        return database_of(type(first)) == database_of(type(second))

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        """By the model's own word today, since a migration's historical model has forgotten it."""
        if model_name is None:
            return db == (KEYS if hints.get("keys_store") else MAIN)
        try:
            model = apps.get_model(app_label, model_name)
        except LookupError:  # removed since: an empty table may come and go in the main database
            return db == MAIN
        return db == database_of(model)
