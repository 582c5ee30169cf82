"""The mailbox: entered with six words, then a sitting in one hidden field.

All by POST; no cookie; words never travel back.
"""

import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from secrets import token_bytes
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as words

from waymark.contact.terms import Sender
from waymark.intake.actions import alert_seen, erase, replace_wishes, write_again
from waymark.limits.terms import Busy
from waymark.mailbox.actions import keep
from waymark.mailbox.queries import new_letters
from waymark.mailbox.rules import check_text
from waymark.mailbox.sittings import Opened, SittingOver, enter, leave, mark_read, sit
from waymark.mailbox.terms import KEEP_CHOICES
from waymark.public.contact.answers import read_page
from waymark.public.contact.times import holidays_around
from waymark.public.languages import speaking
from waymark.public.mailbox import screens
from waymark.public.mailbox.sure import Done, Sure, already_done
from waymark.public.mailbox.wishes import PAGE, read_replaced
from waymark.public.packing import packed_page
from waymark.public.words import WordsTrouble, read_typed_words
from waymark.records.refusal import NotSaved, Refused
from waymark.ui.languages import DEFAULT
from waymark.ui.postures import Posture, posture
from waymark.ui.service import service

log = logging.getLogger("waymark.public")
ONCE_BYTES = 24
MOST_READ = 200
"""Letters that one page can say were read."""
NOTHING_HERE = words("There is nothing under these words. They may be mistyped, or the mailbox was erased.")


@dataclass(frozen=True, slots=True)
class Step:
    """One POST: the button, what was typed, the language."""

    language: str
    go: str
    typed: QueryDict


