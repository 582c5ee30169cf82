"""One revision: what changed, who answers for it, when it goes live. What belongs together moves together."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.content.actions import writing
from waymark.content.comparing import compare, near_changes
from waymark.content.layers import lay_packs
from waymark.content.models import Revision
from waymark.content.rules import may_ask, may_drop, may_edit, may_publish, may_review
from waymark.content.stored import candidate, live_packs
from waymark.content.terms import ItemKind, RevisionState
from waymark.desk.editing.forms import DayForm, RemarkForm
from waymark.desk.editing.found import (
    GONE,
    STATES,
    address_of,
    find_revision,
    kind_of,
    names,
    places_of,
    title_of,
    told,
)
from waymark.desk.editing.policies import FRAMING
from waymark.desk.editing.together import goes_with
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.press.publishing import publish_now
from waymark.records.refusal import Refused
from waymark.records.turns import turn
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

EDIT, PUBLISH = Permission.EDIT_PAGES, Permission.PUBLISH_PAGES
_IN_BLOCKS = frozenset({ItemKind.PAGE.value, ItemKind.PART.value})


@posture(Posture.PERMITTED, permission=PUBLISH)
def view(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """What would change, block by block, and what the reader may do about it."""
    return _draw(request, find_revision(revision_id))


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def ask(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """A draft goes to a second person, if the site would hold with it."""
    revision, by = find_revision(revision_id), member_of(request)

    def once(each: Revision) -> None:
        if each.id == revision.id or may_ask(by, each):
            writing.ask_for_review(revision=each.id, by=by)

    return _do(request, revision, once, "Somebody else can review it now.", holds=True)


@posture(Posture.PERMITTED, permission=PUBLISH, posts_only=True)
def approve(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """A second person answers for it too."""
    revision, by = find_revision(revision_id), member_of(request)

    def once(each: Revision) -> None:
        if each.id == revision.id or may_review(by, each):
            writing.review(revision=each.id, by=by)

    return _do(request, revision, once, "Reviewed. It can go live now, or on a day.", holds=True)


@posture(Posture.PERMITTED, permission=PUBLISH, posts_only=True)
def send_back(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """It is a draft again, with a sentence."""
    revision, by = find_revision(revision_id), member_of(request)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _draw(request, revision, remark=form)

    def once(each: Revision) -> None:
        if each.id == revision.id or may_review(by, each):
            writing.send_back(revision=each.id, by=by, remark=form.cleaned_data["remark"])

    return _do(request, revision, once, "It went back with what you said.")


@posture(Posture.PERMITTED, permission=PUBLISH, posts_only=True)
def publish(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """It is live a moment later."""
    revision, by = find_revision(revision_id), member_of(request)
    try:
        publish_now(revisions=[revision.id, *(each.id for each in goes_with(revision))], by=by)
    except Refused as refused:
        return _draw(request, revision, trouble=told(refused.sentence, revision.item, revision.text))
    say(request, "It is live. Everybody sees it within two seconds.")
    return redirect("desk:revision-view", revision.id)


@posture(Posture.PERMITTED, permission=PUBLISH, posts_only=True)
def schedule(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """It goes live when that day begins."""
    revision, by = find_revision(revision_id), member_of(request)
    form = DayForm(request.POST)
    if not form.is_valid():
        return _draw(request, revision, day=form)
    on = form.cleaned_data["publish_on"]
    try:
        if goes_with(revision):
            raise Refused("A new page goes live with its shelf: publish it by hand.", field="publish_on")
        writing.publish_on(revision=revision.id, on=on, by=by)
    except Refused as refused:
        form.add_error("publish_on", refused.sentence)
        return _draw(request, revision, day=form)
    say(request, f"It goes live on {on:%A} {on.day} {on:%B}.")
    return redirect("desk:revision-view", revision.id)


def _do(
    request: HttpRequest,
    revision: Revision,
    once: Callable[[Revision], None],
    said: str,
    *,
    holds: bool = False,
) -> HttpResponse:
    """The verb for this revision and for what goes with it, or for none of them."""
    others = goes_with(revision)
    try:
        if holds:
            candidate(revisions=[revision, *others])
        with turn():
            for each in (revision, *others):
                once(each)
    except Refused as refused:
        return _draw(request, revision, trouble=told(refused.sentence, revision.item, revision.text))
    say(request, said)
    return redirect("desk:revision-view", revision.id)


def _draw(request: HttpRequest, revision: Revision, trouble: str = "", **forms: Any) -> HttpResponse:
    item, by = revision.item, member_of(request)
    known = names()
    rows = compare(item.text, revision.text, in_blocks=item.kind in _IN_BLOCKS)
    state = RevisionState(revision.state)
    context = {
        "item": item,
        "revision": revision,
        "title": title_of(item, revision.text),
        "kind": kind_of(item),
        "state": STATES[state],
        "rows": near_changes(rows),
        "every": rows,
        "changed": sum(row.change != "same" for row in rows),
        "writer": known.get(revision.written_by, ""),
        "reviewer": known.get(revision.reviewed_by, ""),
        "others": [(each, title_of(each.item, each.text)) for each in goes_with(revision)],
        "touched": _places_touched(revision),
        "edit": address_of(item),
        "is_mine": revision.written_by == by.id,
        "may_bring_back": may_edit(by) and state in GONE,
        "may_drop": may_drop(by, revision),
        "is_live": state is RevisionState.PUBLISHED,
        "is_waiting": state is RevisionState.ASKED,
        "has_preview": item.kind in _IN_BLOCKS or item.kind == ItemKind.FACT.value,
        "may_edit": may_edit(by),
        "may_ask": may_ask(by, revision),
        "may_review": may_review(by, revision),
        "may_publish": may_publish(by, revision),
        "remark": forms.get("remark") or RemarkForm(),
        "day": forms.get("day") or DayForm(initial={"publish_on": revision.publish_on}),
        "trouble": trouble,
    }
    answer = draw(request, "desk/editing/revision.html", context, status=409 if trouble else 200)
    answer.headers["Content-Security-Policy"] = FRAMING
    return answer


def _places_touched(revision: Revision) -> list[str]:
    """Where a fact stands."""
    is_fact = revision.item.kind == ItemKind.FACT.value
    return places_of(revision.item.name, lay_packs(live_packs())) if is_fact else []
