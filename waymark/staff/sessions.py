"""The session store of the desk: the whole row is sealed under a key that only the cookie's token gives.

The row is found by another derivation of the same token. Server without cookie, or cookie without
server, opens nothing. One that nobody has signed in to holds an enrolment, with words and codes that were
just made: it dies a quarter of an hour after its last step.
"""

from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db.models import Q, QuerySet
from django.utils import timezone

from waymark.records.turns import turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import seal_note_in, unseal_note_in
from waymark.sealing.places import Place
from waymark.sealing.sessions import session_key, session_row_id
from waymark.staff.models import Session
from waymark.staff.standing import SECRET, person_of

TOKEN_BYTES = 32
DAYS_KEPT = 1
NOBODYS_LIVES = timedelta(minutes=15)


class SessionStore(SessionBase):
    """Django's session, sealed. Its `session_key` is the cookie's token and is stored nowhere."""

    _loaded_awake = False

    def _get_new_session_key(self) -> str:
        return token_urlsafe(TOKEN_BYTES)

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(pk=_row_id(session_key)).exists()

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def load(self) -> dict[str, Any]:
        data = self._stored(self.session_key) if self.session_key else {}
        if not data:
            self._session_key = None
        self._loaded_awake = SECRET in data
        return data

    def _stored(self, token: str, rows: QuerySet[Session] | None = None) -> dict[str, Any]:
        found = Session.objects.all() if rows is None else rows
        living = Q(dies_at=None) | Q(dies_at__gt=timezone.now())
        row = found.filter(living, pk=_row_id(token), ends_on__gte=_today()).first()
        try:
            return unseal_note_in(session_key(token), _place(token), row.sealed) if row else {}
        except DoesNotUnseal:
            return {}

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()
            return
        token = self.session_key
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # not in the stubs
        sealed = seal_note_in(session_key(token), _place(token), data)
        member = person_of(self)
        row = {
            "sealed": sealed,
            "ends_on": _today() + timedelta(days=DAYS_KEPT),
            "member_id": member,
            "dies_at": None if member else timezone.now() + NOBODYS_LIVES,
        }
        with turn():
            if must_create:
                _, made = Session.objects.get_or_create(pk=_row_id(token), defaults=row)
                if not made:
                    raise CreateError
                return
            if self._loaded_awake and SECRET not in self._stored(token, Session.objects.select_for_update()):
                return  # locked meanwhile by another request: what the lock wrote stays
            if not Session.objects.filter(pk=_row_id(token)).update(**row):
                raise UpdateError

    def delete(self, session_key: str | None = None) -> None:
        token = session_key or self.session_key
        if token is not None:
            with turn():
                Session.objects.filter(pk=_row_id(token)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        with turn():
            Session.objects.filter(Q(ends_on__lt=_today()) | Q(dies_at__lte=timezone.now())).delete()


def _row_id(token: str) -> bytes:
    return bytes.fromhex(session_row_id(token))


def _place(token: str) -> Place:
    return Place(Kind.SESSION, UUID(bytes=_row_id(token)[:16]), Field.STATE)


def _today() -> date:
    return timezone.localdate()
