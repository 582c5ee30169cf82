"""Walks the tables through every migration with rows in them, up and down, and tells what came to harm.

A program of its own, on databases of its own that begin empty: `python -m tests.house.walking [LABEL...]`.
Before each migration every table of ours holds rows that are true to the state before it, made from the
field types of that state. What a migration does to rows beyond that is said by hand in `moves.py`.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import django
from django.apps import apps
from django.db import DatabaseError, connections, router
from django.db.migrations.executor import MigrationExecutor

from tests.house import schemas
from tests.house.moves import MADE_BY_HAND, MOVES, NO_WAY_BACK, Contents, Move
from tests.house.rows import RowMaker

ALIASES = ("default", "keys")
NOTHING = Move()


class Walk:
    """Both databases, taken through the migrations of some apps. `faults` holds a sentence for each harm."""

    def __init__(self, labels: set[str]) -> None:
        self.labels = labels
        self.faults: list[str] = []
        self.executors = {alias: MigrationExecutor(connections[alias]) for alias in ALIASES}
        graph = self.executors["default"].loader.graph
        theirs = [key for key in graph.leaf_nodes() if key[0] not in labels]
        state, _ = (executor.migrate(theirs) for executor in self.executors.values())
        self.executors["default"].loader.build_graph()
        begun = self.executors["default"].loader.applied_migrations
        if strays := {label for label, _ in begun} & labels:
            self.faults.append(f"{sorted(strays)}: a library's tables need ours")
        whole = self.executors["default"].migration_plan(graph.leaf_nodes(), clean_start=True)
        self.plan = [migration for migration, _ in whole if migration.app_label in labels]
        _ = state.apps  # made once, and kept by each state that follows
        self.states = [state]
        self.schemas = [self.schema()]
        self.rows = RowMaker()

    # --- what is there ------------------------------------------------------------------------------

    def schema(self) -> dict[str, frozenset[str]]:
        return {alias: schemas.described(connections[alias], self.labels) for alias in ALIASES}

    def contents(self) -> Contents:
        found: Contents = {}
        for alias in ALIASES:
            found |= schemas.contents(connections[alias], self.labels)
        return found

    def columns_of(self, place: int) -> dict[tuple[str, str], Any]:
        """The fields of one state by table and column."""
        models = list(self.states[place].apps.get_models(include_auto_created=True))
        return {
            (model._meta.db_table, field.column): field
            for model in models
            for field in model._meta.local_concrete_fields
        }

    # --- steps --------------------------------------------------------------------------------------

    def up(self, place: int) -> None:
        for alias in ALIASES:
            state = self.executors[alias].apply_migration(self.states[place].clone(), self.plan[place])
            if alias == "default" and len(self.states) == place + 1:
                self.states.append(state)

    def down(self, place: int) -> None:
        for alias in ALIASES:
            self.executors[alias].unapply_migration(self.states[place].clone(), self.plan[place])

    def goes_back(self, place: int) -> bool:
        """Take it back. Where the database refuses, it stands as before, and that is a fault."""
        try:
            self.down(place)
        except DatabaseError as refusal:
            told = str(refusal).splitlines()[0]
            self.faults.append(f"{name_of(self.plan[place])}, back: the database refuses: {told}")
            return False
        return True

    def fill(self, place: int) -> None:
        """Two rows more in each table of the app that was migrated: one in full, one as bare as may be."""
        for model in list(self.states[place + 1].apps.get_models()):
            label = model._meta.app_label
            if label == self.plan[place].app_label:
                alias = (
                    "keys"
                    if router.allow_migrate("keys", label, model_name=model._meta.model_name)
                    else "default"
                )
                for full in (True, False):
                    self.rows.make(model, alias, full=full)

    # --- the walk -----------------------------------------------------------------------------------

    def run(self) -> None:
        for place, migration in enumerate(self.plan):
            self.step_with_rows(place, NO_WAY_BACK.get((migration.app_label, migration.name)))
            self.fill(place)
        for place in reversed(range(len(self.plan))):
            before = self.contents()
            if not reversible(self.plan[place]) or not self.goes_back(place):
                break
            with self.told(f"{name_of(self.plan[place])}, back from the newest"):
                self.compare_back(place, before, self.contents())
                assert self.schema() == self.schemas[place], "the tables are not those that were there before"
            with self.told(f"{name_of(self.plan[place])}, up once more with what came back"):
                self.up(place)
                self.down(place)
        self.clear(place)
        self.compare_with_models()

    def step_with_rows(self, place: int, no_way_back: str | None) -> None:
        migration, before = self.plan[place], self.contents()
        self.up(place)
        self.schemas.append(self.schema())
        with self.told(f"{name_of(migration)}, up"):
            self.compare_up(place, before, self.contents())
        with self.told(name_of(migration)):
            assert reversible(migration) or no_way_back, "it cannot go back, and NO_WAY_BACK does not say why"
            assert not (reversible(migration) and no_way_back), "NO_WAY_BACK lists it, but it can go back"
        if not reversible(migration) or not self.goes_back(place):
            return
        with self.told(f"{name_of(migration)}, up and back"):
            assert self.schema() == self.schemas[place], "the tables are not those that were there before"
            after = self.contents()
            for table in sorted(before.keys() | after.keys()):
                assert before.get(table) == after.get(table), f"the rows of {table} are not as before"
        with self.told(f"{name_of(migration)}, up a second time"):
            self.up(place)
            self.compare_up(place, before, self.contents())

    @contextmanager
    def told(self, where: str) -> Iterator[None]:
        try:
            yield
        except (AssertionError, DatabaseError) as fault:
            self.faults.append(f"{where}: {fault}")

    # --- comparing ----------------------------------------------------------------------------------

    def move_of(self, place: int) -> Move:
        return MOVES.get((self.plan[place].app_label, self.plan[place].name), NOTHING)

    def compare_up(self, place: int, before: Contents, after: Contents) -> None:
        """Every value stands where it stood; a new column holds its default; the rest is said by hand."""
        move, fields = self.move_of(place), self.columns_of(place + 1)
        compare_shared(before, after, gone=move.gone)
        for table in before.keys() & after.keys():
            for column in columns(after[table]) - columns(before[table]):
                if f"{table}.{column}" in move.made or (table, column) not in fields:
                    continue
                expected = default_of(fields[table, column], connections["default"])
                wrong = [row[column] for row in after[table] if row[column] != expected]
                assert not wrong, (
                    f"{table}.{column} holds {wrong[0]!r} in old rows, not its default {expected!r}"
                )
        move.check(before, after, connections["default"])

    def compare_back(self, place: int, before: Contents, after: Contents) -> None:
        move = self.move_of(place)
        old = {f"{table}.{column}" for table, column in self.columns_of(place)}
        gone = {f"{table}.{column}" for table, rows in before.items() for column in columns(rows)} - old
        tables = {table for table in before if not any(name.startswith(f"{table}.") for name in old)}
        kept = {name: rows for name, rows in before.items() if name not in tables}
        compare_shared(kept, after, gone=gone | move.remade)
        move.check_back(before, after, connections["default"])

    def clear(self, place: int) -> None:
        """Drop what a migration without a way back left standing."""
        for alias in ALIASES:
            with connections[alias].schema_editor() as editor:
                present = set(schemas.contents(connections[alias], self.labels))
                for model in self.states[place + 1].apps.get_models():
                    if model._meta.db_table in present:
                        editor.delete_model(model)

    def compare_with_models(self) -> None:
        """The tables at the end of the walk against tables made straight from today's models."""
        for model in apps.get_models():
            if model._meta.app_label in self.labels and model._meta.managed and not model._meta.proxy:
                alias = next(each for each in ALIASES if router.allow_migrate_model(each, model))
                with connections[alias].schema_editor() as editor:
                    editor.create_model(model)
        made, walked = self.schema(), self.schemas[-1]
        vendor = connections["default"].vendor
        hand = MADE_BY_HAND[vendor] if "directory" in self.labels else ()
        for alias in ALIASES:
            extra = walked[alias] - made[alias]
            unsaid = sorted(line for line in extra if not line.startswith(hand))
            self.faults += [f"only the migrations make it: {line}" for line in unsaid]
            self.faults += [
                f"only the models have it: {line}" for line in sorted(made[alias] - walked[alias])
            ]
        everything = walked["default"] - made["default"]
        stale = [each for each in hand if not any(line.startswith(each) for line in everything)]
        self.faults += [f"MADE_BY_HAND names what is not there: {each}" for each in stale]


