"""How many files may wait at once: one who sends file after file must not fill the disk for everybody."""

from waymark.documents.copying import BUSY
from waymark.documents.terms import MOST_WAITING
from waymark.records.refusal import Refused


def check_room(waiting: int) -> None:
    """Refuses one more file while so many parts wait. Messages are taken all the same."""
    if not may_room(waiting):
        raise Refused(BUSY)


def may_room(waiting: int) -> bool:
    return waiting < MOST_WAITING
