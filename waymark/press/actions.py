"""Keeps a pressed edition, which every process of the public face then takes up within a second or two."""

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.content.actions.publishing import Moved
from waymark.content.stored import version
from waymark.press.models import PressedPage, Pressing
from waymark.press.pressing import Pressed
from waymark.press.terms import PressTag
from waymark.records.turns import atomic_turn
from waymark.staff.rules import Colleague


@atomic_turn
def keep(*, pressed: Pressed, over: int, by: Colleague | None) -> int:
    """The number of the edition that holds these pages. Nothing is written when nothing changed.

    Raises Moved where what is live is no longer version `over`, or another edition came between.
    Records `press:edition:pressed`.
    """
    row, _ = Pressing.objects.select_for_update().get_or_create(id=1, defaults={"stamp": ""})
    held = dict(PressedPage.objects.values_list("path", "digest"))
    unknown = [
        path for path in pressed.digests.keys() - pressed.bodies if held.get(path) != pressed.digests[path]
    ]
    if version() != over or unknown:
        raise Moved
    changed = {path: body for path, body in pressed.bodies.items() if held.get(path) != pressed.digests[path]}
    gone = held.keys() - pressed.digests.keys()
    if not changed and not gone and row.stamp == pressed.stamp:
        return row.number
    row.number, row.stamp = row.number + 1, pressed.stamp
    row.save()
    PressedPage.objects.filter(path__in=[*gone, *changed]).delete()
    PressedPage.objects.bulk_create(
        PressedPage(path=path, body=body, digest=pressed.digests[path], number=row.number)
        for path, body in changed.items()
    )
    record(
        Chain.face("desk" if by else "worker"),
        PressTag.PRESSED,
        by=by.id if by else None,
        about=None,
        note={"number": row.number, "pages": len(pressed.digests)},
    )
    return row.number
