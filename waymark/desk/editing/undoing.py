"""Going back: older words, the release's words, a draft thrown away, a day taken back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.content.actions import undoing
from waymark.desk.editing.found import find_item, find_revision
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

EDIT, PUBLISH = Permission.EDIT_PAGES, Permission.PUBLISH_PAGES
_BROUGHT_BACK = "The older words are a draft again. Nothing is live yet."


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def restore(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """An older text is a draft again."""
    made = undoing.restore(revision=find_revision(revision_id).id, by=member_of(request))
    say(request, _BROUGHT_BACK)
    return redirect("desk:revision-view", made.id)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def restore_release(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What the release says is a draft again."""
    item = find_item(item_id)
    try:
        made = undoing.restore_release(item=item.id, by=member_of(request))
    except Refused as refused:
        say(request, refused.sentence)
        return redirect("desk:item-history", item.id)
    say(request, _BROUGHT_BACK)
    return redirect("desk:revision-view", made.id)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def drop(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """A draft goes; whoever wants it back finds it in the history."""
    revision = find_revision(revision_id)
    try:
        undoing.drop(revision=revision.id, by=member_of(request))
    except Refused as refused:
        say(request, refused.sentence)
        return redirect("desk:revision-view", revision.id)
    say(request, "The draft is thrown away. The site stays as it is. You can bring it back from here.")
    return redirect("desk:item-history", revision.item_id)


@posture(Posture.PERMITTED, permission=PUBLISH, posts_only=True)
def take_day_back(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """It waits again for somebody to publish it."""
    revision = find_revision(revision_id)
    try:
        undoing.take_day_back(revision=revision.id, by=member_of(request))
    except Refused as refused:
        say(request, refused.sentence)
    else:
        say(request, "It has no day any more. It waits until somebody publishes it.")
    return redirect("desk:revision-view", revision.id)
