"""Facts: what each says, where it stands, and the one press that says it was looked up today."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.content.actions.writing import write
from waymark.content.drafting import Checked
from waymark.content.files import read_facts
from waymark.content.layers import lay_packs
from waymark.content.models import Item
from waymark.content.retelling import fact_text
from waymark.content.rules import may_edit, may_withdraw
from waymark.content.stored import candidate, key_of, live_packs, mark_of, newest
from waymark.content.terms import Fact, FactKind, FactStatus, ItemKind, PackFault, RevisionState
from waymark.desk.editing.forms import CheckForm, FactForm
from waymark.desk.editing.found import STATES, address_of, find_item, has_words, places_of, told
from waymark.desk.editing.pages import going_text
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.press.publishing import check_fact_now
from waymark.records.days import day
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

HALF_A_YEAR: Final = timedelta(days=182)
_FIELDS: Final = ("value", "source", "owner", "review_due", "checked_on", "because")


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES)
def edit(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Everything that the fact says, with where it stands. A change is a draft; a check is live at once."""
    item, by = find_fact(item_id), member_of(request)
    if not has_words(item):
        return redirect(address_of(item))
    fact = read_fact(going_text(item))
    initial = {name: getattr(fact, name) for name in _FIELDS} | {
        "kind": fact.kind.value,
        "status": fact.status.value,
        "seen": mark_of(item),
    }
    form = FactForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if not may_edit(by):
            raise Http404
        if form.is_valid():
            try:
                text = _typed(item, form.cleaned_data)
                candidate({key_of(item): text})
                made = write(key=key_of(item), text=text, by=by, seen=form.cleaned_data["seen"])
            except Refused as refused:
                _blame(form, item, refused)
            else:
                return redirect("desk:revision-view", made.id)
    return draw_fact(request, item, form)


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES, posts_only=True)
def check(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Looked up today and still right: live at once, and due again later."""
    item, by = find_fact(item_id), member_of(request)
    form = CheckForm(request.POST, auto_id="check_%s")
    if not form.is_valid():
        return draw_fact(request, item, None, form)
    fact, said = read_fact(item.text), form.cleaned_data
    seen = Checked(fact.value, said["source"], fact.owner, day(), said["review_due"])
    try:
        check_fact_now(item=item.id, checked=seen, by=by)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        return draw_fact(request, item, None, form)
    due = said["review_due"]
    say(request, f"Still right. Due again by {due.day} {due:%B %Y}.")
    return redirect("desk:pages-view")


def find_fact(item_id: UUID) -> Item:
    item = find_item(item_id)
    if item.kind != ItemKind.FACT.value:
        raise Http404
    return item


def read_fact(text: str) -> Fact:
    """Raises PackFault."""
    return next(iter(read_facts(Path("facts.toml"), text).values()))


def _typed(item: Item, said: dict[str, Any]) -> str:
    text = fact_text(
        going_text(item),
        kind=FactKind(said["kind"]),
        value=said["value"],
        source=said["source"],
        owner=said["owner"].strip(),
        review_due=said["review_due"],
        status=FactStatus(said["status"]),
        checked_on=said["checked_on"],
        because=said["because"],
    )
    if said["status"] == FactStatus.CHECKED.value and (not said["checked_on"] or said["checked_on"] > day()):
        raise Refused("Say on which day it was checked: today, or before.", field="checked_on")
    if said["status"] == FactStatus.SETTLED.value and not said["because"].strip():
        raise Refused("Say why a mark on the page would do harm.", field="because")
    if said["kind"] == FactKind.WEB.value and not said["value"].startswith("https://"):
        raise Refused("An address starts with https://", field="value")
    try:
        read_fact(text)
    except PackFault as fault:
        raise Refused(fault.reason) from None
    return text


def _blame(form: FactForm, item: Item, refused: Refused) -> None:
    if refused.field == "seen":
        form.begin_again(mark_of(item))
        now = read_fact(going_text(item))
        form.add_error(
            "value",
            f"Somebody else saved this meanwhile. It says now: {now.value}. Save again to keep yours.",
        )
        return
    known = refused.field if refused.field in form.fields else None
    form.add_error(known, told(refused.sentence, item, going_text(item)))


def draw_fact(
    request: HttpRequest, item: Item, form: FactForm | None, checking: CheckForm | None = None
) -> HttpResponse:
    by, layers = member_of(request), lay_packs(live_packs())
    fact = read_fact(item.text or going_text(item))
    revision = newest(item)
    if form is None:
        initial = {name: getattr(fact, name) for name in _FIELDS} | {
            "kind": fact.kind.value,
            "status": fact.status.value,
            "seen": mark_of(item),
        }
        form = FactForm(initial=initial)
    first = {"source": fact.source, "review_due": max(fact.review_due, day() + HALF_A_YEAR)}
    context = {
        "item": item,
        "fact": fact,
        "is_overdue": fact.review_due < day(),
        "is_settled": fact.status is FactStatus.SETTLED,
        "form": form,
        "checking": checking or CheckForm(initial=first, auto_id="check_%s"),
        "used": places_of(item.name, layers),
        "revision": revision,
        "state": STATES[RevisionState(revision.state)] if revision else "",
        "may_edit": may_edit(by),
        "may_check": may_withdraw(by) and item.is_live,
    }
    return draw(request, "desk/editing/fact.html", context)