@posture(Posture.PUBLIC_FORM)
@packed_page
def mailbox(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        if request.method != "POST":
            return screens.show_enter(language)
        step = Step(language, request.POST.get("go", ""), request.POST)
        if step.go == "enter":
            return _enter(step)
        try:
            opened = sit(step.typed.get("sitting", ""))
        except SittingOver:
            return _over(step)
        except (OperationalError, InterfaceError):
            log.error("a sitting could not be read: the database did not answer")
            return _unsaved(step, step.typed.get("sitting", ""))
        return _inside(step, opened)


def _enter(step: Step) -> HttpResponse:
    """Six words in, a sitting out; what is wrong with the words is said before the slow part."""
    text = step.typed.get("text", "")
    try:
        opened = enter(read_typed_words(step.typed.get("words", "")))
    except WordsTrouble as trouble:
        return screens.show_enter(step.language, fault=trouble.sentence, text=text)
    except Busy as wait:
        return screens.show_enter(step.language, fault=_(wait.sentence), text=text, status=503)
    except (NotSaved, OperationalError, InterfaceError):
        return screens.show_enter(
            step.language, fault=_("This did not work. Please try again in a moment."), text=text, status=503
        )
    if opened is None:
        return screens.show_enter(step.language, fault=_(NOTHING_HERE), text=text)
    if text:
        return screens.show_write(opened, step.language, once=_new_once(), text=text)
    return screens.show_safe(opened, step.language)


def _over(step: Step) -> HttpResponse:
    """Where six words are typed again; for whoever pressed the last button twice, the same end twice."""
    done = Done.LEFT if step.go == "leave" else already_done(step.go, step.typed.get("sure", ""))
    if done is not None:
        return screens.show_end(step.language, done)
    return screens.show_enter(step.language, over="sitting" in step.typed, text=step.typed.get("text", ""))


def _inside(step: Step, opened: Opened) -> HttpResponse:
    if read := step.typed.get("read"):
        with suppress(NotSaved):  # then it is shown once more
            mark_read(opened, _read_ids(read))
    try:
        return _STEPS.get(step.go, _safe)(step, opened)
    except Exception as fault:  # whatever broke in here: they are told, and their words stay on the page
        if not isinstance(fault, NotSaved):
            log.exception("something in a mailbox was not saved")
        return _unsaved(step, opened.token)


def _unsaved(step: Step, sitting: str) -> HttpResponse:
    """Says that it was not saved, on a page with all that was typed."""
    if step.go == "set-wishes":
        answers = read_page(PAGE, step.typed, sender=Sender.SELF, child=False)
        return screens.show_wishes(sitting, step.language, answers=answers, unsaved=True)
    text, once = step.typed.get("text", ""), step.typed.get("once", "")
    return screens.show_unsaved(sitting, step.language, text=text, once=once)


def _safe(step: Step, opened: Opened) -> HttpResponse:
    return screens.show_safe(opened, step.language)


def _read(step: Step, opened: Opened) -> HttpResponse:
    """Only what is new. It stays new until a button of its page is pressed: a page that broke off on a slow
    line shows it again.
    """
    return screens.show_letters(opened, step.language, new_letters(opened))


def _write(step: Step, opened: Opened) -> HttpResponse:
    """An empty page, or the same one in another language: then what was typed came along."""
    text, once = step.typed.get("text", ""), step.typed.get("once", "")
    return screens.show_write(opened, step.language, once=once or _new_once(), text=text)


def _send(step: Step, opened: Opened) -> HttpResponse:
    text, once = step.typed.get("text", "").replace("\r\n", "\n"), step.typed.get("once", "")
    try:
        check_text(text)
    except Refused as refused:
        return screens.show_write(opened, step.language, once=once, text=text, fault=_(refused.sentence))
    week, holidays = service().hours, holidays_around(timezone.localdate())
    write_again(
        opened=opened,
        text=text,
        once=_read_once(once),
        week=week,
        holidays=holidays,
        page_language=step.language,
    )
    return screens.show_done(opened, step.language, Done.SENT)


def _keep(step: Step, opened: Opened) -> HttpResponse:
    return screens.show_keep(opened, step.language)


def _set_keep(step: Step, opened: Opened) -> HttpResponse:
    days = step.typed.get("days", "")
    try:
        kept = keep(opened=opened, days=next((each for each in KEEP_CHOICES if str(each) == days), 0))
    except Refused as refused:
        return screens.show_keep(opened, step.language, fault=_(refused.sentence))
    return screens.show_done(replace(opened, mailbox=kept), step.language, Done.KEPT)


def _wishes(step: Step, opened: Opened) -> HttpResponse:
    """Shown empty, or in another language: then with what was typed, and nothing of it judged yet."""
    answers = read_page(PAGE, step.typed, sender=Sender.SELF, child=False)
    return screens.show_wishes(opened.token, step.language, answers=answers)


def _set_wishes(step: Step, opened: Opened) -> HttpResponse:
    """Only what was filled in is replaced; nothing that we hold is ever shown."""
    wishes, replaced, answers, faults = read_replaced(step.typed)
    if faults or not replaced:
        return screens.show_wishes(
            opened.token, step.language, answers=answers, faults=faults, empty=not faults
        )
    week, holidays = service().hours, holidays_around(timezone.localdate())
    replace_wishes(opened=opened, wishes=wishes, replaced=replaced, week=week, holidays=holidays)
    return screens.show_done(opened, step.language, Done.REPLACED)


def _seen(step: Step, opened: Opened) -> HttpResponse:
    return screens.show_sure(opened, step.language, Sure.SEEN)


def _seen_sure(step: Step, opened: Opened) -> HttpResponse:
    alert_seen(opened=opened)
    leave(opened.token)
    return screens.show_end(step.language, Done.CLOSED)


def _erase(step: Step, opened: Opened) -> HttpResponse:
    return screens.show_sure(opened, step.language, Sure.ERASE)


def _erase_sure(step: Step, opened: Opened) -> HttpResponse:
    erase(opened=opened)
    return screens.show_end(step.language, Done.ERASED)


def _leave(step: Step, opened: Opened) -> HttpResponse:
    leave(opened.token)
    return screens.show_end(step.language, Done.LEFT)


_STEPS: dict[str, Callable[[Step, Opened], HttpResponse]] = {
    "read": _read,
    "write": _write,
    "send": _send,
    "keep": _keep,
    "set-keep": _set_keep,
    "wishes": _wishes,
    "set-wishes": _set_wishes,
    "seen": _seen,
    Sure.SEEN.button: _seen_sure,
    "erase": _erase,
    Sure.ERASE.button: _erase_sure,
    "leave": _leave,
}


def _read_ids(typed: str) -> list[UUID]:
    """The letters that the page before this one showed; what is no id of ours is nothing."""
    found = []
    for each in typed.split()[:MOST_READ]:
        with suppress(ValueError):
            found.append(UUID(hex=each))
    return found


def _new_once() -> str:
    return urlsafe_b64encode(token_bytes(ONCE_BYTES)).decode("ascii")


def _read_once(text: str) -> bytes:
    """The mark that makes sending twice sending once; a fresh one when the page's own is not ours."""
    try:
        raw = urlsafe_b64decode(text.encode("ascii"))
    except ValueError:
        raw = b""
    return raw if len(raw) == ONCE_BYTES else token_bytes(ONCE_BYTES)
