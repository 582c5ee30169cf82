"""A published entry in the words of Open Referral (HSDS and Open Referral UK 3.0): the superset of both.

The UK profile has no phone number and no eligibility in a service; both schemas permit them, and a directory
for people in danger is useless without. Editors' notes, drafts and who checked are never in it.
"""

import json
from typing import Any, Final
from uuid import UUID, uuid5

from django.utils import timezone

from waymark.clocks.opening import BankHolidays, read_opening
from waymark.directory.entries import Entry, Listed
from waymark.directory.phones import international
from waymark.directory.schedules import HOLIDAY, schedules_of
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, Known, NumberKind

Json = dict[str, Any]
VERSION: Final = 2
"""Rises whenever the shape below changes: a stored text of an older shape is made anew when it is read."""

_SPACE: Final = UUID("0f6a1c1e-6a53-4a35-9b1d-5a2d3e0c7b41")
TAXONOMIES: Final = {
    "whom": ("For whom", "The people that a service is there for."),
    "what": ("What for", "What a service helps with."),
    "how": ("How", "How a service is reached."),
}
TERM_NAMES: Final[dict[str, dict[str, str]]] = {
    "whom": {term.value: name for term, name in WHOM_NAMES.items()},
    "what": {term.value: name for term, name in WHAT_NAMES.items()},
    "how": {term.value: name for term, name in HOW_NAMES.items()},
}
_PHONE_TYPES: Final = {NumberKind.CALL: "voice", NumberKind.TEXT: "text", NumberKind.RELAY: "textphone"}
_BILLS: Final = {
    Known.YES: "Shows on the bill.",
    Known.NO: "Does not show on the bill.",
    Known.UNKNOWN: "Whether it shows on the bill is not known.",
}
# What a list of services holds of each, as the UK profile has it; the rest is for one service at a time.
LISTED: Final = frozenset(
    {
        "id", "organization_id", "name", "description", "url", "email", "status", "fees", "minimum_age",
        "maximum_age", "assured_date", "alert", "last_modified", "organization", "eligibility_description",
        "phones",
    }
)  # fmt: skip


def taxonomy_id(name: str) -> UUID:
    return uuid5(_SPACE, name)


def term_id(name: str, term: str) -> UUID:
    return uuid5(_SPACE, f"{name}/{term}")


TERM_IDS: Final = {term_id(name, term): (name, term) for name, terms in TERM_NAMES.items() for term in terms}
TAXONOMY_IDS: Final = {taxonomy_id(name): name for name in TAXONOMIES}


def taxonomy(name: str) -> Json:
    title, about = TAXONOMIES[name]
    return {"id": str(taxonomy_id(name)), "name": title, "description": about}


def taxonomy_term(name: str, term: str) -> Json:
    shown = TERM_NAMES[name][term]
    return {
        "id": str(term_id(name, term)),
        "code": term,
        "name": shown,
        "description": f"{TAXONOMIES[name][0]}: {shown}",
        "taxonomy": TAXONOMIES[name][0],
        "taxonomy_id": str(taxonomy_id(name)),
    }


def service_record(listed: Listed) -> Json:
    """One service whole. Raises ValueError for a refuge with a place, which cannot be."""
    entry, service_id = listed.entry, str(listed.id)
    if entry.is_refuge and entry.place is not None:
        raise ValueError("a refuge has no place")
    record: Json = {
        "id": service_id,
        "organization_id": str(listed.organisation_id),
        "name": entry.name,
        "description": entry.about,
        "url": entry.web,
        "email": entry.email,
        "status": "active",
        "fees": entry.cost,
        "fees_description": entry.cost,
        "interpretation_services": entry.access,
        "eligibility_description": entry.who,
        "minimum_age": entry.minimum_age,
        "maximum_age": entry.maximum_age,
        "assured_date": listed.checked_on.isoformat() if listed.checked_on else "",
        "alert": entry.check_first,
        "last_modified": timezone.localtime(listed.changed_at).isoformat(timespec="milliseconds"),
        "organization": {
            "id": str(listed.organisation_id),
            "name": entry.organisation,
            "description": f"{entry.organisation} answers for this service.",
        },
        "phones": _phones(listed.id, entry),
        "schedules": _schedules(listed.id, entry),
        "service_areas": [
            {"id": str(uuid5(listed.id, f"area/{n}")), "service_id": service_id, "name": area}
            for n, area in enumerate(entry.areas)
        ],
        "service_at_locations": [at_location(listed)] if entry.place else [],
        "attributes": _attributes(listed.id, entry),
    }
    return {name: value for name, value in record.items() if value not in ("", None, [])}


