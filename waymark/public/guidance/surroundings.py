"""What the packs take from outside, and the links that every public page carries."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from waymark.content.queries import path_of
from waymark.content.terms import Surroundings
from waymark.ui.links import Links
from waymark.ui.service import service
from waymark.ui.templatetags.ui import hours_in_words

DOORS: Final = {"talk": "public:contact-start", "mailbox": "public:mailbox-enter"}


def doors(language: str) -> dict[str, str]:
    """The addresses of other rooms by the names that packs use; an absent room leads to the phone."""
    phone = f"tel:{service().phone.replace(' ', '')}"
    return {door: _reverse(name, language) or phone for door, name in DOORS.items()}


def _reverse(name: str, language: str) -> str:
    for arguments in ({"language": language}, {}):
        try:
            return reverse(name, kwargs=arguments)
        except NoReverseMatch:
            continue
    return ""


def surroundings() -> Surroundings:
    """For settings.PACK_SURROUNDINGS."""
    facts = service()
    said = {"name": facts.name, "area": facts.area, "hours": hours_in_words(), "site": facts.site_name}
    today = datetime.now(ZoneInfo(settings.TIME_ZONE)).date()
    return Surroundings(said, facts.phone, doors, today, show_drafts=settings.PACK_DRAFTS)


def shared_links(language: str) -> Links:
    """For settings.UI_LINKS."""
    return Links(
        home=path_of("front", language),
        danger=path_of("danger", language),
        device=path_of("device", language),
        talk=_reverse(DOORS["talk"], language),
        mailbox=_reverse(DOORS["mailbox"], language),
    )
