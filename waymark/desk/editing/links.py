"""Where the site's links lead: inside, held to at every publish; outside, looked up by hand, as facts are."""

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from waymark.content.attention import files_by_fact, pages_by_fact
from waymark.content.folders import PackText
from waymark.content.layers import lay_packs
from waymark.content.stored import candidate, items, live_packs
from waymark.content.terms import FactKind, ItemKind
from waymark.desk.editing.facts import HALF_A_YEAR
from waymark.desk.editing.found import short
from waymark.desk.frame.draw import draw
from waymark.records.days import day
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

_INSIDE: Final = re.compile(r"\]\((?:page|door):[a-z0-9-]+")


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES)
def view_links(request: HttpRequest) -> HttpResponse:
    """Every inner link was followed. This desk reaches no other site, so a person looks at those."""
    packs, today = live_packs(), day()
    layers = lay_packs(packs)
    pages, files = pages_by_fact(layers), files_by_fact(layers)
    inside = sum(len(_INSIDE.findall(text)) for pack in packs for text in pack.files.values())
    facts = {item.name: item for pack in settings.PACKS for item in items(ItemKind.FACT, packs=[pack])}
    outside = sorted(
        (fact for fact in layers.facts.values() if fact.kind is FactKind.WEB),
        key=lambda fact: (not fact.needs_mark(today), fact.review_due, fact.id),
    )
    context = {
        "inside": inside,
        "broken": _what_is_broken(_digest(packs)),
        "outside": [
            (
                fact,
                facts.get(fact.id),
                fact.needs_mark(today),
                len(pages.get(fact.id, ())) + len(files.get(fact.id, ())),
            )
            for fact in outside
        ],
        "next": today + HALF_A_YEAR,
    }
    return draw(request, "desk/editing/links.html", context)


@lru_cache(maxsize=1)
def _what_is_broken(_live: str) -> str:
    """Makes the whole site to see whether it holds: once for what is live, since it takes a second."""
    try:
        candidate()
    except Refused as refused:
        return short(refused.sentence)
    return ""


def _digest(packs: Sequence[PackText]) -> str:
    """Changes with every word that is live."""
    texts = [(pack.name, sorted(pack.files.items()), sorted(pack.hidden)) for pack in packs]
    return hashlib.sha256(repr(texts).encode()).hexdigest()
