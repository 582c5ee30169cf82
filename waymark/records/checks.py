"""What must be true of a service's settings before it starts, as far as this room knows."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

LONGEST_KEYS_BACKUP = 7


def check_keys_backup(**_asked: Any) -> list[CheckMessage]:
    """The keys store's backups are kept a week at most: pages promise a day on the strength of it."""
    days = getattr(settings, "KEYS_BACKUP_DAYS", LONGEST_KEYS_BACKUP)
    if isinstance(days, int) and 0 <= days <= LONGEST_KEYS_BACKUP:
        return []
    return [Error(f"KEYS_BACKUP_DAYS must be between 0 and {LONGEST_KEYS_BACKUP}.", id="records.E001")]
