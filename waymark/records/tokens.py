"""The keys of form tokens: one a day, made when first needed, deleted when no live token can name it.

A process remembers those of today and yesterday, which the store holds as well, and none that is older: each
page of a form needs one.
"""

from datetime import date, timedelta

from waymark.records.days import day
from waymark.records.engines import delete_without_trace, scrub
from waymark.records.models import TokenKey
from waymark.records.routing import KEYS
from waymark.records.turns import turn
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import IslandKey, new_island_key

DAYS_KEPT = 2


_remembered: dict[date, IslandKey] = {}


def todays_token_key() -> tuple[date, IslandKey]:
    """Today and its key; the day's first caller makes it, and all processes agree on one."""
    today = day()
    key = _remembered.get(today)
    if key is None:
        if not TokenKey.objects.filter(day=today).exists():
            with turn(KEYS):
                TokenKey.objects.bulk_create(
                    [TokenKey(day=today, key=new_island_key().raw)], ignore_conflicts=True
                )
        key = token_key_of(today)
    return today, key


def token_key_of(made_on: date) -> IslandKey:
    """The key of a token made that day; `DoesNotUnseal` when it has been deleted or never was."""
    oldest = day() - timedelta(days=DAYS_KEPT)
    for past in [each for each in _remembered if each <= oldest]:
        del _remembered[past]
    if made_on <= oldest:
        raise DoesNotUnseal
    key = _remembered.get(made_on)
    if key is None:
        found = TokenKey.objects.filter(day=made_on).first()
        if found is None:
            raise DoesNotUnseal
        key = _remembered[made_on] = IslandKey.of(found.key)
    return key


def forget_token_keys_in_memory() -> None:
    """Read them from the store again when they are next needed."""
    _remembered.clear()


def forget_token_keys() -> int:
    """Delete the keys of days gone by: whatever was sealed under them is lost for good."""
    forget_token_keys_in_memory()
    with turn(KEYS):
        gone = delete_without_trace(TokenKey.objects.filter(day__lte=day() - timedelta(days=DAYS_KEPT)))
    scrub(TokenKey, wholly=True)
    return gone
