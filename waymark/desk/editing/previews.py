"""The page as it would be published, in a frame that can do nothing: no script, no form, no way out."""

import re
from typing import Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string

from waymark.content.layers import lay_packs
from waymark.content.models import Item
from waymark.content.stored import key_of, live_packs, sketch
from waymark.content.terms import FALLBACK, ItemKind, PackFault
from waymark.desk.editing.forms import TextForm
from waymark.desk.editing.found import find_item, find_revision, told
from waymark.desk.editing.pages import going_text, typed_text
from waymark.press.drawing import draw_preview
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.policies import public_policy, write_policy
from waymark.ui.postures import Posture, posture
from waymark.ui.service import service

_SHOWN: Final = frozenset({ItemKind.PAGE.value, ItemKind.PART.value, ItemKind.FACT.value})


@posture(Posture.PERMITTED, permission=Permission.EDIT_PAGES)
def preview(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """With what stands in the form, or else with the words that an editor goes on with. Nothing is kept."""
    item = _shown(find_item(item_id))
    if request.method != "POST":
        return _draw(item, going_text(item))
    form = TextForm(request.POST, has_heading=item.kind == ItemKind.PAGE.value)
    if not form.is_valid():
        return _frame(_say("Give it a heading and some words first."))
    return _draw(item, typed_text(item, form))


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES)
def preview_revision(_request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """With this revision."""
    revision = find_revision(revision_id)
    return _draw(_shown(revision.item), revision.text)


def _shown(item: Item) -> Item:
    if item.kind not in _SHOWN:
        raise Http404
    return item


def _draw(item: Item, text: str) -> HttpResponse:
    try:
        library = sketch({key_of(item): text})
        page, language = _page_with(item), item.language or FALLBACK
        if (FALLBACK, page) not in library.pages:
            return _frame(_say("No page shows this yet."))
        return _frame(draw_preview(library, page, language))
    except (Refused, PackFault) as fault:
        return _frame(_say(f"It would be refused: {told(str(fault), item, text)}"))


def _page_with(item: Item) -> str:
    """The page itself, or the first one that shows this part or fact."""
    if item.kind == ItemKind.PAGE.value:
        return item.name
    names = re.compile(rf"\b{item.kind}:{re.escape(item.name)}(?![a-z0-9-])")
    raw = lay_packs(live_packs()).raw
    return next((name for (_, name), page in raw.items() if names.search(page.markdown)), "")


def _say(sentence: str) -> str:
    return render_to_string("desk/editing/unseen.html", {"sentence": sentence})


def _frame(html: str) -> HttpResponse:
    """The public face's own policy, but that our own desk may frame it and that it may do nothing."""
    policy = {**public_policy(service().exit), "frame-ancestors": ["'self'"], "form-action": ["'none'"]}
    policy["script-src"] = ["'none'"]
    answer = HttpResponse(html)
    answer.headers["Content-Security-Policy"] = f"{write_policy(policy)}; sandbox"
    return answer
