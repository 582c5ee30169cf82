"""The keys of form tokens: one a day, made when first needed, deleted when no live token can name it."""

from datetime import date, timedelta

from waymark.records.days import day
from waymark.records.engines import delete_without_trace, scrub
from waymark.records.models import TokenKey
from waymark.records.routing import KEYS
from waymark.records.turns import turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import IslandKey, new_island_key

DAYS_KEPT = 2


def todays_token_key() -> tuple[date, IslandKey]:
    """Today and its key; the day's first caller makes it, and all processes agree on one."""
    today = day()
    found = TokenKey.objects.filter(day=today).first()
    if found is None:
        with turn(KEYS):
            TokenKey.objects.bulk_create(
                [TokenKey(day=today, key=new_island_key().raw)], ignore_conflicts=True
            )
        found = TokenKey.objects.get(day=today)
    return today, IslandKey.of(found.key)


def token_key_of(made_on: date) -> IslandKey:
    """The key of a token made that day; `DoesNotUnseal` when it has been deleted or never was."""
    found = TokenKey.objects.filter(day=made_on).first()
    if found is None or made_on <= day() - timedelta(days=DAYS_KEPT):
        raise DoesNotUnseal
    return IslandKey.of(found.key)


def forget_token_keys() -> int:
    """Delete the keys of days gone by: whatever was sealed under them is lost for good."""
    with turn(KEYS):
        gone = delete_without_trace(TokenKey.objects.filter(day__lte=day() - timedelta(days=DAYS_KEPT)))
    scrub(TokenKey, wholly=True)
    return gone
