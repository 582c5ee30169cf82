"""Tags for the layouts: the service's facts, the shared links, the inline style and script. No database."""

import re
from typing import Final

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import normalize_newlines

from waymark.ui.days import say_week
from waymark.ui.inline import LISTEN, MADE, MORE_STYLE, SCRIPT, STYLE
from waymark.ui.links import Links, links
from waymark.ui.service import Service, service

register = template.Library()
_GAP: Final = re.compile(r"\n[ \t]*\n\s*")
_NUMBER: Final = re.compile(r"\+?\d[\d ()-]{4,}\d")
"""A phone number as people write it. Where lines run from right to left its groups would change places."""


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
def inline_more_style() -> SafeString:
    """For the body: a page that is swapped in brings it along."""
    return mark_safe(f"<style>{MORE_STYLE}</style>")  # noqa: S308 - our own file, allowed by its hash


@register.simple_tag
def inline_listen() -> SafeString:
    """For the main part of a page that can be listened to."""
    return mark_safe(f"<script>{LISTEN}</script>")  # noqa: S308 - our own file, allowed by its hash


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
    return say_week(service().hours)


@register.filter
@stringfilter
def tel(number: str) -> SafeString:
    """A phone number as a link that dials it, kept in its own direction.

    The (0) of "+44 (0)1632 …" is for whoever leaves +44 away: dialled with it, it reaches nobody.
    """
    dialled = number.replace("(0)", "") if number.startswith("+") else number
    digits = "".join(sign for sign in dialled if sign.isdigit() or sign == "+")
    return format_html('<a class="tel" href="tel:{}"><bdi>{}</bdi></a>', digits, number)


@register.filter
@stringfilter
def isolate(text: str) -> SafeString:
    """A name or number set apart, so that its own direction leaves the sentence around it alone."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
@stringfilter
def paragraphs(text: str) -> SafeString:
    """Somebody's own words in paragraphs, each running its own way: one may be English, the next Urdu."""
    plain = normalize_newlines(text).strip()
    held = [escape(each).replace("\n", "<br>") for each in _GAP.split(plain) if each]
    return mark_safe("\n".join(f'<p dir="auto">{each}</p>' for each in held))  # noqa: S308 - escaped just above


@register.filter
@stringfilter
def as_written(text: str) -> SafeString:
    """Somebody's own words with their lines, and each phone number in them in the order of its digits."""
    lines = escape(text).replace("\n", "<br>")
    return mark_safe(_NUMBER.sub(r'<bdi dir="ltr">\g<0></bdi>', lines))  # noqa: S308 - escaped just above
