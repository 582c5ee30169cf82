"""What the top of a page says when something did not go as hoped.

Whatever it says, the words are still on the page.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Notice:
    """A heading, a few sentences, and whether to show our phone number. `status` is the answer's own."""

    heading: str
    sentences: tuple[str, ...]
    phone: bool = False
    status: int = 200


class Trouble(StrEnum):
    UNSAVED = "unsaved"
    BUSY = "busy"
    OLD = "old"
    LOST = "lost"


def tell(trouble: Trouble) -> Notice:
    """The notice for each trouble."""
    if trouble is Trouble.UNSAVED:
        again = _("Nothing that you wrote is lost. It is still here. Please send it again in a moment.")
        return Notice(_("This was NOT saved. We don’t have your message."), (again,), phone=True, status=503)
    if trouble is Trouble.BUSY:
        again = _(
            "Many people are writing right now. Your words are still here. Please send them "
            "again in a moment."
        )
        return Notice(_("Not sent yet"), (again,), phone=True, status=503)
    if trouble is Trouble.OLD:
        look = _("This page was open for a long time. Please look at it once more, then send it.")
        return Notice(_("Not sent yet"), (look,))
    lost = _("What you typed on this page is still here. What you wrote on other pages may be gone.")
    why = _("This page may have been open for too long.")
    return Notice(_("We could not read what you wrote before"), (why, lost))
