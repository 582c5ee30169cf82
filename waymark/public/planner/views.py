"""The one address of all vaults, for the planner's script, and the script itself. Knows no word and no key.

Every answer to a well-made request has status 200: a log of statuses tells nothing.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse

from waymark.limits.terms import AskedToWait
from waymark.planner import vaults
from waymark.planner.actions import hand_over, take_back
from waymark.planner.vaults import Access, Changed
from waymark.press.encodings import choose_encoding
from waymark.public.planner.scripts import scripts
from waymark.public.planner.wire import (
    LONGEST,
    NOTHING_STORED,
    Asked,
    Malformed,
    Outcome,
    Verb,
    read_asked,
    write_answer,
)
from waymark.records.refusal import NotSaved, Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.queries import NoSuchKey, team_holder
from waymark.staff.terms import TeamKind
from waymark.ui.errors import error_page
from waymark.ui.postures import Posture, posture

OCTETS: Final = "application/octet-stream"
"""A type that no form can send: another site's script would have to ask first, and gets no answer."""


@posture(Posture.PUBLIC_FORM, posts_only=True)
def vault(request: HttpRequest) -> HttpResponse:
    if request.content_type != OCTETS or _is_too_long(request):
        return error_page(400, request)
    try:
        asked = read_asked(request.body)
    except Malformed:
        return error_page(400, request)
    return _whole(_answer(asked), OCTETS)


@posture(Posture.PUBLIC_PAGE)
def script(request: HttpRequest, name: str) -> HttpResponse:
    """One of the planner's scripts, compressed beforehand. The same bytes for everybody."""
    found = scripts().get(name)
    encoding = choose_encoding(request.headers.get("Accept-Encoding", ""))
    if found is None or encoding is None:
        return error_page(404, request)
    answer = _whole(found.bodies[encoding], "text/javascript; charset=utf-8")
    answer.headers["Vary"] = "Accept-Encoding"
    if encoding != "identity":
        answer.headers["Content-Encoding"] = encoding
    return answer


def _is_too_long(request: HttpRequest) -> bool:
    """By what was announced, before a byte of it is read."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return not announced.isdecimal() or int(announced) > LONGEST


def _whole(body: bytes, kind: str) -> HttpResponse:
    """With its length said, so that a browser notices what did not arrive whole."""
    return HttpResponse(body, content_type=kind, headers={"Content-Length": str(len(body))})


def _answer(asked: Asked) -> bytes:
    try:
        return _VERBS[asked.verb](asked)
    except Changed as meanwhile:
        return write_answer(Outcome.CHANGED, stamp=meanwhile.now.stamp, blob=meanwhile.now.blob)
    except AskedToWait as wait:
        return write_answer(Outcome.WAIT, number=wait.seconds)
    except Refused:
        return write_answer(Outcome.REFUSED)
    except (NotSaved, NoSuchKey, DoesNotUnseal):
        return write_answer(Outcome.NOT_SAVED)


def _read(asked: Asked) -> bytes:
    found = vaults.read(Access(asked.locator))
    if found is None:
        return write_answer(Outcome.NOTHING)
    return write_answer(Outcome.DONE, stamp=found.stamp, blob=found.blob)


def _save(asked: Asked) -> bytes:
    access = Access(asked.locator, asked.token)
    stamp = vaults.save(access, based_on=asked.stamp, blob=asked.blob, days=asked.number)
    return write_answer(Outcome.NOTHING if stamp is None else Outcome.DONE, stamp=stamp or b"")


def _keep(asked: Asked) -> bytes:
    kept = vaults.keep(Access(asked.locator, asked.token), days=asked.number)
    return write_answer(Outcome.DONE if kept else Outcome.NOTHING)


def _erase(asked: Asked) -> bytes:
    erased = vaults.erase(Access(asked.locator, asked.token))
    return write_answer(Outcome.DONE if erased else Outcome.NOTHING)


def _hand_over(asked: Asked) -> bytes:
    hand_over(blob=asked.blob, once=asked.locator + asked.token, epoch=asked.number)
    return write_answer(Outcome.DONE)


def _take_back(asked: Asked) -> bytes:
    taken = take_back(once=asked.locator + asked.token)
    return write_answer(Outcome.DONE if taken else Outcome.NOTHING)


def _recipient(_asked: Asked) -> bytes:
    """The intake team's newest public key, its signature checked here, padded like any other answer."""
    holder, public = team_holder(TeamKind.INTAKE)
    blob = public.raw.ljust(len(NOTHING_STORED), b"\0")
    return write_answer(Outcome.DONE, number=holder.epoch, blob=blob)


_VERBS: Final = {
    Verb.READ: _read,
    Verb.SAVE: _save,
    Verb.KEEP: _keep,
    Verb.ERASE: _erase,
    Verb.HAND_OVER: _hand_over,
    Verb.RECIPIENT: _recipient,
    Verb.TAKE_BACK: _take_back,
}
