"""The one place where an arrival is sealed and stored."""

from datetime import date
from uuid import UUID

from waymark.intake.asking import Content, Identity
from waymark.intake.models import Arrival
from waymark.intake.reading import arrival_place, seal_note
from waymark.intake.terms import Stage
from waymark.records.days import day
from waymark.sealing.keys import IslandKey
from waymark.sealing.labels import Field
from waymark.staff.queries import team_holder
from waymark.staff.terms import TeamKind


def store(
    own_id: UUID,
    identity: Identity,
    content: Content,
    *,
    shred: IslandKey,
    island: UUID,
    mailbox: UUID | None,
    due: date,
) -> Arrival:
    """An arrival with both its envelopes, sealed to the intake team's newest pair. In the caller's turn."""
    holder, public = team_holder(TeamKind.INTAKE)
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


def store_news(stage: Stage, *, own_id: UUID, mailbox: UUID) -> Arrival:
    """News without content: nothing to seal, nothing to unseal. In the caller's turn."""
    holder, _public = team_holder(TeamKind.INTAKE)
    return Arrival.objects.create(
        id=own_id,
        received_on=day(),
        answer_by=day(),
        stage=stage,
        team=holder.id,
        team_epoch=holder.epoch,
        island=mailbox,
        mailbox=mailbox,
    )
