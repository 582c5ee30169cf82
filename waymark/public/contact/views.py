"""Talk to someone: one address, one form after another by POST.

No cookie, nothing in an address, nothing kept before it is sent.
"""

import logging
from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from waymark.contact.terms import Sender
from waymark.documents.actions import drop_file, hold_file
from waymark.documents.terms import MOST_FILES
from waymark.intake.terms import Age
from waymark.limits.terms import Busy
from waymark.public.contact import screens
from waymark.public.contact.answers import faults_of, pages_for, read_page
from waymark.public.contact.notices import Trouble, tell
from waymark.public.contact.questions import BY_NAME, CHECK, FILES, MESSAGE, Page, PageName
from waymark.public.contact.sending import send
from waymark.public.contact.state import State, begin, unseal_state
from waymark.public.contact.uploads import OneInMemory
from waymark.public.languages import speaking
from waymark.public.packing import packed_page
from waymark.public.words import WordsTrouble, read_typed_words
from waymark.records.refusal import NotSaved, Refused
from waymark.ui.languages import DEFAULT
from waymark.ui.postures import Posture, posture
from waymark.ui.service import service

log = logging.getLogger("waymark.public")
CHANGE, DROP = "change-", "drop-"
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Step:
    """One POST, read: which page it came from, which button, what was said before it, what was typed
    on it.
    """

    language: str
    page: str
    go: str
    state: State | None
    typed: QueryDict


@posture(Posture.PUBLIC_FORM)
@packed_page
def talk(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        if request.method != "POST":
            return screens.show_start(language)
        request.upload_handlers = [OneInMemory(request)]
        typed = request.POST
        state = unseal_state(typed.get("state", ""))
        return _answer(request, Step(language, typed.get("page", ""), typed.get("go", ""), state, typed))


def _answer(request: HttpRequest, step: Step) -> HttpResponse:
    if step.page in {"sent", "try"}:
        return _try(step)
    if step.page not in BY_NAME:
        return _start(step)
    page, state = BY_NAME[PageName(step.page)], step.state or _guess(step)
    typed = read_page(page, step.typed, sender=state.sender, child=state.child)
    state = state.with_answers(typed)
    if step.state is None:
        return screens.show_page(page, state, step.language, notice=tell(Trouble.LOST))
    if step.go == screens.AGAIN:
        return screens.show_page(page, state, step.language)
    if page is FILES and (step.go == "add" or step.go.startswith(DROP)):
        return _change_files(request, step, state)
    return _move(step, page, state)


def _start(step: Step) -> HttpResponse:
    """Who it is for. A child is asked their age first."""
    if step.go == "child":
        return screens.show_ages(step.language, step.state)
    ages = {Age.CHILD.value: Age.CHILD, Age.TEEN.value: Age.TEEN}
    if step.go not in {*Sender, *ages}:
        return screens.show_start(step.language, step.state)
    sender = Sender.SELF if step.go in ages else Sender(step.go)
    age = ages.get(step.go, Age.ADULT)
    state = replace(step.state, sender=sender, age=age) if step.state else begin(sender, age)
    return screens.show_page(MESSAGE, state, step.language)


def _move(step: Step, page: Page, state: State) -> HttpResponse:
    """On, back, to the end, to another page, or away to us. Only going back passes over a fault."""
    pages = pages_for(state.answers, sender=state.sender, files=service().attachments)
    here = pages.index(page) if page in pages else 0
    if step.go == "back":
        return (
            screens.show_page(pages[here - 1], state, step.language)
            if here
            else screens.show_start(step.language, state)
        )
    faults = faults_of(page, state.answers, sender=state.sender, child=state.child)
    if faults:
        return screens.show_page(page, state, step.language, faults=faults)
    if step.go in {"send", "check"} and (first := _first_fault(pages, state)):
        return screens.show_page(first[0], state, step.language, faults=first[1])
    if step.go == "send":
        return _send(step, page, state)
    if step.go.startswith(CHANGE):
        wanted = [each for each in pages if step.go == CHANGE + each.name]
        return screens.show_page(wanted[0] if wanted else CHECK, state, step.language)
    if step.go == "check" or page is CHECK:
        return screens.show_page(CHECK, state, step.language)
    return screens.show_page(pages[here + 1], state, step.language)


def _first_fault(pages: tuple[Page, ...], state: State) -> tuple[Page, dict[str, str]] | None:
    """The first page with something that we cannot take, and its faults."""
    for each in pages:
        faults = faults_of(each, state.answers, sender=state.sender, child=state.child)
        if faults:
            return each, faults
    return None


def _send(step: Step, page: Page, state: State) -> HttpResponse:
    """Sends it, or says on the same page that it was not sent."""
    if not state.fresh:
        return screens.show_page(CHECK, state, step.language, notice=tell(Trouble.OLD))
    try:
        received, seed = send(state, language=step.language)
    except Busy:
        return screens.show_page(page, state, step.language, notice=tell(Trouble.BUSY))
    except Refused as refused:
        return screens.show_page(MESSAGE, state, step.language, faults={refused.field: _(refused.sentence)})
    except NotSaved:
        return screens.show_page(page, state, step.language, notice=tell(Trouble.UNSAVED))
    except Exception:  # whatever broke in here: they are told, and their words stay on the page
        log.exception("a request for help was not saved")
        return screens.show_page(page, state, step.language, notice=tell(Trouble.UNSAVED))
    sent = replace(state, seed=seed)
    return screens.show_sent(sent, step.language, words=received.words, due=received.answer_by)


def _change_files(request: HttpRequest, step: Step, state: State) -> HttpResponse:
    """Adds the chosen file, sealed at once, or takes one out again."""
    try:
        if step.go.startswith(DROP):
            gone = [each for each in state.files if step.go == f"{DROP}{each.id}"]
            for each in gone:
                drop_file(held=each)
            state = replace(state, files=tuple(each for each in state.files if each not in gone))
        elif service().attachments and len(state.files) < MOST_FILES:
            sent = request.FILES.get("file")
            content, name = (sent.read(), sent.name or "") if sent else (b"", "")
            state = replace(
                state, files=(*state.files, hold_file(content=content, name=name[-LONGEST_NAME:]))
            )
    except Refused as refused:
        return screens.show_files(state, step.language, fault=_(refused.sentence))
    except Exception as fault:  # whatever broke in here: they are told, and their words stay on the page
        if not isinstance(fault, NotSaved):
            log.exception("a file was not saved")
        return screens.show_files(state, step.language, notice=tell(Trouble.UNSAVED))
    return screens.show_files(state, step.language)


def _try(step: Step) -> HttpResponse:
    """After sending: shows the words again, or looks whether they were copied right. Nothing is opened."""
    state = step.state
    if state is None or state.due is None:
        return screens.show_start(step.language)
    own = screens.words_of(state)
    if step.go == "again":
        return screens.show_sent(state, step.language, words=own, due=state.due)
    typed = step.typed.get("words", "")
    if not typed.strip():
        return screens.show_try(state, step.language)
    try:
        right = read_typed_words(typed) == own
    except WordsTrouble as trouble:
        return screens.show_try(state, step.language, fault=trouble.sentence)
    return screens.show_try(
        state,
        step.language,
        right=right,
        fault="" if right else _("These are six of our words, but not yours."),
    )


def _guess(step: Step) -> State:
    """A state in place of one that cannot be read any more, by what the page itself still says."""
    try:
        return begin(Sender(step.typed.get("who", "")), Age(step.typed.get("age", "")))
    except ValueError:
        return begin(Sender.SELF, Age.ADULT)
