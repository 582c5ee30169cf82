"""Days and moments in words, on the service's own clock."""

from datetime import datetime

from django import template
from django.utils import timezone

from waymark.desk.frame.days import full_day, short_day

register = template.Library()


register.filter("short_day", short_day)
register.filter("full_day", full_day)


@register.filter
def moment(at: datetime) -> str:
    """A moment as a list says it: "Mon 23 Nov, 14:05"."""
    here = timezone.localtime(at)
    return f"{short_day(here.date())}, {here:%H:%M}"
