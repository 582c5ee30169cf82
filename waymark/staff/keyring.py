"""The only maker of a Keyring: from a full session at the desk, for the length of one request.

A half, locked or ended session gets none. Nothing made here is kept between requests.
"""

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from waymark.records.refusal import Refused
from waymark.sealing.keyring import Holder, Keyring
from waymark.sealing.keys import SecretKey
from waymark.sealing.labels import HolderKind
from waymark.staff.pairs import granted_pairs
from waymark.staff.standing import epoch_of, person_of, secret_of, standing_of
from waymark.staff.terms import Standing


def make_keyring(session: SessionBase) -> Keyring:
    """Every secret that the signed-in person holds.
    *Refuses* any session that is not fully signed in and awake.
    """
    person = person_of(session)
    if person is None or standing_of(session, timezone.now()) is not Standing.FULL:
        raise Refused("Sign in to go on.")
    return keyring_with(Holder(HolderKind.PERSON, person, epoch_of(session)), secret_of(session))


def keyring_with(person: Holder, secret: SecretKey) -> Keyring:
    """A person's keyring from their own secret half: their pair, and every pair granted to it."""
    return Keyring(person.id, {person: secret, **granted_pairs(person, secret)})
