"""A conversation: everything that came through one mailbox and is still there, with what was answered.

The wishes are those of the first message, with what its holder replaced since.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet

from waymark.contact.terms import Sender
from waymark.contact.wishes import Way, Wishes
from waymark.intake.asking import Identity
from waymark.intake.forms import sent_from
from waymark.intake.models import Arrival, Sent
from waymark.intake.queries import arrivals_for
from waymark.intake.reading import (
    Answer,
    Looked,
    unseal_answer,
    unseal_content,
    unseal_heading,
    unseal_identity,
)
from waymark.intake.rules import check_read
from waymark.records.grants import shred_key, shred_keys
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import IslandKey
from waymark.staff.models import Member
from waymark.staff.ties import ties_at_look


@dataclass(frozen=True, slots=True)
class Joined:
    """Another message from the same form: the sender went back, changed something and sent again."""

    id: UUID
    newer: bool
    row: Arrival | None
    """What is left of it, whoever has it; None when nothing is."""


@dataclass(frozen=True, slots=True, repr=False)
class Thread:
    """One conversation for one request; `looked` is the message that was looked at."""

    looked: Looked
    letters: tuple[Looked, ...]
    doubtful: bool = False
    """Something of it does not unseal: it may have said what is safe now, so nothing counts as safe."""
    joined: tuple[Joined, ...] = ()

    def __repr__(self) -> str:
        return f"Thread({self.looked.arrival.id}, redacted)"

    @property
    def first(self) -> Looked:
        """The message that began it, as far as it is still there."""
        return next((each for each in self.letters if each.content.sender), self.letters[0])

    @property
    def identity(self) -> Identity:
        return self.first.identity

    @property
    def told(self) -> int:
        """How much a page of it shows: its letters, their answers, whether a newer one came from its form."""
        newer = sum(each.newer for each in self.joined)
        return len(self.letters) + self._answers + newer

    @property
    def is_whole(self) -> bool:
        """Whether nothing came or was answered since it was looked at: in a turn, asked anew."""
        seen = [each.arrival.id for each in self.letters]
        if Sent.objects.filter(arrival__in=seen).count() > self._answers:
            return False
        unseen = same_mailbox(self.looked.arrival).filter(content__isnull=False).exclude(id__in=seen)
        return self.doubtful or not unseen.exists()

    @property
    def _answers(self) -> int:
        return sum(len(each.answers) for each in self.letters)

    @property
    def wishes(self) -> Wishes:
        """What holds now. Where nothing was said, nothing is safe.

        Once a changed form was sent, what this one said of numbers and addresses counts no more; and what
        stops one of them stops them all.
        """
        found = self._wishes
        watches = {
            *found.watches,
            *(each.row.mailbox for each in self.joined if each.row and each.row.mailbox),
        }
        found = replace(found, watches=tuple(sorted(watches)))
        if any(each.newer for each in self.joined):
            found = replace(found, phone=Way(), text=Way(), email=Way(), letter=Way())
        return found

    @property
    def _wishes(self) -> Wishes:
        found = self.first.content.wishes or Wishes(sender=Sender.SELF)
        if self.doubtful:
            return Wishes(sender=found.sender, watches=found.watches)
        for letter in self.letters:
            if letter.content.wishes is not None and letter.content.replaced:
                found = found.with_replaced(letter.content.wishes, letter.content.replaced)
        return found


def same_mailbox(arrival: Arrival) -> QuerySet[Arrival]:
    """What came to the same team through the same mailbox; without a mailbox, the arrival alone."""
    if arrival.mailbox is None:
        return Arrival.objects.filter(id=arrival.id)
    return Arrival.objects.filter(mailbox=arrival.mailbox, team=arrival.team)


def identity_for(arrival: Arrival, *, by: Member, keyring: Keyring) -> Identity:
    """Who wrote. Refuses a reader whom this or an earlier message of the mailbox named, since later ones do
    not say it again, or one that was sent from the same form; and one who declared that they know its sender.
    """
    shred = shred_key(arrival.island)
    identity = unseal_identity(arrival, shred, keyring)
    ties = ties_at_look(by, keyring, about=arrival.id)
    check_read(identity, by, ties)
    earlier = list(same_mailbox(arrival).exclude(id=arrival.id).filter(identity__isnull=False))
    for row in earlier:
        check_read(unseal_identity(row, shred, keyring), by, ties)
    forms = {_form_of(row, shred, keyring) for row in (arrival, *earlier)}
    others = [each for form in forms for each in sent_from(form)]
    rows = list(Arrival.objects.filter(id__in=others, team=arrival.team, identity__isnull=False))
    shreds = shred_keys({row.island for row in rows})
    for row in rows:
        if row.island in shreds:  # else it was erased, and names nobody any more
            check_read(unseal_identity(row, shreds[row.island], keyring), by, ties)
    return identity


def thread_of(looked: Looked, *, by: Member, keyring: Keyring) -> Thread:
    """Everything of the looked-at arrival's mailbox that this reader may see, oldest first."""
    arrival, shred = looked.arrival, shred_key(looked.arrival.island)
    rows = [arrival]
    if arrival.mailbox is not None:
        same = arrivals_for(by).filter(mailbox=arrival.mailbox, content__isnull=False)
        rows = [arrival if row.id == arrival.id else row for row in same]
    answers = _answers(rows, shred, keyring)
    letters, doubtful = [], False
    for row in rows:
        try:
            letter = Looked(
                row,
                unseal_identity(row, shred, keyring),
                unseal_content(row, shred, keyring),
                tuple(answers.get(row.id, ())),
            )
        except DoesNotUnseal:
            doubtful = True
            continue
        letters.append(letter)
    letters.sort(key=lambda letter: letter.content.at)
    own = next((letter for letter in letters if letter.arrival.id == arrival.id), looked)
    keys = {letter.content.answer_to.raw for letter in letters if letter.content.answer_to}
    own = replace(own, disputed=len(keys) > 1)
    thread = Thread(own, tuple(letters) or (looked,), doubtful)
    try:
        return replace(thread, joined=_joined(thread.first))
    except DoesNotUnseal:
        return replace(thread, doubtful=True)


def _joined(first: Looked) -> tuple[Joined, ...]:
    """What else was sent from its form, whichever team has it now."""
    sent = sent_from(first.content.form)
    if first.arrival.id not in sent:
        return ()
    rows, own = Arrival.objects.in_bulk(sent), sent.index(first.arrival.id)
    return tuple(
        Joined(each, newer=place > own, row=rows.get(each))
        for place, each in enumerate(sent)
        if each != first.arrival.id
    )


def _form_of(row: Arrival, shred: IslandKey, keyring: Keyring) -> bytes:
    """The mark of the form that it came from; nothing where it does not unseal: its thread is doubtful."""
    try:
        return unseal_heading(row, shred, keyring).form
    except DoesNotUnseal:
        return b""


def _answers(rows: list[Arrival], shred: IslandKey, keyring: Keyring) -> dict[UUID, list[Answer]]:
    by_id = {row.id: row for row in rows}
    found: dict[UUID, list[Answer]] = {}
    for sent in Sent.objects.filter(arrival__in=list(by_id)):
        try:
            answer = unseal_answer(sent, by_id[sent.arrival_id], shred, keyring)
        except DoesNotUnseal:
            continue
        found.setdefault(sent.arrival_id, []).append(answer)
    return found
