"""Days and moments in words, on the service's own clock."""

from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def short_day(day: date) -> str:
    """The day as a list says it: "Mon 23 Nov"."""
    return f"{day:%a} {day.day} {day:%b}"


@register.filter
def moment(at: datetime) -> str:
    """A moment as a list says it: "Mon 23 Nov, 14:05"."""
    here = timezone.localtime(at)
    return f"{short_day(here.date())}, {here:%H:%M}"
