"""Changing one's own second factors, from a full session only."""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keys import SecretKey
from waymark.sealing.labels import Kind
from waymark.sealing.notes import Note, seal_note_in
from waymark.staff import passkeys
from waymark.staff.factors import factor_place, own_key
from waymark.staff.models import Member, Passkey
from waymark.staff.parts import keep_recovery_codes
from waymark.staff.terms import StaffTag


@atomic_turn
def renew_recovery_codes(*, by: Member, secret: SecretKey) -> list[str]:
    """New recovery codes; the old ones stop working. *Records* staff:codes:renewed."""
    codes = keep_recovery_codes(by, secret)
    record(Chain.face("desk"), StaffTag.CODES_RENEWED, by=by.id, about=by.id)
    return codes


@atomic_turn
def add_passkey(*, by: Member, secret: SecretKey, state: passkeys.State, answer: str, label: str) -> Passkey:
    """Keep a new passkey as a second factor. *Refuses* an answer that was not asked for.
    *Records* staff:passkey:added.
    """
    credential = passkeys.read_new(state, answer)
    row_id = new_id()
    note: Note = {"credential": credential.hex(), "label": label}
    sealed = seal_note_in(own_key(secret), factor_place(Kind.PASSKEY, row_id), note)
    passkey = Passkey.objects.create(id=row_id, member=by, sealed=sealed)
    record(Chain.face("desk"), StaffTag.PASSKEY_ADDED, by=by.id, about=by.id)
    return passkey


@atomic_turn
def remove_passkey(*, by: Member, passkey_id: UUID) -> None:
    """Forget one of one's own passkeys. *Records* staff:passkey:removed."""
    count, _ = Passkey.objects.filter(member=by, pk=passkey_id).delete()
    if not count:
        raise Refused("That passkey is not here any more.")
    record(Chain.face("desk"), StaffTag.PASSKEY_REMOVED, by=by.id, about=by.id)
