"""What the packs take from outside, and the links that every public page carries."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from waymark.clocks.saying import Sayable
from waymark.content.queries import path_of
from waymark.content.terms import Surroundings
from waymark.ui.days import say
from waymark.ui.languages import direction, has_catalogue
from waymark.ui.links import Links
from waymark.ui.service import service


def doors(language: str) -> dict[str, str]:
    """The addresses of other rooms by the names that packs use, as settings.DOORS has them."""
    ways: Mapping[str, str] = getattr(settings, "DOORS", {})
    return {door: path.format(language=language) for door, path in ways.items()}


def surroundings() -> Surroundings:
    """For settings.PACK_SURROUNDINGS."""
    facts = service()
    return Surroundings(
        service={
            "name": facts.name,
            "area": facts.area,
            "site": facts.site_name,
            "phone": facts.phone,
            "hours": facts.hours,
            **facts.statements,
        },
        say=_say_in,
        speaks=has_catalogue,
        direction=direction,
        doors=doors,
        today=datetime.now(ZoneInfo(settings.TIME_ZONE)).date(),
        show_drafts=settings.PACK_DRAFTS,
    )


def _say_in(what: Sayable, language: str) -> str:
    with translation.override(language):
        return say(what)


def shared_links(language: str) -> Links:
    """For settings.UI_LINKS."""
    ways = doors(language)
    return Links(
        home=path_of("front", language),
        danger=path_of("danger", language),
        device=path_of("device", language),
        talk=ways["talk"],
        others=ways.get("organisations", ""),
        mailbox=ways["mailbox"],
    )
