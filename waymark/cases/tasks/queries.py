"""Named reads of tasks, narrowed to the reader and to the cases of their teams."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from waymark.cases.file.keys import keys_of_many
from waymark.cases.file.models import Case
from waymark.cases.file.queries import cases_for, may_still
from waymark.cases.tasks.models import Task
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.sealing.labels import Field, Kind
from waymark.sealing.notes import unseal_note_in
from waymark.sealing.places import Place
from waymark.staff.models import Member

MOST = 50


@dataclass(frozen=True, slots=True, repr=False)
class Errand:
    """A task as its reader sees it."""

    id: UUID
    case: Case
    given_on: date
    text: str
    by: UUID | None

    def __repr__(self) -> str:
        return f"Errand({self.id}, redacted)"


def tasks_for(by: Member) -> QuerySet[Task]:
    """What waits for the reader, or for the whole of one of their teams; the oldest first.

    What waited for somebody who is not in the case's team, or not named in its wall, any more waits for the
    others.
    """
    return (
        Task.objects.filter(Q(to=by) | ~may_still("to", "case__"), done_on=None, case__in=cases_for(by))
        .select_related("case", "case__team", "case__owner")
        .order_by("given_on", "id")
    )


def open_tasks(case_id: UUID) -> QuerySet[Task]:
    """What is not done about this case, whoever's it is. Whoever asks has the case before them."""
    return Task.objects.filter(case=case_id, done_on=None)


def errands_for(by: Member, keyring: Keyring) -> list[Errand]:
    """The same, unsealed. One that does not unseal is left out."""
    rows = list(tasks_for(by)[:MOST])
    keys = keys_of_many([row.case_id for row in rows], keyring)
    found = []
    for row in rows:
        try:
            note = unseal_note_in(keys[row.case_id].of(row.epoch), task_place(row.id, row.epoch), row.sealed)
        except (KeyError, DoesNotUnseal):
            continue
        giver = str(note.get("by", ""))
        found.append(
            Errand(row.id, row.case, row.given_on, str(note.get("text", "")), UUID(giver) if giver else None)
        )
    return found


def task_place(task_id: UUID, epoch: int) -> Place:
    return Place(Kind.TASK, task_id, Field.NOTE, epoch=epoch)
