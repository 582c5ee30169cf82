"""Named reads of what a case keeps of somebody's own notes. Whoever asks has the case before them."""

from uuid import UUID

from waymark.cases.file.keys import CaseKeys
from waymark.cases.plan.models import PlanVersion
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import JSON, unseal_note_in
from waymark.sealing.places import Place


def versions_of(case_id: UUID) -> list[PlanVersion]:
    """Every version that the case keeps, the newest first; none is unsealed."""
    return list(PlanVersion.objects.filter(case=case_id).defer("sealed"))


def version_of(case_id: UUID, row_id: UUID) -> PlanVersion | None:
    """One version that this case keeps."""
    return PlanVersion.objects.filter(case=case_id, id=row_id).first()


def version_before(row: PlanVersion) -> PlanVersion | None:
    """The version that the case kept before this one."""
    return PlanVersion.objects.filter(case=row.case_id, version=row.version - 1).first()


def read_version(row: PlanVersion, keys: CaseKeys) -> dict[str, JSON]:
    """What stands in a version. `DoesNotUnseal` for a forged one."""
    return unseal_note_in(keys.of(row.epoch), version_place(row.id, row.version, row.epoch), row.sealed)


def version_place(row_id: UUID, version: int, epoch: int) -> Place:
    return Place(Kind.PLAN_VERSION, row_id, Field.CONTENT, version=version, epoch=epoch)
