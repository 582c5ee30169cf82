"""Going back: older words, the release's words, a draft thrown away, a day taken back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.content.actions import undoing
from waymark.content.models import Item
from waymark.content.stored import mark_of, newest
from waymark.content.terms import RevisionState
from waymark.desk.editing import together
from waymark.desk.editing.found import STATES, find_item, find_revision, names, title_of
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

EDIT, PUBLISH = Permission.EDIT_PAGES, Permission.PUBLISH_PAGES
_BROUGHT_BACK = "The older words are a draft again. Nothing is live yet."


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def restore(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """An older text is a draft again; where somebody's newer draft is going on, that is said first."""
    revision, over = find_revision(revision_id), request.POST.get("over", "")
    try:
        made = together.restore(revision, by=member_of(request), over=over)
    except Refused as refused:
        if refused.field != "over":
            raise
        return _draw_over(request, revision.item, refused.sentence)
    say(request, _BROUGHT_BACK)
    return redirect("desk:revision-view", made.id)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def restore_release(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """What the release says is a draft again; where somebody's draft is going on, that is said first."""
    item = find_item(item_id)
    try:
        made = undoing.restore_release(item=item.id, by=member_of(request), over=request.POST.get("over", ""))
    except Refused as refused:
        if refused.field == "over":
            return _draw_over(request, item, refused.sentence)
        say(request, refused.sentence)
        return redirect("desk:item-history", item.id)
    say(request, _BROUGHT_BACK)
    return redirect("desk:revision-view", made.id)


def _draw_over(request: HttpRequest, item: Item, sentence: str) -> HttpResponse:
    """Whose words are going on, and both ways on from here: the same press again is then meant."""
    going_on = newest(item)
    if going_on is None:  # it was published in this moment: nothing is hidden any more
        return redirect("desk:item-history", item.id)
    context = {
        "item": item,
        "title": title_of(item),
        "again": request.path,
        "sentence": sentence,
        "going_on": going_on,
        "state": STATES[RevisionState(going_on.state)],
        "writer": names().get(going_on.written_by, "Somebody who has left"),
        "over": mark_of(item),
    }
    return draw(request, "desk/editing/over.html", context, status=409)


@posture(Posture.PERMITTED, permission=EDIT, posts_only=True)
def drop(request: HttpRequest, revision_id: UUID) -> HttpResponse:
    """A draft goes; whoever wants it back finds it in the history."""
    revision = find_revision(revision_id)
    try:
        together.drop(revision, by=member_of(request))
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
