"""Editing a page, a part or a file; its history; taking it off the site; a new page."""

from contextlib import suppress
from dataclasses import replace
from secrets import choice
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from waymark.content.actions.writing import write
from waymark.content.comparing import compare, near_changes
from waymark.content.layers import lay_packs
from waymark.content.measures import measure
from waymark.content.models import Item, Revision
from waymark.content.pieces import Key, is_carried
from waymark.content.retelling import page_text, split_front, with_body, with_page_on_shelf
from waymark.content.rules import may_edit, may_release, may_withdraw
from waymark.content.stored import check_words, history, item_of, key_of, live_packs, mark_of, newest
from waymark.content.terms import FALLBACK, ItemKind, RevisionState
from waymark.desk.editing.forms import NewPageForm, TextForm
from waymark.desk.editing.found import (
    GONE,
    STATES,
    address_of,
    find_item,
    has_words,
    is_translation,
    kind_of,
    names,
    short,
    title_of,
    told,
)
from waymark.desk.editing.policies import FRAMING
from waymark.desk.editing.slots import slots_in
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.press.publishing import withdraw_now
from waymark.records.refusal import Refused
from waymark.records.turns import turn
from waymark.staff.models import Member
from waymark.staff.terms import Permission
from waymark.ui.languages import own_name
from waymark.ui.postures import Posture, posture

EDIT, PUBLISH = Permission.EDIT_PAGES, Permission.PUBLISH_PAGES
_MAY_GO: Final = frozenset({ItemKind.PAGE.value, ItemKind.PART.value, ItemKind.FACT.value})
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


