"""Migrations with rows in them, up and down, on the engine of this run; and the walk itself: it sees harm.

The walk is a program of its own (`walking.py`) on databases of its own: this suite's are never migrated away.
"""

import json
import os
import subprocess
import sys

import psycopg
import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from tests.house.moves import MOVES, NO_WAY_BACK
from tests.house.tree import HOUSE

TABLES = ("walked", "walked_keys")


def walk(**environment):
    """What the walk found on the databases that this environment names."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WAYMARK_", "DJANGO_"))}
    given = kept | {"DJANGO_SETTINGS_MODULE": "waymark.config.testing"} | environment
    labels = environment.get("LABELS", "").split()
    done = subprocess.run(
        [sys.executable, "-m", "tests.house.walking", *labels],
        cwd=HOUSE, env=given, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def own_databases():
    """The environment that names two empty databases beside the suite's own."""
    url = os.environ.get("DATABASE_URL")
    if url is None:
        yield {}  # the walk's settings make a folder of its own for SQLite
        return
    with psycopg.connect(url, autocommit=True) as server:
        for name in TABLES:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
        before, after = url.split("?")
        start = before.rpartition("/")[0]
        urls = [f"{start}/{name}?{after}" for name in TABLES]
        yield dict(zip(("DATABASE_URL", "KEYS_DATABASE_URL"), urls, strict=True))
        for name in TABLES:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.both
@pytest.mark.slow
def test_every_migration_keeps_every_row_up_and_down_and_ends_at_todays_models(own_databases):
    found = walk(**own_databases)
    assert found["faults"] == []
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("waymark.")}
    disk = MigrationLoader(None).disk_migrations
    assert found["steps"] == len([key for key in disk if key[0] in ours]) > 15


def test_what_is_said_by_hand_is_said_of_migrations_that_there_are():
    disk = MigrationLoader(None).disk_migrations
    assert MOVES.keys() | NO_WAY_BACK.keys() <= disk.keys()
    assert all(len(reason) > 20 for reason in NO_WAY_BACK.values())


SETTINGS = """
MEMORY = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
DATABASES = {"default": MEMORY, "keys": dict(MEMORY)}
DATABASE_ROUTERS = ["waymark.records.routing.KeysStoreRouter"]
INSTALLED_APPS = ["frail"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
"""
MODELS = """
from django.db import models
class Thing(models.Model):
    colour = models.CharField(max_length=40, default="red")
    size = models.IntegerField(null=True)
    added = models.IntegerField(null=True)
"""
FIRST = """
    operations = [migrations.CreateModel("Thing", [
        ("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=40)),
        ("size", models.IntegerField()), ("weight", models.IntegerField(default=3)),
    ])]
"""
# Each does one harm; the walk has to see all of them.
HARMS = {
    "0001_first": FIRST,
    "0002_drops": 'operations = [migrations.RemoveField("thing", "name")]',
    "0003_fills": """
    operations = [
        migrations.AddField("thing", "colour", models.CharField(max_length=40, default="red")),
        migrations.RunSQL("UPDATE frail_thing SET colour = 'blue'", ""),
    ]""",
    "0004_changes": 'operations = [migrations.RunSQL("UPDATE frail_thing SET weight = weight + 1", "")]',
    "0005_forgets": """
    operations = [migrations.RunSQL("ALTER TABLE frail_thing DROP COLUMN weight",
        "ALTER TABLE frail_thing ADD COLUMN weight integer NOT NULL DEFAULT 0",
        state_operations=[migrations.RemoveField("thing", "weight")])]""",
    "0006_never_back": "operations = [migrations.RunPython(lambda apps, schema_editor: None)]",
}
SEEN = [
    "frail 0002_drops, up: frail_thing has lost ['name']",
    "frail 0002_drops, back: the database refuses: NOT NULL constraint failed: new__frail_thing.name",
    "frail 0003_fills, up: frail_thing.colour holds 'blue' in old rows, not its default 'red'",
    "frail 0004_changes, up: the rows of frail_thing have changed",
    "frail 0004_changes, up and back: the rows of frail_thing are not as before",
    "frail 0005_forgets, up: frail_thing has lost ['weight']",
    "frail 0005_forgets, up and back: the tables are not those that were there before",
    "frail 0006_never_back: it cannot go back, and NO_WAY_BACK does not say why",
    'only the migrations make it: table frail_thing "size" integer NOT NULL',
    'only the models have it: table frail_thing "added" integer NULL',
    'only the models have it: table frail_thing "size" integer NULL',
]


def test_the_walk_sees_each_kind_of_harm(tmp_path):
    folder = tmp_path / "frail" / "migrations"
    folder.mkdir(parents=True)
    (tmp_path / "frail_settings.py").write_text(SETTINGS)
    (tmp_path / "frail" / "models.py").write_text(MODELS)
    for place in (folder.parent, folder):
        (place / "__init__.py").touch()
    last = None
    for name, operations in HARMS.items():
        needs = f"    dependencies = [('frail', '{last}')]\n" if last else ""
        head = "from django.db import migrations, models\nclass Migration(migrations.Migration):\n"
        (folder / f"{name}.py").write_text(f"{head}{needs}    {operations.strip()}\n")
        last = name
    found = walk(DJANGO_SETTINGS_MODULE="frail_settings", PYTHONPATH=str(tmp_path), LABELS="frail")
    assert found["steps"] == len(HARMS)
    assert [each for each in SEEN if each not in found["faults"]] == []
