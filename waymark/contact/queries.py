"""Named reads of safe contact."""

from uuid import UUID

from waymark.audit.queries import told_about
from waymark.audit.terms import Chain
from waymark.contact.models import StopRow
from waymark.contact.terms import ContactTag
from waymark.contact.wishes import Wishes


def stops_on(wishes: Wishes) -> frozenset[UUID]:
    """The ids among those that these wishes watch which somebody stopped.

    By its row or by its event: whoever takes the row away has to break the chain as well to hide a stop.
    """
    if not wishes.watches:
        return frozenset()
    rows = StopRow.objects.filter(of__in=wishes.watches).values_list("of", flat=True)
    events = told_about(Chain.face("public"), ContactTag.STOPPED, wishes.watches)
    return frozenset(rows.union(events))
