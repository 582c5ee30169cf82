"""What an entry must be, and who may change one. The refuge rule stands first."""

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from waymark.clocks.hours import NotHours
from waymark.clocks.opening import read_opening
from waymark.directory.entries import Entry, Place
from waymark.directory.models import Service
from waymark.directory.phones import read_number
from waymark.directory.terms import LONGEST_NAME, LONGEST_TEXT, Stage
from waymark.records.refusal import Refused, allows
from waymark.staff.rules import Colleague, has_permission
from waymark.staff.terms import Permission

POSTCODE: Final = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
STREET: Final = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:[A-Z][\w'’-]+\s+){1,3}(?:Street|Road|Avenue|Lane|Close|Drive|Way|Place|Court"
    r"|Crescent|Terrace|Gardens|Grove|Square|Hill|Walk)\b"
)
SOUNDS_LIKE_REFUGE: Final = re.compile(r"\b(?:refuges?|safe houses?|women'?s shelters?)\b", re.IGNORECASE)
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

REFUGE_TEXTS: Final = (
    "organisation", "name", "about", "who", "access", "cost", "hours_words", "check_first", "source",
    "staff_note",
)  # fmt: skip

REFUGE_HAS_NO_PLACE: Final = (
    "A refuge never has an address, a town or coordinates here: somebody could look for a person there. "
    "Give the areas that it is for, and a number."
)
REFUGE_ONLY_ONE: Final = (
    "The other entry is listed under refuge and this one is not. "
    "List this one under refuge first, or keep the other."
)
NOT_CHECKED: Final = "Nobody has checked this entry yet. Check it first: nothing is published unchecked."


def check_edit(by: Colleague) -> None:
    """*Refuses* a member who is no editor."""
    if not has_permission(by, Permission.EDIT_PAGES):
        raise Refused("Your account does not cover this. A manager can change that.")


def may_edit(by: Colleague) -> bool:
    """The pair of `check_edit`."""
    return has_permission(by, Permission.EDIT_PAGES)


def check_publish(by: Colleague, service: Service) -> None:
    """*Refuses* what nobody checked, and a member who may not publish."""
    if not has_permission(by, Permission.PUBLISH_PAGES):
        raise Refused("Your account does not cover this. A manager can change that.")
    if service.checked_on is None:
        raise Refused(NOT_CHECKED)
    if service.stage != Stage.CHECKED:
        raise Refused("This entry is not waiting to be published.")


def may_publish(by: Colleague, service: Service) -> bool:
    """The pair of `check_publish`."""
    return allows(check_publish, by, service)


def check_change(by: Colleague, service: Service, *, how: str) -> None:
    """*Refuses* a change of something published without saying what it was checked against."""
    check_edit(by)
    if service.stage == Stage.WITHDRAWN:
        raise Refused("This entry was withdrawn. It changes no more.")
    if service.stage == Stage.PUBLISHED and not how.strip():
        raise Refused(
            "This entry is shown to everybody. Say how you checked the change, such as “rang them”.",
            field="how",
        )


def may_change(by: Colleague, service: Service) -> bool:
    """The pair of `check_change`, for whoever says how it was checked."""
    return may_edit(by) and service.stage != Stage.WITHDRAWN


def check_merge(by: Colleague, kept: Service, gone: Service) -> None:
    """*Refuses* merging an entry with itself, with one that is withdrawn, or a refuge into what is none."""
    check_edit(by)
    if kept.pk == gone.pk:
        raise Refused("Choose another entry: this one cannot be merged with itself.")
    if Stage.WITHDRAWN in {kept.stage, gone.stage}:
        raise Refused("One of the two was withdrawn. Only entries that stand can be merged.")
    if gone.is_refuge and not kept.is_refuge:
        raise Refused(REFUGE_ONLY_ONE)


def may_merge(by: Colleague, kept: Service, gone: Service) -> bool:
    """The pair of `check_merge`."""
    return allows(check_merge, by, kept, gone)


