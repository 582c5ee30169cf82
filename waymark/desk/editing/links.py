"""Where the site's links lead: inside, held to at every publish; outside, looked up by hand, as facts are."""

import re
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from waymark.content.attention import pages_by_fact
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
    """Every inner link is followed now. This desk reaches no other site, so a person looks at those."""
    packs, today = live_packs(), day()
    layers = lay_packs(packs)
    uses = pages_by_fact(layers)
    inside = sum(len(_INSIDE.findall(text)) for pack in packs for text in pack.files.values())
    try:
        candidate()
        broken = ""
    except Refused as refused:
        broken = short(refused.sentence)
    facts = {item.name: item for pack in settings.PACKS for item in items(ItemKind.FACT, packs=[pack])}
    outside = sorted(
        (fact for fact in layers.facts.values() if fact.kind is FactKind.WEB),
        key=lambda fact: (not fact.needs_mark(today), fact.review_due, fact.id),
    )
    context = {
        "inside": inside,
        "broken": broken,
        "outside": [
            (fact, facts.get(fact.id), fact.needs_mark(today), len(uses.get(fact.id, ()))) for fact in outside
        ],
        "next": today + HALF_A_YEAR,
    }
    return draw(request, "desk/editing/links.html", context)
