"""What can happen to a mailbox. Bodies are sealed To it and wrapped under its shred key; no secret of
it is kept.

What its holder does has no actor: the sitting is the proof. Reading leaves no event: nobody is to
learn when they read.
"""

from collections.abc import Callable
from datetime import timedelta
from secrets import token_bytes
from uuid import UUID

from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain, Face
from waymark.mailbox.letters import Letter, write_own, write_signed
from waymark.mailbox.models import Mailbox, Message
from waymark.mailbox.queries import held_by_id, held_open, message_place
from waymark.mailbox.rules import check_keep, check_reply, check_text
from waymark.mailbox.sittings import Opened
from waymark.mailbox.terms import KEPT_DAYS, MailboxTag
from waymark.records.days import day
from waymark.records.destroying import destroy_island
from waymark.records.grants import shred_key
from waymark.records.ids import new_id
from waymark.records.islands import begin_shredded, wrap_under
from waymark.records.turns import atomic_turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.hashing import LP, H
from waymark.sealing.keys import IslandKey, PublicKey, SigningKey
from waymark.sealing.labels import Kind
from waymark.sealing.mailboxes import MailboxKeys
from waymark.sealing.notes import JSON, seal_note_to
from waymark.staff.models import Member
from waymark.staff.rules import check_permission
from waymark.staff.terms import Permission

LOCATOR_BYTES = 16


@atomic_turn
def begin(*, keys: MailboxKeys, text: str) -> tuple[Mailbox, IslandKey]:
    """Makes the mailbox that these keys open, with its holder's own first message. Returns its shred key too.

    The locator is unique: a second one for the same words raises Django's IntegrityError.
    Records `mailbox:mailbox:begun`.
    """
    island, shred = begin_shredded(Kind.MAILBOX)
    today = day()
    mailbox = Mailbox.objects.create(
        id=island.id,
        locator=keys.locator,
        public_key=keys.secret.public.raw,
        begun_on=today,
        kept_until=today + timedelta(days=KEPT_DAYS),
    )
    if text:
        letter = Letter(new_id(), from_us=False, at=timezone.now(), text=text)
        _store(mailbox, shred, letter, write_own(letter))
    record(Chain.face("public"), MailboxTag.BEGUN, by=None, about=mailbox.id)
    return mailbox, shred


@atomic_turn
def write(*, opened: Opened, text: str, once: bytes) -> Letter | None:
    """Adds what the holder writes. The same text with the same `once` adds nothing more and returns None:
    whoever goes back, changes a word and sends again has sent something else.

    Refuses an empty or too long text; NotSaved when the mailbox is not there any more.
    Records `mailbox:message:written`.
    """
    check_text(text)
    opened = held_open(opened)
    said = LP(opened.mailbox.id.bytes, text.encode())
    message_id = UUID(bytes=H(once, "waymark-message", said, 16), version=4)
    if Message.objects.filter(id=message_id).exists():
        return None
    letter = Letter(message_id, from_us=False, at=timezone.now(), text=text)
    _store(opened.mailbox, shred_key(opened.mailbox.id), letter, write_own(letter))
    record(Chain.face("public"), MailboxTag.WRITTEN, by=None, about=opened.mailbox.id)
    return letter


@atomic_turn
def reply(
    *,
    mailbox_id: UUID,
    answer_to: PublicKey,
    text: str,
    by: Member,
    signing_key: SigningKey,
    signed_by: str = "",
) -> Message:
    """Seals a signed answer To the mailbox. `answer_to` is the key that came inside the message being
    answered.

    Refuses whoever may not answer, a mailbox that is gone, closed or has another key, and an empty or
    too long text. Records `mailbox:message:replied`.
    """
    check_permission(by, Permission.ANSWER_ARRIVALS)
    check_text(text)
    mailbox = held_by_id(mailbox_id)
    check_reply(mailbox, answer_to)
    assert mailbox is not None
    letter = Letter(new_id(), from_us=True, at=timezone.now(), text=text, signed_by=signed_by)
    message = _store(mailbox, shred_key(mailbox.id), letter, write_signed(letter, mailbox.id, signing_key))
    record(Chain.face("desk"), MailboxTag.REPLIED, by=by.id, about=mailbox.id)
    return message


@atomic_turn
def point_to_team(*, mailbox_id: UUID, team: UUID, by: Member) -> None:
    """What is written there from now on is sealed to this team. Nothing happens to a mailbox that is gone.

    Records `mailbox:mailbox:pointed`.
    """
    if Mailbox.objects.filter(id=mailbox_id).update(team=team):
        record(Chain.face("desk"), MailboxTag.POINTED, by=by.id, about=mailbox_id)


@atomic_turn
def keep(*, opened: Opened, days: int) -> Mailbox:
    """Keeps the mailbox so many days from today. Refuses a time that we do not offer; NotSaved when it is not
    there any more.

    Records `mailbox:mailbox:kept`.
    """
    check_keep(days)
    mailbox = held_open(opened).mailbox
    mailbox.kept_until = day() + timedelta(days=days)
    mailbox.save(update_fields=["kept_until"])
    record(Chain.face("public"), MailboxTag.KEPT, by=None, about=mailbox.id)
    return mailbox


@atomic_turn
def close(*, opened: Opened) -> Mailbox:
    """Its words open nothing from now on, and what was in it is gone. Records `mailbox:mailbox:closed`."""
    mailbox = opened.mailbox
    Message.objects.filter(mailbox=mailbox).delete()
    mailbox.locator = token_bytes(LOCATOR_BYTES)
    mailbox.closed_on = day()
    mailbox.save(update_fields=["locator", "closed_on"])
    record(Chain.face("public"), MailboxTag.CLOSED, by=None, about=mailbox.id)
    return mailbox


def erase(
    *,
    mailbox: Mailbox,
    tag: MailboxTag = MailboxTag.ERASED,
    face: Face = Face.PUBLIC,
    also: Callable[[], object] = lambda: None,
) -> None:
    """Destroys the shred key first, so that no backup can bring it back, then deletes the rows.

    `also` is what its caller does in the same turn, so that no crash leaves one without the other.
    What is left (the island's own row; more after a crash) is noise, which the worker clears: the public
    face may not delete islands. Records `mailbox:mailbox:erased` (or `expired`).
    """
    destroy_island(mailbox.id)
    _clear(mailbox=mailbox, tag=tag, face=face, also=also)


@atomic_turn
def _clear(*, mailbox: Mailbox, tag: MailboxTag, face: Face, also: Callable[[], object]) -> None:
    # Whoever just writes into it ends first, so that nothing is left that belongs to no mailbox.
    held_by_id(mailbox.id)
    Mailbox.objects.filter(id=mailbox.id).delete()
    also()
    record(Chain.face(face), tag, by=None, about=mailbox.id)


def _store(mailbox: Mailbox, shred: IslandKey, letter: Letter, note: dict[str, JSON]) -> Message:
    place = message_place(letter.id)
    inner = seal_note_to(PublicKey(bytes(mailbox.public_key)), place, note)
    return Message.objects.create(
        id=letter.id,
        mailbox=mailbox,
        from_us=letter.from_us,
        written_on=day(),
        is_new=letter.from_us,
        sealed=wrap_under(shred, place, Sealed(inner.raw)),
    )
