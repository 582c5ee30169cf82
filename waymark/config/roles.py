"""What the public process and the feed's may do in the databases, as PostgreSQL roles of their own.

Whatever is not named here they cannot do: the public process has no sight of a case, an account or a grant,
and among islands and their shred keys only of those that visitors make; the feed's process reads what is
published of the directory. `waymark roles` prints the SQL; a house test tries it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from waymark.records.routing import KEYS, MAIN
from waymark.sealing.labels import Kind

SELECT: Final = "SELECT"
INSERT: Final = "INSERT"
UPDATE: Final = "UPDATE"
DELETE: Final = "DELETE"
EVERYTHING: Final = frozenset({SELECT, INSERT, UPDATE, DELETE})

VISITORS_KINDS: Final = (Kind.ARRIVAL, Kind.MAILBOX, Kind.VAULT, Kind.HAND_OVER)
"""Islands that a visitor makes, and may therefore destroy."""


@dataclass(frozen=True)
class Right:
    """Verbs on one table; with `own_kinds`, only on rows whose kind a visitor makes."""

    verbs: frozenset[str]
    own_kinds: bool = False


def _may(*verbs: str, own_kinds: bool = False) -> Right:
    return Right(frozenset(verbs), own_kinds)


PUBLIC_RIGHTS: Final[dict[str, dict[str, Right]]] = {
    MAIN: {
        "audit_chainhead": _may(SELECT, INSERT, UPDATE),
        "audit_event": _may(INSERT),
        "content_item": _may(SELECT),
        "content_version": _may(SELECT),
        "contact_stoprow": _may(INSERT),
        "directory_edition": _may(SELECT),
        "directory_feedrecord": _may(SELECT),
        "directory_organisation": _may(SELECT),
        "directory_reporteddoubt": _may(INSERT),
        "directory_searchentry": _may(SELECT),
        "directory_searchword": _may(SELECT),
        "directory_service": _may(SELECT),
        "directory_servicearea": _may(SELECT),
        "directory_servicenumber": _may(SELECT),
        "directory_serviceschedule": _may(SELECT),
        "directory_serviceterm": _may(SELECT),
        "documents_document": Right(EVERYTHING),
        "documents_documentpart": Right(EVERYTHING),
        "intake_arrival": Right(EVERYTHING),
        "intake_formsent": _may(SELECT, INSERT, UPDATE),
        "intake_sent": _may(SELECT, DELETE),
        "limits_bucket": Right(EVERYTHING),
        "mailbox_mailbox": Right(EVERYTHING),
        "mailbox_message": Right(EVERYTHING),
        "mailbox_sitting": Right(EVERYTHING),
        "planner_handover": Right(EVERYTHING),
        "planner_vault": Right(EVERYTHING),
        "press_pressedpage": _may(SELECT),
        "press_pressing": _may(SELECT),
        "records_island": _may(SELECT, INSERT, own_kinds=True),
        "staff_team": _may(SELECT),
        "staff_teamkey": _may(SELECT),
    },
    KEYS: {
        "records_searchtag": _may(SELECT, DELETE),
        "records_shredkey": _may(SELECT, INSERT, DELETE, own_kinds=True),
        "records_tokenkey": _may(SELECT, INSERT),
    },
}


API_RIGHTS: Final[dict[str, dict[str, Right]]] = {
    MAIN: {
        "directory_feedrecord": _may(SELECT),
        "directory_organisation": _may(SELECT),
        "directory_searchentry": _may(SELECT),
        "directory_searchword": _may(SELECT),
        "directory_edition": _may(SELECT),
        "directory_service": _may(SELECT),
        "directory_servicearea": _may(SELECT),
        "directory_servicenumber": _may(SELECT),
        "directory_serviceschedule": _may(SELECT),
        "directory_serviceterm": _may(SELECT),
    },
    KEYS: {},
}
"""For the process of the feed: no editors' notes, no doubts, no history, nothing of any other room."""


def public_role_sql(role: str, database: str, tables: list[str]) -> list[str]:
    """The statements for the public process; see `role_sql`."""
    return role_sql(role, PUBLIC_RIGHTS[database], tables)


def api_role_sql(role: str, database: str, tables: list[str]) -> list[str]:
    """The statements for the feed's process; see `role_sql`."""
    return role_sql(role, API_RIGHTS[database], tables)


def role_sql(role: str, rights: Mapping[str, Right], tables: list[str]) -> list[str]:
    """Statements that give `role` exactly its rights among `tables`
    (all that exist there), to be run by their owner.

    They may be run again after each migration. ValueError when the role's name is not a plain word, or a
    table that the role needs is not there.
    """
    if not role.isidentifier():
        raise ValueError("a role's name is letters, digits and underscores")
    if missing := sorted(set(rights) - set(tables)):
        raise ValueError(f"no such tables: {', '.join(missing)}")
    statements = [f'REVOKE ALL ON SCHEMA public FROM "{role}"', f'GRANT USAGE ON SCHEMA public TO "{role}"']
    statements += [f'REVOKE ALL ON "{table}" FROM "{role}"' for table in sorted(tables)]
    for table, right in sorted(rights.items()):
        statements.append(f'GRANT {", ".join(sorted(right.verbs))} ON "{table}" TO "{role}"')
        if right.own_kinds:
            statements += _row_walls(role, table)
    return statements


def _row_walls(role: str, table: str) -> list[str]:
    """The table's owner, which the desk and the worker connect as, is not held by row policies."""
    kinds = ", ".join(f"'{kind.value}'" for kind in VISITORS_KINDS)
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS "{role}_own_kinds" ON "{table}"',
        f'CREATE POLICY "{role}_own_kinds" ON "{table}" TO "{role}" USING (kind IN ({kinds}))',
    ]


def rights_in_words() -> dict[str, dict[str, str]]:
    """For the page about what the server can see."""
    return {
        database: {
            table: ", ".join(sorted(verb.lower() for verb in right.verbs))
            + (", of islands that visitors make only" if right.own_kinds else "")
            for table, right in rights.items()
        }
        for database, rights in PUBLIC_RIGHTS.items()
    }
