"""The few links that every page carries. Who knows the pages sets UI_LINKS; ui itself knows no page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses in one language; an empty one is not shown."""

    home: str = ""
    danger: str = ""
    device: str = ""
    talk: str = ""
    others: str = ""
    mailbox: str = ""


def links(language: str) -> Links:
    """The links for pages in this language, as the callable named by settings.UI_LINKS gives them."""
    maker = getattr(settings, "UI_LINKS", "")
    return cast(Callable[[str], Links], import_string(maker))(language) if maker else Links()
