"""Days, dates and hours as a person says them, in the language of the page.

Whole names and patterns are translated, never glued fragments: a language may turn the order round.
"""

from datetime import date, time
from typing import Final

from django.utils.translation import gettext, gettext_noop, ngettext, pgettext

from waymark.clocks.hours import Span, Week, week_in_lines
from waymark.clocks.saying import Length, Sayable, Unit

WEEKDAYS: Final = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)

_DAY_AND_NIGHT: Final = Span(time(0), time(0))


def say(what: Sayable) -> str:
    """Hours, a day with its year, or a length of time."""
    if isinstance(what, Week):
        return say_week(what)
    return say_length(what) if isinstance(what, Length) else say_date(what)


def say_weekday(index: int) -> str:
    """The name of a day, Monday being 0."""
    return gettext(WEEKDAYS[index])


def say_month(month: int) -> str:
    """The name of a month as it stands in a date, January being 1."""
    return (
        pgettext("in a date", "January"),
        pgettext("in a date", "February"),
        pgettext("in a date", "March"),
        pgettext("in a date", "April"),
        pgettext("in a date", "May"),
        pgettext("in a date", "June"),
        pgettext("in a date", "July"),
        pgettext("in a date", "August"),
        pgettext("in a date", "September"),
        pgettext("in a date", "October"),
        pgettext("in a date", "November"),
        pgettext("in a date", "December"),
    )[month - 1]


def say_day(when: date) -> str:
    """A date in full: Tuesday 24 November."""
    # Translators: a date such as "Tuesday 24 November".
    return pgettext("date", "%(weekday)s %(day)s %(month)s") % {
        "weekday": say_weekday(when.weekday()),
        "day": when.day,
        "month": say_month(when.month),
    }


def say_date(when: date) -> str:
    """A date with its year: 24 November 2026."""
    # Translators: a date such as "24 November 2026".
    return pgettext("date", "%(day)s %(month)s %(year)s") % {
        "day": when.day,
        "month": say_month(when.month),
        "year": when.year,
    }


def say_length(length: Length) -> str:
    """So long: 20 working days, 6 weeks, 7 years."""
    if length.unit is Unit.YEARS:
        pattern = ngettext("%(count)s year", "%(count)s years", length.count)
    elif length.unit is Unit.WEEKS:
        pattern = ngettext("%(count)s week", "%(count)s weeks", length.count)
    else:
        pattern = ngettext("%(count)s working day", "%(count)s working days", length.count)
    return pattern % {"count": length.count}


def say_time(at: time) -> str:
    """A time of day: 9am, 5.30pm, noon."""
    if at.minute == 0 and at.hour in {0, 12}:
        return pgettext("time of day", "noon") if at.hour else pgettext("time of day", "midnight")
    if at.hour < 12:
        # Translators: before noon. Write %(hour24)s in place of %(hour)s if your readers count to 24.
        whole, pattern = (
            pgettext("before noon", "%(hour)sam"),
            pgettext("before noon", "%(hour)s.%(minutes)sam"),
        )
    else:
        # Translators: after noon. Write %(hour24)s in place of %(hour)s if your readers count to 24.
        whole, pattern = (
            pgettext("after noon", "%(hour)spm"),
            pgettext("after noon", "%(hour)s.%(minutes)spm"),
        )
    said = {"hour": at.hour % 12 or 12, "minutes": f"{at.minute:02}", "hour24": at.hour}
    return (pattern if at.minute else whole) % said


def say_week(week: Week) -> str:
    """Opening hours: "Monday to Friday, 9am to 5pm"."""
    if all(spans == (_DAY_AND_NIGHT,) for spans in week.days):
        return pgettext("opening hours", "day and night")
    lines = []
    for first, last, spans in week_in_lines(week):
        hours = pgettext("between two times", " and ").join(map(_say_span, spans))
        # Translators: opening hours of some days: "Monday to Friday, 9am to 5pm".
        line = pgettext("opening hours", "%(days)s, %(hours)s")
        lines.append(line % {"days": _say_days(first, last), "hours": hours})
    return pgettext("between two lines of opening hours", "; ").join(lines)


def _say_days(first: int, last: int) -> str:
    if first == last:
        return say_weekday(first)
    if (first, last) == (0, 6):
        return pgettext("days", "every day")
    # Translators: "Monday to Friday". Use a dash if "to" would change the form of the names.
    return pgettext("days", "%(first)s to %(last)s") % {
        "first": say_weekday(first),
        "last": say_weekday(last),
    }


def _say_span(span: Span) -> str:
    # Translators: "9am to 5pm".
    return pgettext("hours", "%(opens)s to %(closes)s") % {
        "opens": say_time(span.opens),
        "closes": say_time(span.closes),
    }
