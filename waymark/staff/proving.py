"""Proving who somebody is: a passphrase, then a second factor.
Guessing is slowed for each name, never locked out.

Unknown names cost the same one derivation and get the same sentence. No address is looked at or stored.
What is
proved here is recorded by the action that lets the person in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from waymark.limits.buckets import refill, take
from waymark.limits.slots import derivation_slot
from waymark.records.refusal import Refused
from waymark.records.turns import turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import H
from waymark.sealing.keys import SecretKey, new_island_key, new_pair
from waymark.sealing.labels import Kind
from waymark.sealing.notes import unseal_note_in
from waymark.sealing.passphrases import derive_passphrase, seal_staff_half, unseal_staff_half
from waymark.staff.derivation import derivation
from waymark.staff.factors import factor_place, matching_step, own_key, recovery_code_tag, used_step_tag
from waymark.staff.models import CodeApp, Member, RecoveryCode, UsedCode
from waymark.staff.passkeys import State, check_held
from waymark.staff.queries import browser_is_known, passkeys_held
from waymark.staff.rules import fold_name
from waymark.staff.terms import FACTOR_TRIES, KNOWN_BROWSER_TRIES, NAME_TRIES, STRANGER_TRIES

WRONG = "That name and passphrase do not fit together. Check both and try again."
WRONG_CODE = "That code does not work. Wait for the next one and try again."
USED_CODE = "That code has been used already. Wait for the next one."
NAME_LENGTH = 40

# Stands in for a name that is not here, so that it costs the same work.
_DECOY_ID = UUID("5d9f4dfb-6c1e-4a70-9c22-6d0f9b3f9a11")
_DECOY_SALT = H(b"", "waymark-decoy", b"salt", 16)
_DECOY_HALF = seal_staff_half(new_island_key(), _DECOY_ID, new_pair())


@dataclass(frozen=True)
class Proof:
    """Somebody whose passphrase was right, and the secret half that it unsealed."""

    member: Member
    secret: SecretKey


def prove_passphrase(*, name: str, passphrase: str, browser: str | None) -> Proof:
    """Unseal somebody's secret half with their passphrase: exactly one derivation, whoever is named.

    *Refuses* a wrong pair with one sentence, and a name that is being guessed at until its bucket refills.
    """
    folded = fold_name(name)[:NAME_LENGTH]
    if browser_is_known(folded, browser):
        take(KNOWN_BROWSER_TRIES, folded)
    else:
        take(NAME_TRIES, folded)
        take(STRANGER_TRIES)
    member = Member.objects.filter(name=folded, left_on=None, sealed_half__isnull=False).first()
    salt = bytes(member.salt or b"") if member else _DECOY_SALT
    with derivation_slot():
        key = derive_passphrase(passphrase, salt, *derivation())
    try:
        if member is None or member.sealed_half is None:
            unseal_staff_half(key, _DECOY_ID, _DECOY_HALF)
            raise DoesNotUnseal
        return Proof(member, unseal_staff_half(key, member.id, member.sealed_half))
    except DoesNotUnseal:
        raise Refused(WRONG) from None


def prove_code(*, by: Member, secret: SecretKey, typed: str, at: datetime | None = None) -> None:
    """Accept a code from the authenticator app, or a recovery code, once.

    *Refuses* a wrong code, one that was used before, and guessing.
    """
    take(FACTOR_TRIES, str(by.id))
    digits = typed.replace(" ", "")
    if digits.isdigit() and len(digits) == 6:
        _use_app_code(by, secret, digits, at or timezone.now())
    elif not _use_recovery_code(by, secret, typed):
        raise Refused(WRONG_CODE, field="code")
    refill(FACTOR_TRIES, str(by.id))


def prove_passkey(*, by: Member, secret: SecretKey, state: State, answer: str) -> None:
    """Accept a passkey's answer to the challenge that this session was given.
    *Refuses* any other, and guessing.
    """
    take(FACTOR_TRIES, str(by.id))
    check_held(state, [held.credential for held in passkeys_held(by, secret)], answer)
    refill(FACTOR_TRIES, str(by.id))


def _use_app_code(by: Member, secret: SecretKey, digits: str, at: datetime) -> None:
    app = CodeApp.objects.filter(member=by).first()
    if app is None:
        raise Refused(WRONG_CODE, field="code")
    try:
        note = unseal_note_in(own_key(secret), factor_place(Kind.SECOND_FACTOR, app.id), app.sealed)
    except DoesNotUnseal:
        raise Refused(WRONG_CODE, field="code") from None
    step = matching_step(str(note["secret"]), digits, at)
    if step is None:
        raise Refused(WRONG_CODE, field="code")
    _mark_used(used_step_tag(secret, step))


def _mark_used(mark: bytes) -> None:
    today = timezone.localdate()
    with turn():
        UsedCode.objects.filter(on__lt=today - timedelta(days=1)).delete()
        try:
            with transaction.atomic():
                UsedCode.objects.create(mark=mark, on=today)
        except IntegrityError:
            raise Refused(USED_CODE, field="code") from None


def _use_recovery_code(by: Member, secret: SecretKey, typed: str) -> bool:
    with turn():
        count, _ = RecoveryCode.objects.filter(member=by, mark=recovery_code_tag(secret, typed)).delete()
    return bool(count)
