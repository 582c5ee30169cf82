"""How far a session has come, and the few things it carries. Every word of it lives inside the sealed
session row.

The person's secret half is in a session only between sign-in and idle lock; nothing here keeps it
anywhere else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase

from waymark.sealing.keys import SecretKey
from waymark.staff.models import Member, Membership, Notice, Team
from waymark.staff.terms import Standing, TeamKind

HALF, SECRET, EPOCH, SEEN, FACTOR, PARKED, WANTED, TEAMS, UNREAD = (
    "half",
    "secret",
    "epoch",
    "seen",
    "factor",
    "parked",
    "wanted",
    "teams",
    "unread",
)
HALF_MINUTES = 10
SEEN_EVERY_SECONDS = 60
PARKED_LETTERS = 1024 * 1024

NOT_KEPT = frozenset({"csrfmiddlewaretoken"})

Fields: TypeAlias = dict[str, list[str]]


@dataclass(frozen=True)
class Parked:
    """One form as somebody had filled it in when their session turned out to be locked."""

    path: str
    fields: Fields
    files_lost: bool


def idle_limit() -> timedelta:
    """How long a session may lie untouched before it locks."""
    return timedelta(minutes=getattr(settings, "STAFF_IDLE_MINUTES", 10))


def factor_limit() -> timedelta:
    """How long a second factor counts; after that, unlocking asks for it again."""
    return timedelta(hours=getattr(settings, "STAFF_FACTOR_HOURS", 12))


def standing_of(session: SessionBase, now: datetime) -> Standing:
    """Where this session stands at `now`. An idle one counts as locked even before anything has locked it."""
    if SESSION_KEY in session:
        awake = SECRET in session and now - _at(session, SEEN) < idle_limit()
        return Standing.FULL if awake and now - _at(session, FACTOR) < factor_limit() else Standing.LOCKED
    if HALF in session and SECRET in session and now - _at(session, SEEN) < timedelta(minutes=HALF_MINUTES):
        return Standing.HALF
    return Standing.NONE


def begin_half(session: SessionBase, member: Member, secret: SecretKey, now: datetime) -> None:
    """After the passphrase: remember who it is, under a new token, and wait for the second factor.

    What an earlier session of the same person kept stays; of anybody else's at this browser, nothing.
    """
    theirs = (PARKED, WANTED) if person_of(session) == member.id else ()
    kept = {name: session[name] for name in theirs if name in session}
    session.clear()
    session.update(kept)
    session.update(
        {HALF: str(member.id), EPOCH: member.key_epoch, SECRET: secret.raw.hex(), SEEN: now.timestamp()}
    )
    session.cycle_key()


def begin_full(session: SessionBase, now: datetime) -> None:
    """After the second factor, once Django has written who signed in under a new token."""
    session.pop(HALF, None)
    session.update({SEEN: now.timestamp(), FACTOR: now.timestamp(), **_shown_around(session)})


def person_of(session: SessionBase) -> UUID | None:
    """Whose session this is: half, locked or full."""
    found = session.get(SESSION_KEY) or session.get(HALF)
    return UUID(found) if found else None


def secret_of(session: SessionBase) -> SecretKey:
    """The person's secret half. Callers check the standing first; a locked session has none (`KeyError`)."""
    return SecretKey(bytes.fromhex(session[SECRET]))


def epoch_of(session: SessionBase) -> int:
    """Which of the person's pairs the secret half belongs to."""
    return int(session[EPOCH])


def lock(session: SessionBase) -> None:
    """Drop the secret half; who signed in and what they had typed stay."""
    session.pop(SECRET, None)


def unlock(session: SessionBase, secret: SecretKey, now: datetime) -> None:
    """Put the secret half back after the passphrase, under a new token."""
    session.update({SECRET: secret.raw.hex(), SEEN: now.timestamp()})
    session.cycle_key()


def factor_is_fresh(session: SessionBase, now: datetime) -> bool:
    """Whether today's second factor still counts."""
    return now - _at(session, FACTOR) < factor_limit()


def touch(session: SessionBase, now: datetime) -> None:
    """Note that somebody is there; written at most once a minute."""
    if now.timestamp() - _at(session, SEEN).timestamp() >= SEEN_EVERY_SECONDS:
        session.update({SEEN: now.timestamp(), **_shown_around(session)})


def park(session: SessionBase, parked: Parked) -> bool:
    """Keep what was typed inside the sealed session, beside what is there. False when it is too long."""
    kept = parked_in(session)
    if parked in kept:
        return True
    if sum(map(_letters, (*kept, parked))) > PARKED_LETTERS:
        return False
    _keep(session, (*kept, parked))
    return True


def parked_in(session: SessionBase) -> tuple[Parked, ...]:
    """The forms that were kept, in the order in which they came."""
    kept: list[dict[str, Any]] = session.get(PARKED, [])
    return tuple(Parked(each["path"], each["fields"], each["files"]) for each in kept)


def drop_parked(session: SessionBase, parked: Parked) -> None:
    """Forget one of the forms that were kept."""
    kept = list(parked_in(session))
    kept.remove(parked)
    _keep(session, kept)


def _keep(session: SessionBase, kept: Sequence[Parked]) -> None:
    session[PARKED] = [{"path": each.path, "fields": each.fields, "files": each.files_lost} for each in kept]


def _letters(parked: Parked) -> int:
    return sum(len(name) + sum(map(len, values)) for name, values in parked.fields.items())


def team_names(session: SessionBase) -> str:
    """The person's teams as the top bar shows them; at most a minute old, so that most pages ask no table."""
    return str(session.get(TEAMS, ""))


def has_unread_notice(session: SessionBase) -> bool:
    """Whether something waits that this person has to be told; at most a minute old, as above."""
    return bool(session.get(UNREAD, False))


def notice_was_read(session: SessionBase, left: bool) -> None:
    """After somebody has read a notice: whether another one waits."""
    session[UNREAD] = left


def want(session: SessionBase, path: str) -> None:
    """Remember the page that was asked for, inside the sealed session and never in an address."""
    session[WANTED] = path


def take_wanted(session: SessionBase, *, typed: str) -> str | None:
    """Where to go after the passphrase: the page of the form that was kept, `typed` if there are several,
    else the page that was asked for.
    """
    wanted: str | None = session.pop(WANTED, None)
    parked = parked_in(session)
    if len(parked) > 1:
        return typed
    return parked[0].path if parked else wanted


def _shown_around(session: SessionBase) -> dict[str, Any]:
    person = person_of(session)
    inside = Membership.objects.filter(member=person).exclude(team__kind=TeamKind.WALL)
    teams = Team.objects.filter(pk__in=inside.values("team_id"))
    return {
        TEAMS: ", ".join(teams.values_list("shown_name", flat=True)),
        UNREAD: Notice.objects.filter(reader=person).exists(),
    }


def _at(session: SessionBase, name: str) -> datetime:
    return datetime.fromtimestamp(float(session.get(name, 0)), tz=UTC)