@posture(Posture.PERMITTED, permission=EDIT)
def edit(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """The words in a form, the page beside it. Saving keeps a draft, also of what would not hold yet."""
    item = find_item(item_id)
    if is_carried(key_of(item)):
        raise Http404
    if item.kind == ItemKind.FACT.value or is_translation(item) or not has_words(item):
        return redirect(address_of(item))
    text, has_heading = going_text(item), item.kind == ItemKind.PAGE.value
    initial = {"heading": title_of(item, text), "body": split_front(text)[1], "seen": mark_of(item)}
    form = TextForm(request.POST or None, initial=initial, has_heading=has_heading)
    if request.method == "POST" and form.is_valid():
        typed = typed_text(item, form)
        try:
            saved = write(key=key_of(item), text=typed, by=member_of(request), seen=form.cleaned_data["seen"])
        except Refused as refused:
            if refused.field != "seen":
                form.add_error(None, refused.sentence)
                return draw_form(request, item, form)
            return _draw_clash(request, item, form, refused.sentence)
        try:
            check_words(key_of(item), saved.text)
        except Refused as refused:
            form.add_error(
                "body", f"Kept as a draft. It would be refused: {told(refused.sentence, item, typed)}"
            )
            form.begin_again(mark_of(item))
            return draw_form(request, item, form)
        if request.POST.get("go") == "on":
            return redirect("desk:revision-view", saved.id)
        say(request, "Your draft is kept.")
        return redirect("desk:item-edit", item.id)
    return draw_form(request, item, form)


def typed_text(item: Item, form: TextForm) -> str:
    """The item's whole text with what stands in the form."""
    said = form.cleaned_data
    body = said["body"].replace("\r\n", "\n").rstrip() + "\n"
    return with_body(going_text(item), heading=said.get("heading", ""), body=body)


def going_text(item: Item) -> str:
    """The words that an editor goes on with: the draft's, or what is live."""
    revision = newest(item)
    return item.text if revision is None else revision.text


def draw_form(
    request: HttpRequest, item: Item, form: TextForm, clash: dict[str, Any] | None = None
) -> HttpResponse:
    revision = newest(item)
    text = going_text(item)
    body = str(form["body"].value() or "")
    context = {
        "item": item,
        "title": title_of(item, text),
        "kind": kind_of(item),
        "form": form,
        "revision": revision,
        "state": STATES[RevisionState(revision.state)] if revision else "",
        "measure": measure(body) if item.kind in {ItemKind.PAGE.value, ItemKind.PART.value} else None,
        "slots": slots_in(body),
        "has_preview": item.kind in {ItemKind.PAGE.value, ItemKind.PART.value},
        "may_withdraw": item.is_live and item.kind in _MAY_GO and may_withdraw(member_of(request)),
        "languages": _languages(item),
        **(clash or {}),
    }
    answer = draw(request, "desk/editing/edit.html", context, status=409 if clash else 200)
    answer.headers["Content-Security-Policy"] = FRAMING
    return answer


def _draw_clash(request: HttpRequest, item: Item, form: TextForm, sentence: str) -> HttpResponse:
    """Both texts: theirs as it is now, one's own still in the form. Saving again is then meant."""
    revision = newest(item)
    known = names()
    clash = {
        "clash": near_changes(compare(going_text(item), typed_text(item, form))),
        "clash_who": known.get(revision.written_by, "Somebody") if revision else "",
    }
    form.add_error("body", sentence)
    form.begin_again(mark_of(item))
    return draw_form(request, item, form, clash)


def _languages(item: Item) -> list[tuple[str, str]]:
    if item.kind != ItemKind.PAGE.value or item.language != FALLBACK:
        return []
    return [(each, own_name(each)) for each in lay_packs(live_packs()).languages if each != FALLBACK]


@posture(Posture.PERMITTED, permission=PUBLISH)
def view_history(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Every revision of it, the newest first."""
    item, by = find_item(item_id), member_of(request)
    known = names()
    rows = [
        (one, STATES[RevisionState(one.state)], known.get(one.written_by, ""), known.get(one.reviewed_by, ""))
        for one in history(item)
    ]
    context = {
        "item": item,
        "title": title_of(item),
        "kind": kind_of(item),
        "rows": rows,
        "edit": address_of(item) if may_edit(by) and (has_words(item) or is_translation(item)) else "",
        "may_edit": may_edit(by),
        "gone": GONE,
        "may_release": may_edit(by) and may_release(item),
    }
    return draw(request, "desk/editing/history.html", context)


@posture(Posture.PERMITTED, permission=PUBLISH)
def withdraw(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Takes it off the site at once: said before, then done."""
    item, refused_with = find_item(item_id), ""
    if item.kind not in _MAY_GO or not item.is_live:
        raise Http404
    if request.method == "POST":
        try:
            withdraw_now(item=item.id, by=member_of(request))
        except Refused as refused:
            refused_with = told(refused.sentence, item, item.text)
        else:
            say(request, "It is off the site. Its words are kept in its history.")
            return redirect("desk:item-history", item.id)
    context = {"item": item, "title": title_of(item), "back": address_of(item), "refused": refused_with}
    return draw(request, "desk/editing/withdraw.html", context)


@posture(Posture.PERMITTED, permission=EDIT)
def make_page(request: HttpRequest) -> HttpResponse:
    """A new page in English on a shelf of the pack that lies on top: two drafts that go live together."""
    layers = lay_packs(live_packs())
    form = NewPageForm(request.POST or None, shelves=[(name, name) for name in layers.shelves])
    if request.method == "POST" and form.is_valid():
        code = _new_code(set(layers.codes))
        try:
            made = _start_page(form.cleaned_data, code, by=member_of(request))
        except Refused as refused:
            form.add_error(refused.field or "body", short(refused.sentence))
        else:
            say(request, "The page is a draft. Its place on the shelf goes live with it.")
            return redirect("desk:revision-view", made.id)
    return draw(request, "desk/editing/new.html", {"form": form, "back": reverse("desk:pages-view")})


def _start_page(said: dict[str, str], code: str, *, by: Member) -> Revision:
    index, shelves = _index_with(said["shelf"], said["name"])
    key = Key(index.pack, ItemKind.PAGE, FALLBACK, said["name"])
    namesakes = [item_of(replace(key, pack=pack)) for pack in settings.PACKS]
    if any(found is not None and has_words(found) for found in namesakes):
        raise Refused("There is a page of this name already.", field="name")
    body = said["body"].replace("\r\n", "\n").rstrip() + "\n"
    text = page_text(name=key.name, code=code, heading=said["heading"], body=body)
    with turn():
        write(key=key_of(index), text=shelves, by=by)
        return write(key=key, text=text, by=by)


def _index_with(shelf: str, page: str) -> tuple[Item, str]:
    """The index that has this shelf, and its text with the page on it."""
    for pack in settings.PACKS:
        index = item_of(Key(pack, ItemKind.INDEX, "", ""))
        if index is not None:
            with suppress(Refused):
                return index, with_page_on_shelf(going_text(index), shelf, page)
    raise Refused("No pack has this shelf.", field="shelf")


def _new_code(taken: set[str]) -> str:
    """A short code that says nothing and that no page has."""
    while True:
        code = "".join(choice(_LETTERS) for _ in range(3))
        if code not in taken:
            return code
