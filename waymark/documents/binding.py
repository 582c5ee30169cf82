"""Which island a file belongs to: bound when it is sent, moved when a case takes it, cleared when that
is destroyed.

Each is a step of another room's action, in that action's turn, which records it.
"""

from collections.abc import Collection
from uuid import UUID

from waymark.documents.held import HeldFile
from waymark.documents.models import Document


def claim_files(files: Collection[HeldFile], *, island: UUID) -> None:
    """Binds waiting files to what was sent, in the caller's turn."""
    Document.objects.filter(id__in=[each.id for each in files], island=None).update(island=island)


def move_files(files: Collection[HeldFile], *, island: UUID) -> None:
    """Gives files to a case, so that erasing a mailbox leaves them there; in the caller's turn."""
    Document.objects.filter(id__in=[each.id for each in files]).update(island=island)


def clear_files(*, island: UUID) -> None:
    """Deletes the files of something destroyed; in the caller's turn."""
    Document.objects.filter(island=island).delete()