def at_location(listed: Listed) -> Json:
    """Where a service is found, without the service. There is one place at most: it has the service's id."""
    place = listed.entry.place
    assert place is not None
    location_id = str(uuid5(listed.id, "location"))
    location: Json = {"id": location_id, "location_type": "physical", "name": place.town or listed.entry.name}
    if place.latitude is not None:
        location |= {"latitude": place.latitude, "longitude": place.longitude}
    if place.address or place.town or place.postcode:
        location["addresses"] = [
            {
                "id": str(uuid5(listed.id, "address")),
                "location_id": location_id,
                "address_1": place.address,
                "city": place.town,
                "state_province": "",
                "postal_code": place.postcode,
                "country": "GB",
                "address_type": "physical",
            }
        ]
    return {
        "id": str(listed.id),
        "service_id": str(listed.id),
        "location_id": location_id,
        "location": location,
    }


def write_record(listed: Listed) -> str:
    return json.dumps(service_record(listed), ensure_ascii=False, separators=(",", ":"))


def _phones(service_id: UUID, entry: Entry) -> list[Json]:
    found = []
    for n, each in enumerate(entry.numbers):
        said = [f"Text the word {each.send}." if each.send else ""]
        if each.kind is NumberKind.CALL:
            said += ["Free to call." if each.free is Known.YES else "", _BILLS[each.on_bill]]
        phone = {
            "id": str(uuid5(service_id, f"phone/{n}")),
            "service_id": str(service_id),
            "number": international(each.number),
            "type": _PHONE_TYPES[each.kind],
            "description": " ".join(filter(None, said)),
        }
        found.append({name: value for name, value in phone.items() if value})
    return found


def _schedules(service_id: UUID, entry: Entry) -> list[Json]:
    if not entry.hours:
        words = {"description": entry.hours_words} if entry.hours_words else None
        return (
            [{"id": str(uuid5(service_id, "hours")), "service_id": str(service_id), **words}] if words else []
        )
    opening = read_opening(entry.hours)
    notes = {
        BankHolidays.CLOSED: "Closed on bank holidays.",
        BankHolidays.USUAL: "Open on bank holidays too.",
    }
    rows = []
    for n, (days, stretch) in enumerate(schedules_of(opening)):
        row: Json = {"id": str(uuid5(service_id, f"hours/{n}")), "service_id": str(service_id)}
        if days == HOLIDAY:
            row |= {"description": "On bank holidays"}
        else:
            row |= {"freq": "WEEKLY", "interval": 1, "byday": days}
        row |= {"opens_at": f"{stretch.opens:%H:%M}", "closes_at": f"{stretch.closes:%H:%M}"}
        if note := notes.get(opening.on_holidays):
            row["notes"] = note
        rows.append(row)
    return rows


def _attributes(service_id: UUID, entry: Entry) -> list[Json]:
    return [
        {
            "id": str(uuid5(service_id, f"{name}/{word}")),
            "link_id": str(service_id),
            "taxonomy_term_id": str(term_id(name, word)),
            "link_type": name,
            "link_entity": "service",
            "taxonomy_term": taxonomy_term(name, word),
        }
        for name, words in (("whom", entry.whom), ("what", entry.what), ("how", entry.how))
        for word in sorted(words)
    ]
