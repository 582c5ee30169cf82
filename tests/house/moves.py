"""What migrations do to rows beyond adding a column that holds its default, each said by hand.

The walk fails where a column is gone, or an old row holds something else than the default, and nothing here
says so; so a migration that moves data brings its check.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Contents = dict[str, list[dict[str, Any]]]
Check = Callable[[Contents, Contents, Any], None]


def _nothing(_before: Contents, _after: Contents, _connection: Any) -> None:
    """Nothing moves."""


@dataclass(frozen=True)
class Move:
    """`gone`: columns (`table.column`, or `table.*`) that the migration ends. `made`: columns that it fills.

    `remade`: columns whose values going back changes, since the state before knows no such value.
    `check` is given what was there before going up and after; `check_back` the same of going back.
    """

    gone: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    remade: frozenset[str] = frozenset()
    check: Check = _nothing
    check_back: Check = _nothing


def by(rows: list[dict[str, Any]], key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in rows}


def _hand_overs_expire(_before: Contents, after: Contents, _connection: Any) -> None:
    for row in after["planner_handover"]:
        assert row["kept_until"] == row["received_on"] + timedelta(days=30), (
            "a hand-over has not its thirty days"
        )


def _tickets_last(before: Contents, after: Contents, _connection: Any) -> None:
    old, new = by(before["jobs_ticket"], "key"), by(after["jobs_ticket"], "key")
    assert old.keys() == new.keys(), "tickets came or went"
    assert {bool(row["lasting"]) for row in old.values()} == {True, False}, (
        "both kinds of ticket must be tried"
    )
    for key, row in new.items():
        days = 400 if row["lasting"] else 0
        assert row["keep_until"] == old[key]["day"] + timedelta(days=days), (
            "a ticket is kept too short or too long"
        )


def _tickets_last_no_more(before: Contents, after: Contents, connection: Any) -> None:
    _tickets_last(after, before, connection)


def _entries_are_found(_before: Contents, after: Contents, connection: Any) -> None:
    """Old entries stand in the index; SQLite's own check says whether it agrees with them word by word."""
    ids = {row["id"] for row in after["directory_searchentry"]}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO directory_searchindex(directory_searchindex, rank) VALUES ('integrity-check', 1)"
            )
            cursor.execute(
                "SELECT rowid FROM directory_searchindex WHERE directory_searchindex MATCH 'words'"
            )
        else:
            cursor.execute(
                "SELECT id FROM directory_searchentry WHERE index @@ to_tsquery('english', 'words')"
            )
        assert {row[0] for row in cursor.fetchall()} == ids, "old entries of the directory are not found"


def _closed_cases_are_paused(before: Contents, after: Contents, _connection: Any) -> None:
    old, new = by(before["cases_case"], "id"), by(after["cases_case"], "id")
    assert "closed" in {row["stage"] for row in old.values()}, "a closed case must be tried"
    for key, row in new.items():
        expected = "paused" if old[key]["stage"] == "closed" else old[key]["stage"]
        assert row["stage"] == expected, "a case has come back at a wrong stage"


MOVES: dict[tuple[str, str], Move] = {
    ("planner", "0002_hand_overs_expire"): Move(
        made=frozenset({"planner_handover.kept_until"}), check=_hand_overs_expire
    ),
    ("jobs", "0002_keep_until"): Move(
        gone=frozenset({"jobs_ticket.day"}),
        made=frozenset({"jobs_ticket.keep_until"}),
        check=_tickets_last,
        check_back=_tickets_last_no_more,
    ),
    ("cases", "0003_closing_and_keeping"): Move(
        remade=frozenset({"cases_case.stage"}), check_back=_closed_cases_are_paused
    ),
    ("directory", "0002_search"): Move(
        check=_entries_are_found,
    ),
}

# Migrations that cannot be taken back, each with the reason why not.
NO_WAY_BACK: dict[tuple[str, str], str] = {}

# What stands in the tables and in no model: beginnings of lines as `schemas.py` describes them.
MADE_BY_HAND: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "table directory_searchindex",
        "trigger directory_search_in ",
        "trigger directory_search_out ",
    ),
    "postgresql": (
        "column directory_searchentry.index ",
        "index directory_search_words ",
    ),
}
