"""Search over published entries: by words, forgiving, on either engine; and by distance.

What somebody looks for is never syntax, never stored and never logged: words go in as parameters.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Final
from uuid import UUID

from django.db import connections

from waymark.directory.entries import Entry
from waymark.directory.models import Edition, SearchEntry, SearchWord, Service
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, Stage
from waymark.directory.vocabulary import asked_words, nearest, said_for, words_in
from waymark.records.routing import MAIN

EARTH_KM: Final = 6371.0
KM_A_DEGREE: Final = 111.2
BATCH: Final = 500
_LITE: Final = (
    "SELECT e.service_id FROM (SELECT rowid, rank FROM directory_searchindex "
    "WHERE directory_searchindex MATCH %s ORDER BY rank LIMIT %s) i "
    "JOIN directory_searchentry e ON e.id = i.rowid ORDER BY i.rank, e.id"
)
_LARGE: Final = (
    "SELECT service_id FROM directory_searchentry, to_tsquery('english', %s) q "
    "WHERE index @@ q ORDER BY ts_rank(index, q) DESC, id LIMIT %s"
)


def found_services(text: str, *, most: int = 20) -> list[UUID]:
    """Ids of published services for what somebody typed, best first; all words, else any of them."""
    words = meant_words(asked_words(text))
    if not words:
        return []
    return _ask(words, together=True, most=most) or _ask(words, together=False, most=most)


def meant_words(words: Sequence[str]) -> list[str]:
    """Each word as it stands in the directory, or the one that was probably meant, or itself."""
    by_length = _vocabulary(edition())
    return [_meant(word, by_length) for word in words]


def nearest_services(
    latitude: float, longitude: float, *, within_km: float, most: int = 20
) -> list[tuple[UUID, float]]:
    """Ids of published services with a place, and how many kilometres away (straight line), nearest first."""
    height = within_km / KM_A_DEGREE
    shrink = max(0.01, cos(radians(latitude)))
    width = height / shrink
    sql = (
        "SELECT id, latitude, longitude FROM directory_service WHERE latitude BETWEEN %s AND %s "
        "AND longitude BETWEEN %s AND %s AND stage = %s "
        "ORDER BY (latitude - %s) * (latitude - %s) + (longitude - %s) * (longitude - %s) * %s LIMIT %s"
    )
    box: list[float | str] = [
        latitude - height,
        latitude + height,
        longitude - width,
        longitude + width,
        Stage.PUBLISHED.value,
    ]
    middle = [latitude, latitude, longitude, longitude, shrink * shrink, most]
    with connections[MAIN].cursor() as cursor:
        cursor.execute(sql, [*box, *middle])
        rows = cursor.fetchall()
    ranked = sorted((km_between(latitude, longitude, row[1], row[2]), _uuid(row[0])) for row in rows)
    return [(found, km) for km, found in ranked if km <= within_km]


def km_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres in a straight line between two points in degrees (haversine, a round earth)."""
    up, across = radians(other_latitude - latitude), radians(other_longitude - longitude)
    part = sin(up / 2) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(part))


def edition() -> int:
    """The number that rises with every change of what is shown."""
    return Edition.objects.filter(id=1).values_list("number", flat=True).first() or 0


def index_services(shown: Iterable[tuple[Service, Entry]]) -> None:
    """Let published services be found by what they say now. Give only what is published."""
    shown = list(shown)
    SearchEntry.objects.filter(service_id__in=[service.id for service, _ in shown]).delete()
    rows = [_row(service, entry) for service, entry in shown]
    SearchEntry.objects.bulk_create(rows, batch_size=BATCH)
    words = {word for row in rows for word in words_in(f"{row.title} {row.body}") if not word.isdecimal()}
    SearchWord.objects.bulk_create((SearchWord(word=word) for word in sorted(words)), ignore_conflicts=True)


def drop_from_index(ids: Iterable[UUID]) -> None:
    """These services are found no more."""
    SearchEntry.objects.filter(service_id__in=list(ids)).delete()


def searched_text(entry: Entry) -> tuple[str, str]:
    """What an entry is found by: its names, and everything else that it says or that people say for it."""
    named = [*(WHOM_NAMES[each] for each in entry.whom), *(WHAT_NAMES[each] for each in entry.what)]
    named += [HOW_NAMES[each] for each in entry.how]
    said = [entry.about, entry.who, entry.access, *entry.areas, *sorted(named)]
    town = entry.place.town if entry.place else ""
    return f"{entry.name} {entry.organisation}", " ".join([*said, town, said_for([*entry.whom, *entry.what])])


def _row(service: Service, entry: Entry) -> SearchEntry:
    title, body = (" ".join(words_in(text)) for text in searched_text(entry))
    return SearchEntry(service_id=service.id, title=title, body=body)


def _ask(words: list[str], *, together: bool, most: int) -> list[UUID]:
    connection = connections[MAIN]
    lite = connection.vendor == "sqlite"
    quoted = [f'"{word}"' if lite else f"'{word}'" for word in words]
    joined = (" AND " if lite else " & ") if together else (" OR " if lite else " | ")
    with connection.cursor() as cursor:
        cursor.execute(_LITE if lite else _LARGE, [joined.join(quoted), most])
        return [_uuid(row[0]) for row in cursor.fetchall()]


def _uuid(raw: object) -> UUID:
    return raw if isinstance(raw, UUID) else UUID(str(raw))


@lru_cache(maxsize=2)
def _vocabulary(_edition: int) -> dict[int, list[str]]:
    by_length: dict[int, list[str]] = defaultdict(list)
    for word in SearchWord.objects.values_list("word", flat=True).order_by("word").iterator():
        by_length[len(word)].append(word)
    return dict(by_length)


def _meant(word: str, by_length: dict[int, list[str]]) -> str:
    if word in _set_of(by_length, len(word)):
        return word
    near = [known for length in range(len(word) - 2, len(word) + 3) for known in by_length.get(length, ())]
    return nearest(word, near) or word


def _set_of(by_length: dict[int, list[str]], length: int) -> Sequence[str]:
    return by_length.get(length, ())
