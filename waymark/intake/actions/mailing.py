"""What the holder of a mailbox does that the desk has to hear of."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.clocks.hours import Week
from waymark.contact.actions import stop
from waymark.contact.wishes import Wishes
from waymark.intake.asking import Content, Identity
from waymark.intake.models import Arrival
from waymark.intake.rules import answer_by
from waymark.intake.storing import store, store_news
from waymark.intake.terms import ArrivalKind, IntakeTag, Stage
from waymark.mailbox.actions import close, write
from waymark.mailbox.queries import held_by_id, held_open
from waymark.mailbox.sittings import Opened
from waymark.records.grants import shred_key
from waymark.records.ids import new_id
from waymark.records.turns import atomic_turn


@atomic_turn
def write_again(
    *,
    opened: Opened,
    text: str,
    once: bytes,
    week: Week,
    holidays: Collection[date],
    page_language: str = "en",
) -> Arrival | None:
    """Adds a message to the mailbox and tells the desk. The same text with the same `once` changes
    nothing more and returns None.

    Refuses an empty or too long text. Records `intake:message:received`.
    """
    opened = held_open(opened)
    letter = write(opened=opened, text=text, once=once)
    if letter is None:
        return None
    content = Content(
        ArrivalKind.AGAIN,
        letter.at,
        message=text,
        page_language=page_language,
        answer_to=opened.secret.public,
    )
    arrival = _tell(opened, content, week, holidays)
    record(Chain.face("public"), IntakeTag.AGAIN, by=None, about=arrival.id)
    return arrival


@atomic_turn
def replace_wishes(
    *,
    opened: Opened,
    wishes: Wishes,
    replaced: Collection[str],
    week: Week,
    holidays: Collection[date],
) -> Arrival:
    """Tells the desk new code words, cover story, times or who may answer. Nothing old is shown.

    Records `intake:wishes:replaced`.
    """
    opened = held_open(opened)
    content = Content(
        ArrivalKind.WISHES,
        timezone.now(),
        wishes=wishes,
        replaced=tuple(sorted(replaced)),
        answer_to=opened.secret.public,
    )
    arrival = _tell(opened, content, week, holidays)
    record(Chain.face("public"), IntakeTag.REPLACED, by=None, about=arrival.id)
    return arrival


@atomic_turn
def alert_seen(*, opened: Opened) -> Arrival:
    """Someone else may have seen it: makes every channel unsafe, closes the mailbox and tells the
    desk, at once.

    Records `intake:stop:alerted`.
    """
    stop(of=opened.mailbox.id)
    mailbox = held_by_id(opened.mailbox.id)
    if mailbox is not None:  # else it was erased at the same moment: the stop stays all the same
        opened = replace(opened, mailbox=mailbox)
        close(opened=opened)
    alert = store_news(Stage.STOPPED, own_id=new_id(), mailbox=opened.mailbox.id, team=opened.mailbox.team)
    record(Chain.face("public"), IntakeTag.ALERTED, by=None, about=alert.id)
    return alert


def _tell(opened: Opened, content: Content, week: Week, holidays: Collection[date]) -> Arrival:
    mailbox = opened.mailbox.id
    due = answer_by(content, at=timezone.localtime(), week=week, holidays=holidays)
    return store(
        new_id(),
        Identity(),
        content,
        shred=shred_key(mailbox),
        island=mailbox,
        mailbox=mailbox,
        due=due,
        team=opened.mailbox.team,
    )
