"""The record of deeds: one chain at a time, newest first; and whether all chains are what was written."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from waymark.audit.anchors import AnchorsBroken, read_anchors, verify_with_anchors
from waymark.audit.models import ChainHead, Event
from waymark.audit.queries import ChainBroken
from waymark.audit.terms import Chain, ChainKind, Face
from waymark.desk.audit.words import deed
from waymark.desk.frame.asked import asked_number
from waymark.desk.frame.draw import draw
from waymark.staff.models import Member
from waymark.staff.newest import PairMissing, check_newest_pairs
from waymark.staff.signing import keys
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

PAGE = 100
CASES_SHOWN = 200
FACES = {Face.DESK: "The desk", Face.PUBLIC: "The public site", Face.WORKER: "The worker"}


@dataclass(frozen=True, slots=True)
class Row:
    """One deed. Visitors' deeds have a day and no time, and nobody's name."""

    number: int
    day: date
    time: str
    deed: str
    by: str
    about: str
    note: str


@posture(Posture.PERMITTED, permission=Permission.READ_AUDIT)
def view_audit(request: HttpRequest) -> HttpResponse:
    """One chain's deeds, newest first."""
    asked = request.GET.get("chain", Face.DESK.value)
    events = Event.objects.filter(chain_id=_chain_id(asked)).order_by("-seq")
    if (before := asked_number(request, "before")) is not None:
        events = events.filter(seq__lt=before)
    found = list(events[: PAGE + 1])
    names = {member.id: member.shown_name for member in Member.objects.only("id", "shown_name")}
    cases = ChainHead.objects.filter(kind=ChainKind.CASE).order_by("chain_id")[:CASES_SHOWN]
    context = {
        "rows": [_row(event, names) for event in found[:PAGE]],
        "next": found[PAGE - 1].seq if len(found) > PAGE else 0,
        "chain": asked,
        "faces": [(face.value, name) for face, name in FACES.items()],
        "cases": [(str(head.chain_id), head.chain_id.hex[:8], head.length) for head in cases],
        "anchors": _anchors(),
        "may_verify": True,
    }
    return draw(request, "desk/audit/audit.html", context)


@posture(Posture.PERMITTED, permission=Permission.READ_AUDIT, posts_only=True)
def verify(request: HttpRequest) -> HttpResponse:
    """Walks every chain from its first row, compares with the last anchor, and the newest keys with that."""
    try:
        lengths = verify_with_anchors(_folder(), keys().verify_key())
        check_newest_pairs()
    except (ChainBroken, AnchorsBroken, PairMissing) as broken:
        finding, whole = str(broken), False
    else:
        rows = sum(lengths.values())
        finding = f"{len(lengths)} chains with {rows:,} deeds are what was written."
        whole = True
    return draw(request, "desk/audit/verified.html", {"finding": finding, "whole": whole})


def _chain_id(asked: str) -> UUID:
    if asked in {face.value for face in Face}:
        return Chain.face(asked).id
    try:
        return UUID(asked)
    except ValueError:
        raise Http404 from None


def _row(event: Event, names: dict[UUID, str]) -> Row:
    second = event.second
    return Row(
        number=event.seq,
        day=event.day,
        time="" if second is None else f"{second // 3600:02}:{second // 60 % 60:02}",
        deed=deed(event.tag),
        by="" if event.by is None else names.get(event.by, "somebody who is not here any more"),
        about=names.get(event.about, event.about.hex[:8]) if event.about else "",
        note=", ".join(f"{name} {value}" for name, value in sorted(json.loads(event.note).items())),
    )


def _folder() -> Path:
    return Path(settings.DATA_DIR)


def _anchors() -> list[tuple[int, date, int, str]]:
    """The newest anchors first; none when they cannot be read: verifying tells of that."""
    try:
        found = read_anchors(_folder(), keys().verify_key())
    except (AnchorsBroken, OSError):
        return []
    return [(each.number, each.made_on, each.chains, each.digest.hex()[:16]) for each in found[:-31:-1]]