def check_refuge(entry: Entry) -> None:
    """*Refuses* an address of a refuge, wherever in the entry it stands, and of what is called one."""
    if not entry.is_refuge:
        if entry.place is not None and SOUNDS_LIKE_REFUGE.search(entry.name):
            raise Refused(REFUGE_HAS_NO_PLACE, field="address")
        return
    if entry.place is not None:
        raise Refused(REFUGE_HAS_NO_PLACE, field="address")
    for field in REFUGE_TEXTS:
        if says_where(getattr(entry, field)):
            raise Refused(REFUGE_HAS_NO_PLACE, field=field)
    if says_where("; ".join(entry.areas)):
        raise Refused(REFUGE_HAS_NO_PLACE, field="areas")


def says_where(text: str) -> bool:
    """Whether a street with a number, or a whole postcode, stands in a text."""
    return bool(POSTCODE.search(text) or STREET.search(text))


def may_refuge(entry: Entry) -> bool:
    """The pair of `check_refuge`."""
    return allows(check_refuge, entry)


def check_entry(entry: Entry) -> None:
    """*Refuses* an entry that cannot be shown or called: a sentence, and the box that it is about."""
    check_refuge(entry)
    for field, longest in (
        ("organisation", LONGEST_NAME),
        ("name", LONGEST_NAME),
        ("about", LONGEST_TEXT),
        ("who", 300),
        ("access", 300),
        ("cost", 160),
        ("hours_words", 300),
        ("check_first", 300),
        ("source", 600),
        ("source_seen", 20),
        ("email", 160),
    ):
        if len(getattr(entry, field)) > longest:
            raise Refused(f"This is too long. The most is {longest} characters.", field=field)
    for field in ("organisation", "name"):
        if not getattr(entry, field).strip():
            raise Refused("An entry needs a name.", field=field)
    if entry.hours:
        check_hours(entry.hours)
    for each in entry.numbers:
        read_number(each.number)
    _check_ways(entry)
    _check_ages(entry)
    if entry.place is not None:
        _check_place(entry.place)


def may_entry(entry: Entry) -> bool:
    """The pair of `check_entry`."""
    return allows(check_entry, entry)


def check_hours(text: str) -> None:
    """*Refuses* hours that cannot be read."""
    if len(text) > 300:
        raise Refused("This is too long. The most is 300 characters.", field="hours")
    try:
        read_opening(text)
    except NotHours as wrong:
        raise Refused(
            f"We {wrong}." if str(wrong).startswith("cannot") else f"{wrong}.", field="hours"
        ) from None


def may_hours(text: str) -> bool:
    """The pair of `check_hours`."""
    return allows(check_hours, text)


def needs_check_first(entry: Entry, review_due: date | None, today: date) -> bool:
    """Whether a page must say "check first": sources disagree, or nobody looked for too long."""
    return bool(entry.check_first) or (review_due is not None and review_due < today)


def _check_ways(entry: Entry) -> None:
    if entry.email and not _EMAIL.fullmatch(entry.email):
        raise Refused(f"“{entry.email[:60]}” is not an e-mail address.", field="email")
    if not entry.web:
        return
    try:
        parts = urlsplit(entry.web)
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in host or len(entry.web) > 300 or " " in entry.web:
        raise Refused(f"“{entry.web[:60]}” is not the address of a website.", field="web")


def _check_ages(entry: Entry) -> None:
    low, high = entry.minimum_age or 0, 130 if entry.maximum_age is None else entry.maximum_age
    if not 0 <= low <= high <= 130:
        raise Refused("The youngest age must be below the oldest.", field="minimum_age")


def _check_place(place: Place) -> None:
    if (place.latitude is None) != (place.longitude is None):
        raise Refused("Coordinates are two numbers: give both or none.", field="latitude")
    if place.postcode and not POSTCODE.fullmatch(place.postcode.strip()):
        raise Refused(f"“{place.postcode[:12]}” is not a postcode.", field="postcode")
    within = place.latitude is None or (
        abs(place.latitude) <= 90 and place.longitude is not None and abs(place.longitude) <= 180
    )
    if not within:
        raise Refused("These coordinates are not on the earth.", field="latitude")
