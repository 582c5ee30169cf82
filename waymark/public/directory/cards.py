"""One entry as the page says it: numbers with what they leave behind, hours in words, marks of doubt."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waymark.clocks.opening import Now, Opening, how_it_stands, runs_of
from waymark.directory.entries import Listed, Number
from waymark.directory.phones import show_number
from waymark.directory.places import known_places
from waymark.directory.rules import needs_check_first
from waymark.directory.terms import How, Known, NumberKind
from waymark.ui.days import say_month, say_time, say_weekday

# What the page can see for itself in an entry.
TOLD_BY_LINKS = frozenset({How.PHONE, How.TEXT, How.EMAIL, How.WEB})


@dataclass(frozen=True, slots=True)
class NumberCard:
    """A number as a link, and what using it leaves behind."""

    lead: str
    href: str
    shown: str
    after: str
    leaves: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that the page says of one entry."""

    key: str
    name: str
    about: str
    who: str
    areas: str
    numbers: tuple[NumberCard, ...]
    web: str
    web_shown: str
    email: str
    hours: str
    now: str
    access: str
    cost: str
    place: str
    first: str
    checked: str
    terms: str
    point: str


def card_of(listed: Listed, at: datetime, holidays: Collection[date], *, signs: int) -> Card:
    """The card of an entry at a moment on the service's own clock; its key is the first `signs` of its id."""
    entry = listed.entry
    host = (urlsplit(entry.web).hostname or "").removeprefix("www.") if entry.web else ""
    now, hours = _hours(entry.opening, at, holidays) if entry.opening else ("", entry.hours_words)
    first = ""
    if needs_check_first(entry, listed.review_due, at.date()):
        first = entry.check_first or _("Nobody has checked this for a while.")
    place = entry.place
    return Card(
        key=listed.id.hex[:signs],
        name=entry.name,
        about=entry.about,
        who=entry.who,
        areas=", ".join(entry.areas),
        numbers=tuple(_number(each) for each in entry.numbers),
        web=entry.web,
        web_shown=host,
        email=entry.email,
        hours=hours,
        now=now,
        access=entry.access,
        cost=entry.cost,
        place=", ".join(filter(None, (place.address, place.town, place.postcode))) if place else "",
        first=first,
        checked=_checked(listed.checked_on) if listed.checked_on else "",
        terms=" ".join(sorted([*entry.whom, *entry.what, *(entry.how - TOLD_BY_LINKS)])),
        point=_point(listed),
    )


def _checked(on: date) -> str:
    # Translators: on which day facts were checked.
    return _("Checked %(day)s %(month)s %(year)s") % {
        "day": on.day,
        "month": say_month(on.month),
        "year": on.year,
    }


def _number(each: Number) -> NumberCard:
    dialled = each.number.replace(" ", "")
    if each.kind is NumberKind.TEXT:
        after = _("with the word %(word)s") % {"word": each.send} if each.send else ""
        return NumberCard(
            _("Text"), f"sms:{dialled}", show_number(each.number), after, _("The text stays on the phone.")
        )
    lead = _("Text relay") if each.kind is NumberKind.RELAY else _("Call")
    free = _("Free.") if each.free is Known.YES else _("Not free.") if each.free is Known.NO else ""
    bill = {
        Known.YES: _("Shows on the bill."),
        Known.NO: _("Not on the bill."),
        Known.UNKNOWN: _("On the bill: not known."),
    }[each.on_bill]
    leaves = " ".join(filter(None, (free, _("Stays in the call list."), bill)))
    return NumberCard(lead, f"tel:{dialled}", show_number(each.number), "", leaves)


def _point(listed: Listed) -> str:
    """Where to sort an entry: its place, or the middle of the first town that it is for."""
    place = listed.entry.place
    if place and place.latitude is not None and place.longitude is not None:
        return f"{place.latitude:.2f},{place.longitude:.2f}"
    towns = (known_places().town(area) for area in listed.entry.areas)
    found = next((town for town in towns if town), None)
    return f"{found[0]:.2f},{found[1]:.2f}" if found else ""


def _hours(opening: Opening, at: datetime, holidays: Collection[date]) -> tuple[str, str]:
    if opening.is_always:
        return _("Open day and night."), ""
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
