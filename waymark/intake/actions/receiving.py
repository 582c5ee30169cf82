"""Receiving a request for help: words from the seed, the slow derivation outside any transaction, then
one turn.

Sending twice is sending once: id, words and locator all follow from the seed.
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.db import IntegrityError
from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.clocks.hours import Week
from waymark.contact.terms import Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.documents.binding import claim_files
from waymark.intake.asking import Asking, arrival_id
from waymark.intake.forms import note_sent
from waymark.intake.models import Arrival
from waymark.intake.rules import answer_by, check_receive
from waymark.intake.storing import store
from waymark.intake.terms import IntakeTag
from waymark.limits.slots import derivation_slot
from waymark.mailbox.actions import begin
from waymark.records.islands import begin_shredded
from waymark.records.refusal import NotSaved
from waymark.records.turns import atomic_turn
from waymark.sealing.labels import Kind
from waymark.sealing.mailboxes import MailboxKeys, derive_mailbox
from waymark.sealing.words import Words, WordsKind, draw_words

log = logging.getLogger("waymark.intake")


@dataclass(frozen=True, repr=False)
class Received:
    """What the sender is told: the six words, when there is a mailbox, and the day by which somebody
    answers.
    """

    words: Words | None
    answer_by: date


def receive(*, asking: Asking, week: Week, holidays: Collection[date]) -> Received:
    """Stores a request for help, sealed to the intake team, and its mailbox. In no transaction of the
    caller's.

    Refuses one with neither a message nor a safe way to reach its sender. Raises Busy when too many
    derive at once, NotSaved when it could not be stored. Records `intake:arrival:received`.
    """
    check_receive(asking)
    due = answer_by(asking.content, at=timezone.localtime(), week=week, holidays=holidays)
    words = draw_words(WordsKind.MAILBOX, asking.seed) if asking.wants_mailbox else None
    keys = None
    if words is not None:
        with derivation_slot():
            keys = derive_mailbox(words)
    try:
        stored = _store(asking=asking, keys=keys, due=due)
    except IntegrityError:  # the same form, sent twice at the same moment
        earlier = Arrival.objects.filter(id=arrival_id(asking.seed)).first()
        if earlier is None:
            log.error("an arrival was not saved: it clashed with another")
            raise NotSaved("clash") from None
        stored = earlier
    return Received(words, stored.answer_by)


@atomic_turn
def _store(*, asking: Asking, keys: MailboxKeys | None, due: date) -> Arrival:
    own_id = arrival_id(asking.seed)
    earlier = Arrival.objects.filter(id=own_id).first()
    if earlier is not None:
        return earlier
    content = asking.content
    if keys is None:
        island, shred = begin_shredded(Kind.ARRIVAL)
        island_id, mailbox_id = island.id, None
    else:
        mailbox, shred = begin(keys=keys, text=content.message)
        island_id = mailbox_id = mailbox.id
        wishes = content.wishes or Wishes(sender=Sender.SELF)
        watching = replace(wishes, mailbox=Way("", Safe.YES), watches=(mailbox.id,))
        content = replace(content, wishes=watching, answer_to=keys.secret.public)
    claim_files(content.files, island=island_id)
    arrival = store(
        own_id, asking.identity, content, shred=shred, island=island_id, mailbox=mailbox_id, due=due
    )
    if content.form:
        note_sent(content.form, own_id)
    record(Chain.face("public"), IntakeTag.RECEIVED, by=None, about=own_id)
    return arrival
