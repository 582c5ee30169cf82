"""A page in another language beside its English, block by block; and the word of whoever compared them."""

from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from waymark.content.actions.writing import write
from waymark.content.comparing import Run, compare_words
from waymark.content.files import RawPage
from waymark.content.layers import lay_packs
from waymark.content.models import Item
from waymark.content.pairing import (
    HEADING,
    Pair,
    Typed,
    beside_now,
    earlier_texts,
    half_done,
    has_moved,
    pair,
    weave,
)
from waymark.content.pieces import Key
from waymark.content.queries import is_interface_checked
from waymark.content.rules import may_edit, may_withdraw
from waymark.content.stored import check_words, history, item_of, live_packs, mark_of, newest
from waymark.content.terms import FALLBACK, ItemKind, PackFault, RevisionState, TranslationState
from waymark.desk.editing.forms import BLOCK, TranslationCheckForm
from waymark.desk.editing.found import STATES, find_item, raw_page, title_of, told
from waymark.desk.editing.pages import going_text
from waymark.desk.editing.policies import FRAMING
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.press.publishing import check_translation_now
from waymark.records.days import day
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.languages import direction, own_name
from waymark.ui.postures import Posture, posture

_MOVED: Final = (
    "The English changed while you were writing. Your words stand beside the English of now. "
    "Look at each block again, then save."
)


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES)
def edit(request: HttpRequest, item_id: UUID, language: str) -> HttpResponse:
    """English and translation side by side. What is left empty is shown in English on the site."""
    english = _english(item_id, language)
    by, typed, key = member_of(request), _typed(request.POST), _key(english, language)
    if request.method == "POST" and not may_edit(by):
        raise Http404
    source = raw_page(english, english.text)
    pairs = pair(source, _own(key))
    if has_moved(pairs, typed):
        return _draw(request, english, language, beside_now(pairs, typed), trouble=_MOVED)
    if request.method != "POST":  # what was typed before the desk locked comes back by GET
        return _draw(request, english, language, typed, seen=request.POST.get("seen", ""))
    faults = dict.fromkeys(
        half_done(source, {each.place: _said(each, typed) for each in pairs}),
        "Translate this too, or empty its whole box: its blocks are shown together.",
    )
    try:
        if not faults:
            text = weave(source, pairs, typed)
            check_words(key, text)
            made = write(key=key, text=text, by=by, seen=request.POST.get("seen", ""))
            return redirect("desk:revision-view", made.id)
    except Refused as refused:
        found = BLOCK.fullmatch(refused.field)
        if found is None:
            item = item_of(key) or english
            trouble = told(refused.sentence, item, english.text)
            is_clash = refused.field == "seen"
            return _draw(request, english, language, typed, trouble=trouble, is_clash=is_clash)
        faults = {int(found[1]): refused.sentence}
    return _draw(request, english, language, typed, faults=faults)


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES, posts_only=True)
def check(request: HttpRequest, item_id: UUID, language: str) -> HttpResponse:
    """A named person compared the live translation with its English: said on the site at once."""
    english = _english(item_id, language)
    item = item_of(_key(english, language))
    if item is None or not item.is_live:
        raise Http404
    form = TranslationCheckForm(request.POST, auto_id="check_%s")
    if form.is_valid():
        by = member_of(request)
        try:
            check_translation_now(
                item=item.id,
                checked_by=form.cleaned_data["checked_by"],
                checked_on=form.cleaned_data["checked_on"],
                by=by,
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            say(request, "It is marked as checked, and live.")
            return redirect("desk:translation-edit", english.id, language)
    return _draw(request, english, language, {}, checking=form)


def _english(item_id: UUID, language: str) -> Item:
    """The English page, if it may be translated into this language here."""
    item = find_item(item_id)
    is_page = (item.kind, item.language) == (ItemKind.PAGE.value, FALLBACK)
    if not is_page or language == FALLBACK or language not in lay_packs(live_packs()).languages:
        raise Http404
    return item


def _key(english: Item, language: str) -> Key:
    return Key(english.pack, ItemKind.PAGE, language, english.name)


def _own(key: Key) -> RawPage | None:
    """The words that a translator goes on with."""
    item = item_of(key)
    if item is None or not (text := going_text(item)):
        return None
    try:
        return raw_page(item, text)
    except PackFault:
        return None  # what cannot be read is translated anew; its text stays in the history


def _typed(sent: QueryDict) -> dict[int, Typed]:
    found = {}
    for name in sent:
        if block := BLOCK.fullmatch(name):
            beside = str(sent.get(f"beside_{block[1]}", ""))
            found[int(block[1])] = Typed(str(sent[name]), f"fits_{block[1]}" in sent, beside)
    return found


def _said(each: Pair, typed: dict[int, Typed]) -> str:
    return typed[each.place].text if each.place in typed else each.own


def _draw(
    request: HttpRequest, english: Item, language: str, typed: dict[int, Typed], **told_of: Any
) -> HttpResponse:
    key, by = _key(english, language), member_of(request)
    item, own = item_of(key), _own(key)
    pairs = [each for each in pair(raw_page(english, english.text), own) if each.kind != "part"]
    before = earlier_texts(_older(english), {each.made_from for each in pairs if each.is_stale})
    faults = told_of.get("faults", {})
    rows = [
        {
            "pair": each,
            "name": "Heading" if each.kind == HEADING else f"Block {each.place}",
            "text": _said(each, typed),
            "fits": each.place in typed and typed[each.place].fits,
            "rows": max(2, len(each.english) // 45 + each.english.count("\n") + 1),
            "was": _was(each, before),
            "fault": faults.get(each.place, ""),
            "theirs": each.own if told_of.get("is_clash") and each.own != _said(each, typed).strip() else "",
        }
        for each in pairs
    ]
    revision = newest(item) if item else None
    state = own.translation if own else None
    context = {
        "english": english,
        "item": item,
        "language": language,
        "language_name": own_name(language),
        "direction": direction(language),
        "title": title_of(english),
        "rows": rows,
        "stale": sum(each.is_stale for each in pairs),
        "missing": sum(each.is_missing for each in pairs),
        "faults": [(row["pair"], row["name"], row["fault"]) for row in rows if row["fault"]],
        "seen": told_of.get("seen") or mark_of(item),
        "revision": revision,
        "state": STATES[RevisionState(revision.state)] if revision else "",
        "checked": state if state and state.state is TranslationState.CHECKED else None,
        "interface_checked": is_interface_checked(language),
        "trouble": told_of.get("trouble", ""),
        "may_edit": may_edit(by),
        "may_check": may_withdraw(by) and item is not None and item.is_live and revision is None,
        "checking": told_of.get("checking")
        or TranslationCheckForm(
            initial={"checked_by": by.shown_name, "checked_on": day()}, auto_id="check_%s"
        ),
    }
    answer = draw(request, "desk/editing/translation.html", context)
    answer.headers["Content-Security-Policy"] = FRAMING
    return answer


def _was(each: Pair, before: dict[str, str]) -> tuple[Run, ...]:
    """What the English said when this was translated, with the words that have gone since."""
    old = before.get(each.made_from, "")
    return compare_words(old, each.english)[0] if old else ()


def _older(english: Item) -> list[tuple[str, str]]:
    found = []
    for text in [*(revision.text for revision in history(english)), english.pack_text]:
        try:
            raw = raw_page(english, text)
        except PackFault:
            continue  # a draft that does not hold was translated by nobody
        found.append((raw.heading, raw.markdown))
    return found
