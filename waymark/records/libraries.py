"""The fields of libraries' tables and why each may be plain. A field that is not listed here is unclassified.

Column by column, so that a library's new version cannot add one unnoticed.
"""

from collections.abc import Mapping

_CONTENT_TYPE = {
    "id": "a sequence over tables, not over records",
    "app_label": "names a room of the program",
    "model": "names a model of the program",
}
# Django's own permissions and groups: its account rooms bring the tables; nothing of ours writes to them.
_PERMISSION = {
    "id": "a sequence over kinds of permission",
    "name": "names a model of the program",
    "content_type": "names a model of the program",
    "codename": "names a model of the program",
}
_GROUP = {"id": "always empty", "name": "always empty"}
_GROUP_PERMISSION = {"id": "always empty", "group": "always empty", "permission": "always empty"}
_TASK = {
    "id": "random",
    "status": "the worker picks jobs by it",
    "enqueued_at": "the worker's own clock; no visitor's act enqueues a job",
    "started_at": "tells a stuck job from a waiting one",
    "finished_at": "finished jobs are deleted by it",
    "args_kwargs": "opaque ids and day numbers only; the job wrapper refuses anything else",
    "priority": "the order of work",
    "task_path": "names a function of the program",
    "worker_ids": "random names of worker processes",
    "queue_name": "always the default queue",
    "backend_name": "always the one back end",
    "run_after": "the worker's timetable",
    "return_value": "always empty: jobs return nothing",
    "exception_class_path": "the name of an error class",
    "traceback": "the names of our own functions; the job wrapper removes messages, arguments and locals",
}

LIBRARY_FIELDS: Mapping[str, Mapping[str, str]] = {
    "auth.Permission": _PERMISSION,
    "auth.Group": _GROUP,
    "auth.Group_permissions": _GROUP_PERMISSION,
    "contenttypes.ContentType": _CONTENT_TYPE,
    "django_tasks_database.DBTaskResult": _TASK,
}
