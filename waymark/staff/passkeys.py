"""Passkeys as a second factor: what the browser is asked, and whether its answer is right.

Pure apart from the settings that name the desk's address. Nothing here stores; the challenge waits in
the sealed session.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from waymark.records.refusal import Refused, allows
from waymark.staff.models import Member

State = dict[str, Any]
NOT_THIS_KEY = "That passkey did not work here. Try again, or use a code."


def desk_origin() -> str:
    """The one address that the desk answers on; never taken from a request."""
    return str(getattr(settings, "DESK_ORIGIN", "http://localhost:8001"))


def ask_for_new(member: Member, held: Sequence[bytes]) -> tuple[str, State]:
    """What a browser needs to make a passkey (JSON), and what the session keeps until it answers."""
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=member.id.bytes, name=member.name, display_name=member.name),
        credentials=[AttestedCredentialData(raw) for raw in held],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    return json.dumps(dict(options.public_key)), state


def read_new(state: State, answer: str) -> bytes:
    """The credential that the browser made. *Refuses* any answer but the one that was asked for."""
    try:
        made = _server().register_complete(state, _read(answer)).credential_data
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(NOT_THIS_KEY) from None
    if made is None:
        raise Refused(NOT_THIS_KEY)
    return bytes(made)


def ask_for_held(held: Sequence[bytes]) -> tuple[str, State]:
    """What a browser needs to use one of these passkeys (JSON), and what the session keeps until it
    answers.
    """
    options, state = _server().authenticate_begin(
        [AttestedCredentialData(raw) for raw in held],
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    return json.dumps(dict(options.public_key)), state


def check_held(state: State, held: Sequence[bytes], answer: str) -> None:
    """*Refuses* any answer that none of these passkeys gave to this challenge."""
    try:
        _server().authenticate_complete(state, [AttestedCredentialData(raw) for raw in held], _read(answer))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refused(NOT_THIS_KEY) from None


def may_held(state: State, held: Sequence[bytes], answer: str) -> bool:
    """The pair of `check_held`."""
    return allows(check_held, state, held, answer)


def _server() -> Fido2Server:
    origin = desk_origin()
    name = urlsplit(origin).hostname or "localhost"
    return Fido2Server(
        PublicKeyCredentialRpEntity(name="Desk", id=name), verify_origin=lambda found: found == origin
    )


def _read(answer: str) -> Mapping[str, Any]:
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise TypeError
    return found
