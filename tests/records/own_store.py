"""Runs a piece of Python against a store of its own: real SQLite files, real processes, nothing shared."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parent.parent.parent
on_files = pytest.mark.once
BEGINNING = """
import json, sys, threading, time
from pathlib import Path
import django
from django.conf import settings
FOLDER = Path(sys.argv[1])
TIMEOUT = 5
def database(name):
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
    options = {"timeout": TIMEOUT, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / name, "OPTIONS": options}
settings.configure(
    DATABASES={"default": database("main.sqlite3"), "keys": database("keys.sqlite3")},
    DATABASE_ROUTERS=["waymark.records.routing.KeysStoreRouter"],
    INSTALLED_APPS=sys.argv[2].split(","),
    TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
    DATA_DIR=FOLDER,
    USE_TZ=True,
    TIME_ZONE="Europe/London",
)
django.setup()
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from waymark.records import destroying, islands, turns
from waymark.records.models import *
from waymark.records.refusal import NotSaved
from waymark.records.turns import atomic_turn, turn
from waymark.sealing.labels import Kind
def migrate():
    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)
def answer(value):
    print(json.dumps(value))
"""


def begin(folder: Path, code: str, *arguments: str, apps: str = "waymark.records") -> "subprocess.Popen[str]":
    """Start the code in a process of its own."""
    command = [sys.executable, "-c", BEGINNING + code, str(folder), apps, *arguments]
    return subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: "subprocess.Popen[str]") -> Any:
    """What it answered."""
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    return json.loads(out.splitlines()[-1])


def run(folder: Path, code: str, *arguments: str, apps: str = "waymark.records") -> Any:
    return finish(begin(folder, code, *arguments, apps=apps))
