"""What the packs take from outside, and the links that every public page carries."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from waymark.content.queries import path_of
from waymark.content.terms import Surroundings
from waymark.ui.links import Links
from waymark.ui.service import service
from waymark.ui.templatetags.ui import hours_in_words


def doors(language: str) -> dict[str, str]:
    """The addresses of other rooms by the names that packs use, as settings.DOORS has them."""
    ways: Mapping[str, str] = getattr(settings, "DOORS", {})
    return {door: path.format(language=language) for door, path in ways.items()}


def surroundings() -> Surroundings:
    """For settings.PACK_SURROUNDINGS."""
    facts = service()
    said = {"name": facts.name, "area": facts.area, "hours": hours_in_words(), "site": facts.site_name}
    today = datetime.now(ZoneInfo(settings.TIME_ZONE)).date()
    return Surroundings(said, facts.phone, doors, today, show_drafts=settings.PACK_DRAFTS)


def shared_links(language: str) -> Links:
    """For settings.UI_LINKS."""
    ways = doors(language)
    return Links(
        home=path_of("front", language),
        danger=path_of("danger", language),
        device=path_of("device", language),
        talk=ways["talk"],
        mailbox=ways["mailbox"],
    )
