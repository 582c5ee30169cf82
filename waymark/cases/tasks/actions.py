"""Giving a task to a colleague, and saying that it is done."""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.cases.file.keys import CaseKeys
from waymark.cases.file.models import Case
from waymark.cases.tasks.models import Task
from waymark.cases.tasks.queries import open_tasks, task_place, tasks_for
from waymark.cases.tasks.terms import TasksTag
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.sealing.notes import seal_note_in
from waymark.staff.models import Member

NOT_THERE = "This is done already, or it was not for you."


@atomic_turn
def give_task(*, case: Case, keys: CaseKeys, to: Member | None, text: str, by: Member) -> Task:
    """Puts a sentence on a colleague's list, or on the whole team's. Records `tasks:task:given`."""
    task_id = new_id()
    note = {"text": text, "by": str(by.id)}
    task = Task.objects.create(
        id=task_id,
        case=case,
        to=to,
        epoch=keys.epoch,
        given_on=day(),
        sealed=seal_note_in(keys.key, task_place(task_id, keys.epoch), note),
    )
    record(Chain.case(case.id), TasksTag.GIVEN, by=by.id, about=task_id)
    return task


@atomic_turn
def end_tasks(*, case: Case, by: Member) -> int:
    """Takes everything about a case off every list. Records `tasks:tasks:ended`, with how many."""
    ended = open_tasks(case.id).update(done_on=day())
    record(Chain.case(case.id), TasksTag.ENDED, by=by.id, about=case.id, note={"tasks": ended})
    return ended


@atomic_turn
def finish_task(*, task_id: UUID, by: Member) -> Task:
    """Takes a task off the list. Refuses one that is not the reader's. Records `tasks:task:done`."""
    task = tasks_for(by).filter(id=task_id).first()
    if task is None:
        raise Refused(NOT_THERE)
    task.done_on = day()
    task.save(update_fields=["done_on"])
    record(Chain.case(task.case_id), TasksTag.DONE, by=by.id, about=task.id)
    return task