def compare_shared(before: Contents, after: Contents, *, gone: set[str] | frozenset[str]) -> None:
    for table, rows in before.items():
        if f"{table}.*" in gone:
            continue
        assert table in after, f"the table {table} is gone with its {len(rows)} rows"
        lost = {column for column in columns(rows) - columns(after[table]) if f"{table}.{column}" not in gone}
        assert not lost, f"{table} has lost {sorted(lost)}"
        shared = sorted(
            name for name in columns(rows) & columns(after[table]) if f"{table}.{name}" not in gone
        )
        was, now = ([[row[name] for name in shared] for row in each] for each in (rows, after[table]))
        assert sorted(map(repr, was)) == sorted(map(repr, now)), f"the rows of {table} have changed"


def columns(rows: list[dict[str, Any]]) -> set[str]:
    return set(rows[0]) if rows else set()


def default_of(field: Any, connection: Any) -> Any:
    return field.get_db_prep_save(field.get_default(), connection) if field.has_default() else None


def reversible(migration: Any) -> bool:
    return all(operation.reversible for operation in migration.operations)


def name_of(migration: Any) -> str:
    return f"{migration.app_label} {migration.name}"


def main(given: list[str]) -> None:
    django.setup()
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("waymark.")}
    walk = Walk(set(given) or ours)
    walk.run()
    sys.stdout.write(json.dumps({"steps": len(walk.plan), "faults": walk.faults}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
