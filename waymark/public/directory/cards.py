"""One entry as the page says it: a line for the list, and the rest for whoever taps its name.

Beside every number stands what is known of its cost and bill, what is not, and what it leaves behind.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from waymark.clocks.opening import Now, Opening, how_it_stands, runs_of
from waymark.directory.entries import Listed, Number
from waymark.directory.phones import is_free_to_call, show_number
from waymark.directory.places import WHOLE_COUNTRY, known_places
from waymark.directory.rules import needs_check_first
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, How, Known, NumberKind, What
from waymark.ui.days import say_month, say_time, say_weekday

# What the page can see for itself in an entry, and what its heading says.
TOLD: Final = frozenset({How.PHONE, How.TEXT, How.EMAIL, How.WEB, What.EMERGENCY})
TERM_NAMES: Final[list[tuple[str, str]]] = [*WHAT_NAMES.items(), *WHOM_NAMES.items(), *HOW_NAMES.items()]
FREE: Final = {
    Known.YES: gettext_noop("Free."),
    Known.NO: gettext_noop("Not free."),
    Known.UNKNOWN: gettext_noop("Cost not known."),
}
BILL: Final = {
    Known.YES: gettext_noop("Shows on the bill."),
    Known.NO: gettext_noop("Not on the bill."),
    Known.UNKNOWN: gettext_noop("May show on the bill."),
}
"""What nobody has said of a bill counts as something that may show."""


@dataclass(frozen=True, slots=True)
class Way:
    """One link: what it does, where it leads, and what is known of what it costs and leaves behind."""

    lead: str
    href: str
    shown: str
    after: str
    marks: str


@dataclass(frozen=True, slots=True)
class Card:
    """What the list says of one entry: enough to ring. `key` is what its name sends when it is pressed."""

    id: UUID
    key: str
    name: str
    first: str
    terms: str
    ways: tuple[Way, ...]
    now: str
    hours: str
    access: str
    checked: str
    lost: bool
    """Nothing here says how to reach it."""


@dataclass(frozen=True, slots=True)
class More:
    """What an entry says besides: shown when its name is pressed."""

    about: str
    notes: str
    ways: tuple[Way, ...]


def card_of(listed: Listed, at: datetime, holidays: Collection[date], key: str) -> Card:
    """The card of an entry at a moment on the service's own clock."""
    entry = listed.entry
    now, hours = _hours(entry.opening, at, holidays) if entry.opening else ("", entry.hours_words)
    first = ""
    if needs_check_first(entry, listed.review_due, at.date()):
        first = entry.check_first or _("Nobody has checked this for a while.")
    held = {*entry.what, *entry.whom, *entry.how} - TOLD
    ways = tuple(_number(each) for each in entry.numbers) or _online(listed)[:1]
    return Card(
        id=listed.id,
        key=key,
        name=entry.name,
        first=first,
        terms=" · ".join(_(name) for term, name in TERM_NAMES if term in held),
        ways=ways,
        now=now,
        hours=hours,
        access=entry.access,
        checked=_checked(listed.checked_on) if listed.checked_on else "",
        lost=not ways and not entry.place,
    )


def more_of(listed: Listed) -> More:
    """For whom, what it costs, where: what an editor wrote, as sentences; and the ways not on the list."""
    entry, place = listed.entry, listed.entry.place
    where = ", ".join(filter(None, (place.address, place.town, place.postcode))) if place else ""
    # The heading says the country.
    areas = ", ".join(area for area in entry.areas if area != WHOLE_COUNTRY)
    said = (each.strip(" .") for each in (entry.who, entry.cost, where, areas))
    online = _online(listed)
    notes = ". ".join(each[:1].upper() + each[1:] for each in said if each)
    return More(entry.about, notes, online if entry.numbers else online[1:])


def _online(listed: Listed) -> tuple[Way, ...]:
    entry = listed.entry
    ways = []
    if entry.web:
        host = (urlsplit(entry.web).hostname or "").removeprefix("www.")
        ways.append(Way("", entry.web, host, "", _("Stays in the history.")))
    if entry.email:
        ways.append(Way("", f"mailto:{entry.email}", entry.email, "", _("Stays in the sent e-mails.")))
    return tuple(ways)


def _checked(on: date) -> str:
    # Translators: on which day facts were checked.
    return _("Checked %(day)s %(month)s %(year)s") % {
        "day": on.day,
        "month": say_month(on.month),
        "year": on.year,
    }


def _number(each: Number) -> Way:
    dialled, shown = each.number.replace(" ", ""), show_number(each.number)
    if each.kind is NumberKind.TEXT:
        after = _("with the word %(word)s") % {"word": each.send} if each.send else ""
        leaves = _("Stays in the list of texts.")
        return Way(_("Text"), f"sms:{dialled}", shown, after, f"{_cost(each)} {leaves}")
    lead = _("Text relay") if each.kind is NumberKind.RELAY else _("Call")
    leaves = _("Stays in the list of calls.")
    return Way(lead, f"tel:{dialled}", shown, "", f"{_cost(each)} {leaves}")


def _cost(each: Number) -> str:
    free = each.free
    if free is Known.UNKNOWN and each.kind is not NumberKind.TEXT and is_free_to_call(each.number):
        free = Known.YES
    return f"{_(FREE[free])} {_(BILL[each.on_bill])}"


def point_of(listed: Listed) -> str:
    """Where to sort an entry: its place, or the middle of the first town that it is for."""
    place = listed.entry.place
    if place and place.latitude is not None and place.longitude is not None:
        return f"{place.latitude:.2f},{place.longitude:.2f}"
    towns = (known_places().town(area) for area in listed.entry.areas)
    found = next((town for town in towns if town), None)
    return f"{found[0]:.2f},{found[1]:.2f}" if found else ""


def _hours(opening: Opening, at: datetime, holidays: Collection[date]) -> tuple[str, str]:
    if opening.is_always:
        return "", _("Open day and night.")
    now = how_it_stands(opening, at, holidays)
    said = []
    for first, last, stretches in runs_of(opening):
        days = say_weekday(first)
        if first == 0 and last == 6:
            days = _("Every day")
        elif first != last:
            days = pgettext("days", "%(first)s to %(last)s") % {"first": days, "last": say_weekday(last)}
        times = ", ".join(
            pgettext("hours", "%(opens)s to %(closes)s")
            % {"opens": say_time(each.opens), "closes": say_time(each.closes)}
            for each in stretches
        )
        said.append(f"{days} {times}")
    return _now(now, at), "; ".join(said)


def _now(now: Now, at: datetime) -> str:
    if now.unsure:
        return _("Today is a bank holiday: check first.")
    if now.is_open:
        return (
            _("Open now, until %(hour)s.") % {"hour": say_time(now.until.time())}
            if now.until
            else _("Open now.")
        )
    if now.opens is None:
        return _("Closed now.")
    if now.opens.date() == at.date():
        return _("Closed now. Opens today at %(hour)s.") % {"hour": say_time(now.opens.time())}
    return _("Closed now. Opens %(day)s at %(hour)s.") % {
        "day": say_weekday(now.opens.weekday()),
        "hour": say_time(now.opens.time()),
    }
