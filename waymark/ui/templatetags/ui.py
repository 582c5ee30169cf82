"""Tags for the layouts: the service's facts, the shared links, the inline style and script. No database."""

import calendar

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from waymark.clocks.hours import DAYS, week_in_lines
from waymark.ui.inline import MADE, SCRIPT, STYLE
from waymark.ui.links import Links, links
from waymark.ui.service import Service, service

register = template.Library()
_NAMES = dict(zip(DAYS, calendar.day_name, strict=True))


@register.simple_tag(name="service")
def service_facts() -> Service:
    return service()


@register.simple_tag(name="shared_links")
def shared_links(language: str) -> Links:
    return links(language or "en")


@register.simple_tag
def inline_style() -> SafeString:
    return mark_safe(f"<style>{STYLE}</style>")  # noqa: S308 - our own file, allowed by its hash


@register.simple_tag
def inline_script() -> SafeString:
    return mark_safe(f"<script>{SCRIPT}</script>")  # noqa: S308 - our own file, allowed by its hash


@register.simple_tag
def inline_made() -> str:
    """Names the style and script that a page was made with."""
    return MADE


@register.simple_tag
def hours_in_words() -> str:
    """The service's hours as a person says them: "Monday to Friday, 9am to 5pm"."""
    said = []
    for first, last, spans in week_in_lines(service().hours):
        days = _NAMES[DAYS[first]] if first == last else f"{_NAMES[DAYS[first]]} to {_NAMES[DAYS[last]]}"
        times = " and ".join(
            f"{_clock(s.opens.hour, s.opens.minute)} to {_clock(s.closes.hour, s.closes.minute)}"
            for s in spans
        )
        said.append(f"{days}, {times}")
    return "; ".join(said)


def _clock(hour: int, minute: int) -> str:
    if (hour, minute) in {(0, 0), (12, 0)}:
        return "midnight" if hour == 0 else "noon"
    minutes = f".{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{minutes}{'am' if hour < 12 else 'pm'}"


@register.filter
@stringfilter
def tel(number: str) -> SafeString:
    """A phone number as a link that dials it, kept in its own direction."""
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return format_html('<a class="tel" href="tel:{}"><bdi>{}</bdi></a>', digits, number)
