"""Which published records a request is answered with. Only what is published can be reached from here."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from waymark.directory.feed import LISTED, TAXONOMY_IDS, TERM_IDS, VERSION, at_location, write_record
from waymark.directory.models import FeedRecord, Organisation, Service, ServiceSchedule, ServiceTerm
from waymark.directory.places import known_places
from waymark.directory.queries import listed_of, organisations_published, published
from waymark.directory.search import found_services, nearest_services

BATCH: Final = 500
ORGANISATIONS: Final = 100
MOST_FOUND: Final = 5000
NEAR_METRES: Final = 15_000
Asked = Mapping[str, Any]


def services(asked: Asked) -> QuerySet[Service]:
    """Published services that fit; without `search` in a fixed order of name."""
    found = published()
    if "organization_id" in asked:
        found = found.filter(organisation_id=asked["organization_id"])
    if "modified_after" in asked:
        found = found.filter(changed_at__gte=asked["modified_after"])
    found = _of_terms(found, asked)
    if "minimum_age" in asked:
        found = found.filter(Q(maximum_age=None) | Q(maximum_age__gte=asked["minimum_age"]))
    if "maximum_age" in asked:
        found = found.filter(Q(minimum_age=None) | Q(minimum_age__lte=asked["maximum_age"]))
    return _at_times(found, asked)


def ids_in_order(found: QuerySet[Service], asked: Asked) -> list[UUID]:
    """Ids of what fits, best first where words were given, nearest first where a place was."""
    if asked.get("search", "").strip():
        ranked = found_services(asked["search"], most=MOST_FOUND)
    elif "postcode" in asked:
        ranked = _near(asked)
    else:
        return list(found.order_by("name", "id").values_list("id", flat=True))
    fitting = set(found.filter(pk__in=ranked).values_list("id", flat=True))
    if "postcode" in asked:
        fitting &= set(_near(asked))
    return [each for each in ranked if each in fitting]


def records(ids: list[UUID]) -> Iterator[str]:
    """Each service whole, as the text that was written when it was published, in the order of the ids."""
    waiting = iter(ids)
    while batch := list(islice(waiting, BATCH)):
        rows = FeedRecord.objects.filter(pk__in=batch).values_list("service_id", "version", "body")
        texts = {service_id: body for service_id, version, body in rows if version == VERSION}
        if missing := [each for each in batch if each not in texts]:
            made = listed_of(published().filter(pk__in=missing))
            texts |= {each.id: write_record(each) for each in made}
        yield from (texts[each] for each in batch if each in texts)


def short_record(text: str) -> str:
    """A service as a list has it."""
    record = {name: value for name, value in json.loads(text).items() if name in LISTED}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def minimal_record(text: str) -> str:
    """Only which service it is and when it changed; the rest that a schema asks for comes with it."""
    record = json.loads(text)
    kept = {name: record[name] for name in ("id", "name", "status", "last_modified")}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def at_locations(ids: list[UUID], *, full: bool) -> Iterator[str]:
    """The places of these services; a service without a place, so every refuge, is passed over."""
    waiting = iter(ids)
    while batch := list(islice(waiting, BATCH)):
        rows = {row.id: row for row in published().filter(pk__in=batch, is_refuge=False)}
        for listed in listed_of(rows[each] for each in batch if each in rows):
            if listed.entry.place is None:
                continue
            record = at_location(listed)
            whole = json.loads(write_record(listed))
            whole.pop("service_at_locations", None)
            kept = whole if full else {name: whole[name] for name in whole.keys() & LISTED}
            # The standard's OpenAPI documents hold this against a service's schema: two names satisfy it.
            both = {**record, "name": whole["name"], "status": whole["status"], "service": kept}
            yield json.dumps(both, ensure_ascii=False, separators=(",", ":"))


def with_place(found: QuerySet[Service]) -> QuerySet[Service]:
    """Those that stand somewhere: never a refuge."""
    return found.filter(is_refuge=False).exclude(
        address="", town="", postcode="", latitude=None, longitude=None
    )


def organisations(asked: Asked) -> QuerySet[Organisation]:
    found = organisations_published()
    if words := asked.get("search", "").strip():
        found = found.filter(name__icontains=words)
    return found.order_by("folded")


def organisation_records(rows: Iterable[Organisation], *, with_services: bool) -> Iterator[str]:
    """Each organisation, with its published services whole where that is asked: two reads for each batch."""
    waiting = iter(rows)
    while batch := list(islice(waiting, ORGANISATIONS)):
        theirs = _services_of(batch) if with_services else {}
        for row in batch:
            record: dict[str, Any] = {
                "id": str(row.id),
                "name": row.name,
                "description": row.about or f"{row.name} answers for these services.",
            }
            if row.web:
                record["website"] = row.web
            if with_services:
                record["services"] = theirs.get(str(row.id), [])
            yield json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _services_of(organisations: list[Organisation]) -> dict[str, list[dict[str, Any]]]:
    found = published().filter(organisation__in=organisations).order_by("name", "id")
    theirs: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for text in records(list(found.values_list("id", flat=True))):
        record: dict[str, Any] = json.loads(text)
        record.pop("organization", None)
        theirs[record["organization_id"]].append(record)
    return theirs


def _of_terms(found: QuerySet[Service], asked: Asked) -> QuerySet[Service]:
    if "taxonomy_term_id" in asked:
        name, term = TERM_IDS.get(asked["taxonomy_term_id"], ("", ""))
        rows = ServiceTerm.objects.filter(list=name, term=term)
        found = found.filter(pk__in=rows.values("service_id"))
    if "taxonomy_id" in asked:
        rows = ServiceTerm.objects.filter(list=TAXONOMY_IDS.get(asked["taxonomy_id"], ""))
        found = found.filter(pk__in=rows.values("service_id"))
    return found


def _at_times(found: QuerySet[Service], asked: Asked) -> QuerySet[Service]:
    if not asked.keys() & {"day", "start_time", "end_time"}:
        return found
    rows = ServiceSchedule.objects.all()
    if "day" in asked:
        rows = rows.filter(byday__contains=asked["day"])
    if "start_time" in asked:
        midnight = Q(closes_at="00:00")
        rows = rows.filter(midnight | Q(closes_at__gt=asked["start_time"]))
    if "end_time" in asked:
        rows = rows.filter(opens_at__lte=asked["end_time"])
    return found.filter(pk__in=rows.values("service_id"))


def _near(asked: Asked) -> list[UUID]:
    point = known_places().point_of(asked["postcode"])
    if point is None:
        return []
    within = asked.get("proximity", NEAR_METRES) / 1000
    return [found for found, _ in nearest_services(*point, within_km=within, most=MOST_FOUND)]
