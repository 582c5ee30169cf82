"""Settings that every process shares; each face adds its own apps, addresses and middleware."""

import os
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(os.environ.get("WAYMARK_DATA", HOUSE / "var")).resolve()

SECRET_KEY = os.environ.get("WAYMARK_SECRET_KEY", "replaced-by-the-keys-folder")
DEBUG = False
ALLOWED_HOSTS: list[str] = []
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"

# Rooms with tables, lowest floor first. A face installs these and itself.
GROUND_APPS: list[str] = [
    "waymark.records",
    "waymark.audit",
    "waymark.limits",
    "waymark.staff",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},
    }
]
DATABASE_ROUTERS = ["waymark.records.routing.KeysStoreRouter"]
KEYS_BACKUP_DAYS = 7
DATABASES: dict[str, dict[str, Any]] = {
    "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "waymark.sqlite3"},
    "keys": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "keys.sqlite3"},
}
