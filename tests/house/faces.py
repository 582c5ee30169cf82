"""Every address of both faces, walked from their URL maps: there is no hand list to forget one in."""

import hashlib
from dataclasses import dataclass
from importlib import import_module
from uuid import UUID, uuid4

from django.db import connections
from django.urls import URLPattern, URLResolver
from django.urls.converters import SlugConverter, StringConverter, UUIDConverter

from waymark.ui.postures import Stance, stance_of

FACES = ("public", "desk")
LANGUAGES = {"language": "en"}


@dataclass(frozen=True)
class Route:
    """One address of one face, with what it declares."""

    face: str
    pattern: str
    name: str
    stance: Stance | None
    parts: tuple[tuple[str, object], ...]

    def __str__(self) -> str:
        return f"{self.face}:{self.pattern or '/'}"

    def address(self, **known: object) -> str:
        """The path with these values in it; what is not given is an id or a word that nobody has."""
        path = self.pattern
        for part, converter in self.parts:
            value = known.get(part, LANGUAGES.get(part, stranger_to(converter)))
            for kind in ("uuid", "slug", "str", "int"):
                path = path.replace(f"<{kind}:{part}>", str(value))
        return f"/{path}"


def stranger_to(converter: object) -> str:
    if isinstance(converter, UUIDConverter):
        return str(uuid4())
    if isinstance(converter, SlugConverter | StringConverter):
        return "zz"
    raise TypeError(f"an address takes a {type(converter).__name__}: ids are random, never numbers")


def routes(face: str) -> list[Route]:
    """Every address of this face, in the order of its map."""
    return list(_walk(face, "", import_module(f"waymark.config.{face}.urls").urlpatterns))


def _walk(face, before, patterns):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from _walk(face, before + str(each.pattern), each.url_patterns)
        elif isinstance(each, URLPattern):
            parts = tuple(each.pattern.converters.items())
            path = before + str(each.pattern)
            yield Route(face, path, each.name or "", stance_of(each.callback), parts)


def stored() -> dict[str, str]:
    """A hash of every row of every table of both databases: what a refused request must leave as it was."""
    found = {}
    for alias in ("default", "keys"):
        connection = connections[alias]
        for table in connection.introspection.table_names():
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                rows = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
            found[f"{alias}.{table}"] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def changed(before: dict[str, str]) -> set[str]:
    """The tables that are not as they were."""
    after = stored()
    return {name.split(".", 1)[1] for name in after if after[name] != before[name]}


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else str(value) if isinstance(value, UUID) else value
