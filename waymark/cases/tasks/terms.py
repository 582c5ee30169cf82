"""The words of tasks."""

from waymark.audit.terms import Tag


class TasksTag(Tag):
    GIVEN = "tasks:task:given"
    DONE = "tasks:task:done"
    ENDED = "tasks:tasks:ended"
