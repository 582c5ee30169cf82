"""The pages of the journey as answers to a request. They show; they decide nothing and store nothing."""

from collections.abc import Mapping
from datetime import date

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from waymark.contact.terms import Sender
from waymark.content.queries import words as pack_words
from waymark.documents.terms import MOST_FILES
from waymark.public.contact.answers import (
    can_be_reached,
    has_message,
    make_wishes,
    pages_for,
    review_rows,
    text,
)
from waymark.public.contact.forms import page_form
from waymark.public.contact.lines import open_lines
from waymark.public.contact.notices import Notice
from waymark.public.contact.questions import CHECK, FILES, Page
from waymark.public.contact.sending import as_steps
from waymark.public.contact.state import State, seal_state
from waymark.public.contact.times import tell_next_read
from waymark.public.languages import in_language
from waymark.sealing.words import Words, WordsKind, draw_words
from waymark.ui.days import say_day
from waymark.ui.languages import DEFAULT
from waymark.ui.links import links
from waymark.ui.service import service

PLACE = "t6"
"""The opaque address behind the language."""
AGAIN = "same"
"""The button that draws the screen anew, with all that was typed: how the language is changed midway."""
FAULTY = 200
"""A fault in a form is no error of the server: nothing about it is logged."""


def show_start(language: str, state: State | None = None) -> HttpResponse:
    shown = links(language)
    context = {
        "state": seal_state(state) if state else "",
        "danger": shown.danger,
        "device": shown.device,
        "mailbox": reverse("public:mailbox-enter", kwargs={"language": language}),
        "part": 1,
        "again": AGAIN if state else "",
    }
    return _draw("contact/start.html", language, context)


def show_ages(language: str, state: State | None = None) -> HttpResponse:
    context = {"state": seal_state(state) if state else "", "part": 1, "again": "child"}
    context |= _before(child=True)
    return _draw("contact/child.html", language, context)


def show_page(
    page: Page,
    state: State,
    language: str,
    *,
    faults: Mapping[str, str] | None = None,
    notice: Notice | None = None,
) -> HttpResponse:
    """One page of questions, with everything typed so far."""
    if page is CHECK:
        return show_check(state, language, notice=notice)
    if page is FILES:
        return show_files(state, language, notice=notice)
    form = page_form(page, state.answers, sender=state.sender, child=state.child, faults=faults)
    status = FAULTY if faults else 200
    return _draw("contact/page.html", language, _shared(page, state, notice) | {"form": form}, status)


def show_files(state: State, language: str, *, fault: str = "", notice: Notice | None = None) -> HttpResponse:
    files = [{"name": each.name, "drop": f"drop-{each.id}"} for each in state.files]
    context = {"files": files, "fault": fault, "room": len(state.files) < MOST_FILES}
    status = FAULTY if fault else 200
    return _draw("contact/files.html", language, _shared(FILES, state, notice) | context, status)


def show_check(state: State, language: str, *, notice: Notice | None = None) -> HttpResponse:
    pages = pages_for(state.answers, sender=state.sender, files=service().attachments)
    reviewed = review_rows(pages, state.answers, sender=state.sender, child=state.child)
    sections = [
        {
            "name": page.name.value,
            "heading": _(page.heading),
            "rows": [{"label": _(row.label), "said": row.shown} for row in rows],
            "warnings": _warnings(page, state),
        }
        for page, rows in reviewed
    ]
    if service().attachments:
        names = tuple(each.name for each in state.files)
        rows = [{"label": _("Files"), "said": names}] if names else []
        sections.append({"name": FILES.name.value, "heading": _(FILES.heading), "rows": rows, "warnings": []})
    context = _shared(CHECK, state, notice) | {"sections": sections}
    return _draw("contact/check.html", language, context)


def show_sent(state: State, language: str, *, words: Words | None, due: date) -> HttpResponse:
    """The end: six words as text, and a state that holds nothing but their seed."""
    context: dict[str, object] = {"due": say_day(due), "part": _last_part()}
    context |= _before(state.child)
    if words is not None:
        kept = State(state.seed, Sender.SELF, due=due)
        context |= {
            "words": words.spelled,
            "numbers": words.digits,
            "steps": as_steps(words),
            "state": seal_state(kept),
            "again": "again",
        }
    else:
        context["tongues"] = ()  # nothing on this page can be drawn anew
    return _draw("contact/sent.html", language, context)


def show_try(state: State, language: str, *, fault: str = "", right: bool = False) -> HttpResponse:
    context = {
        "state": seal_state(state),
        "fault": fault,
        "right": right,
        "part": _last_part(),
        "mailbox": reverse("public:mailbox-enter", kwargs={"language": language}),
        "again": "try",
    }
    if right:
        context["tongues"] = ()  # the words are not on the page any more
    return _draw("contact/try.html", language, context, FAULTY if fault else 200)


def words_of(state: State) -> Words:
    """The words that belong to this form."""
    return draw_words(WordsKind.MAILBOX, state.seed)


def _warnings(page: Page, state: State) -> list[str]:
    if page.name != "reach" or state.sender is not Sender.SELF:
        return []
    wishes = make_wishes(state.answers, sender=state.sender, watches=())
    given = bool(text(state.answers, "phone") or wishes.email.value or wishes.letter.value)
    if given and not can_be_reached(state.answers):
        return [_("You did not say that any of these is safe. So we will use none of them.")]
    if not has_message(state.answers) and not given:
        return [_("There is no message yet, and no way to reach you. Please add one of them.")]
    return []


def _shared(page: Page, state: State, notice: Notice | None) -> dict[str, object]:
    pages = pages_for(state.answers, sender=state.sender, files=service().attachments)
    part = pages.index(page) + 2 if page in pages else 2
    return {
        "page": page.name.value,
        "heading": _(page.heading),
        "state": seal_state(state),
        "sender": state.sender.value,
        "age": state.age.value,
        "notice": notice,
        "part": part,
        "again": AGAIN,
        **_before(state.child),
    }


def _before(child: bool) -> dict[str, object]:
    here = timezone.localtime()
    lines = [
        {
            "name": each.name,
            "whom": each.whom,
            "whom_here": each.whom_in.get(get_language() or DEFAULT, ""),
            "phone": each.phone,
            "mark": each.needs_mark(here.date()),
        }
        for each in open_lines(here, children=child)
    ]
    said = pack_words(get_language() or DEFAULT)
    note = said["check_note"] if any(each["mark"] for each in lines) else ""
    return {
        "next_read": tell_next_read(here),
        "lines": lines,
        "check": said["check"],
        "check_note": note,
        "child": child,
    }


def _last_part() -> int:
    return len(pages_for({}, sender=Sender.SELF, files=service().attachments)) + 2


def _draw(template: str, language: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    notice = context.get("notice")
    if isinstance(notice, Notice):
        status = max(status, notice.status)
    return HttpResponse(
        render_to_string(template, in_language(language, PLACE) | {"parts": _last_part()} | dict(context)),
        status=status,
    )
