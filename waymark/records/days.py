"""Rows that a visitor makes say the day only. The exact time stays inside the envelope."""

from datetime import date

from django.utils import timezone


def day() -> date:
    """Today, by the service's own clock."""
    return timezone.localdate()
