"""Keeping what was handed over in a case, and answering it from there."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Max

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.actions import prepare_writing
from waymark.cases.file.models import Case
from waymark.cases.log.models import Entry
from waymark.cases.log.terms import EntryKind
from waymark.cases.log.written import add_entry
from waymark.cases.plan.models import PlanVersion
from waymark.cases.plan.queries import version_place
from waymark.cases.plan.terms import PlanTag
from waymark.planner.actions import let_go, suggest
from waymark.planner.slots import Slot
from waymark.records.days import day
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.keyring import Keyring
from waymark.sealing.notes import JSON, seal_note_in
from waymark.staff.models import Member

NOT_WAITING = "This waits no more: they took it back, or a colleague was quicker."


@atomic_turn
def keep_version(
    *, case: Case, hand_over_id: UUID, found: Mapping[str, JSON], by: Member, keyring: Keyring
) -> PlanVersion:
    """Keeps what was handed over as the next version in the case, whole, with a line in its log: it waits no
    more.

    Refuses whoever may not write in the case, and what waits no more. Records `plan:version:kept`.
    """
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    if not let_go(row_id=hand_over_id, by=by):
        raise Refused(NOT_WAITING, field="reference")
    # The case's row was written in this turn, so no number is drawn twice.
    version = (PlanVersion.objects.filter(case=case).aggregate(last=Max("version"))["last"] or 0) + 1
    row = PlanVersion.objects.create(
        id=hand_over_id,
        case=case,
        version=version,
        epoch=keys.epoch,
        kept_on=day(),
        sealed=seal_note_in(keys.key, version_place(hand_over_id, version, keys.epoch), found),
    )
    add_entry(case, keys, EntryKind.PLAN, by=by.id, facts={"version": str(version)})
    record(Chain.case(case.id), PlanTag.KEPT, by=by.id, about=row.id)
    return row


@atomic_turn
def answer_version(
    *, case: Case, row: PlanVersion, slot: Slot, suggestions: Sequence[str], by: Member, keyring: Keyring
) -> Entry:
    """Sends suggestions into the one-use slot of a version, with a copy in the log, in one turn.

    Refuses as `suggest` does, and whoever may not write in the case. Records `plan:version:answered`.
    """
    keys = prepare_writing(case=case, by=by, keyring=keyring)
    suggest(row_id=row.id, slot=slot, suggestions=suggestions, by=by)
    facts, text = {"version": str(row.version)}, "\n".join(suggestions)
    entry = add_entry(case, keys, EntryKind.SUGGESTED, by=by.id, text=text, facts=facts)
    record(Chain.case(case.id), PlanTag.ANSWERED, by=by.id, about=row.id)
    return entry
