"""Named reads of safe contact."""

from uuid import UUID

from waymark.contact.models import StopRow
from waymark.contact.wishes import Wishes


def stops_on(wishes: Wishes) -> frozenset[UUID]:
    """The ids among those that these wishes watch which a stop row names."""
    if not wishes.watches:
        return frozenset()
    return frozenset(StopRow.objects.filter(of__in=wishes.watches).values_list("of", flat=True))
