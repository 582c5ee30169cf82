"""Files that came with a message: the safe copy only, as a download that no browser runs."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from waymark.desk.contact.download import hand_out
from waymark.desk.inbox.message import look_at
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture


@posture(Posture.PERMITTED, permission=Permission.READ_ARRIVALS)
def download(request: HttpRequest, arrival_id: UUID, file_id: UUID) -> HttpResponseBase:
    """One file of a conversation that the reader may read; the look is recorded as any other."""
    thread = look_at(request, arrival_id)
    held = [file for letter in thread.letters for file in letter.content.files] if thread else []
    found = next((file for file in held if file.id == file_id), None)
    if found is None:
        raise Http404
    return hand_out(found)
