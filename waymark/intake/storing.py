"""The one place where an arrival is sealed and stored."""

import logging
from collections.abc import Collection
from datetime import date
from uuid import UUID

from waymark.intake.asking import Content, Identity
from waymark.intake.models import Arrival
from waymark.intake.reading import arrival_place, seal_note
from waymark.intake.terms import Lane, Stage
from waymark.records.days import day
from waymark.records.refusal import NotSaved
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import IslandKey
from waymark.sealing.labels import Field
from waymark.staff.models import Team
from waymark.staff.queries import NoSuchKey, PublicHolder, holder_of_team, team_holder
from waymark.staff.terms import TeamKind

log = logging.getLogger("waymark.intake")


def store(
    own_id: UUID,
    identity: Identity,
    content: Content,
    *,
    shred: IslandKey,
    island: UUID,
    mailbox: UUID | None,
    due: date,
    team: UUID | None = None,
) -> Arrival:
    """An arrival with both its envelopes, sealed to the newest pair of a case's team, or of intake.

    In the caller's turn.
    """
    holder, public = _holder(team)
    places = {field: arrival_place(own_id, field) for field in (Field.IDENTITY, Field.CONTENT)}
    return Arrival.objects.create(
        id=own_id,
        received_on=day(),
        answer_by=due,
        stage=Stage.WAITING,
        team=holder.id,
        team_epoch=holder.epoch,
        island=island,
        mailbox=mailbox,
        identity=seal_note(public, shred, places[Field.IDENTITY], identity.to_note()),
        content=seal_note(public, shred, places[Field.CONTENT], content.to_note()),
    )


def store_news(stage: Stage, *, own_id: UUID, mailbox: UUID, team: UUID | None = None) -> Arrival:
    """News without content: nothing to seal, nothing to unseal. In the caller's turn."""
    holder, _public = _holder(team)
    return Arrival.objects.create(
        id=own_id,
        received_on=day(),
        answer_by=day(),
        stage=stage,
        lane=Lane.NEWS,
        team=holder.id,
        team_epoch=holder.epoch,
        island=mailbox,
        mailbox=mailbox,
    )


def move_rows(mailboxes: Collection[UUID], *, to: Team) -> None:
    """Gives rows without content of a case's mailboxes (news, what was taken) to whoever has the case now.

    In the caller's turn. Nothing is sealed anew: there is nothing in them.
    """
    holder, _public = _holder(to.id)
    empty = Arrival.objects.filter(mailbox__in=mailboxes, content__isnull=True)
    empty.update(team=holder.id, team_epoch=holder.epoch)


def _holder(team: UUID | None) -> PublicHolder:
    """Raises NotSaved where the service has no key that it signed: nothing is sealed to another."""
    try:
        return holder_of_team(team) if team is not None else team_holder(TeamKind.INTAKE)
    except (DoesNotUnseal, NoSuchKey):
        log.error("an arrival was not saved: the team has no key that the service signed")
        raise NotSaved("no signed key") from None
