"""The facts about the service that a page may show. They come from settings; none is made up here."""

from collections.abc import Mapping
from typing import Protocol, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from waymark.clocks.hours import Week
from waymark.clocks.saying import Sayable


class Service(Protocol):
    """What the pages read from settings.SERVICE."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def hours(self) -> Week: ...
    @property
    def area(self) -> str: ...
    @property
    def statements(self) -> Mapping[str, str | tuple[str, ...] | Sayable]: ...
    @property
    def years_kept(self) -> int: ...
    @property
    def exit(self) -> str: ...
    @property
    def site_name(self) -> str: ...
    @property
    def nation(self) -> str: ...
    @property
    def demonstration(self) -> bool: ...
    @property
    def attachments(self) -> bool: ...


def service() -> Service:
    """The facts in settings.SERVICE; a face without them refuses to draw a page."""
    facts = getattr(settings, "SERVICE", None)
    if facts is None:
        raise ImproperlyConfigured("settings.SERVICE is missing: a page never invents a phone number")
    return cast(Service, facts)
