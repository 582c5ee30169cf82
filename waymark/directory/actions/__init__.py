"""The verbs of the directory, one event each."""

from waymark.directory.actions.checking import (
    confirm_service,
    publish_service,
    report_doubt,
    settle_doubts,
    withdraw_service,
)
from waymark.directory.actions.editing import add_service, change_service, merge_services
from waymark.directory.actions.importing import import_list

__all__ = [
    "add_service",
    "change_service",
    "confirm_service",
    "import_list",
    "merge_services",
    "publish_service",
    "report_doubt",
    "settle_doubts",
    "withdraw_service",
]
