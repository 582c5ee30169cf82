"""Going back: older words as a draft again, a draft thrown away, a day taken back. Changes no live word."""

from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.content.drafting import new_revision, revision_of
from waymark.content.models import Item, Revision
from waymark.content.rules import check_drop, check_edit, check_over, check_publish, check_release
from waymark.content.stored import key_of, mark_of, newest
from waymark.content.terms import ContentTag, RevisionState
from waymark.records.turns import atomic_turn
from waymark.staff.rules import Colleague

_DESK = Chain.face("desk")


@atomic_turn
def restore(*, revision: UUID, by: Colleague, over: str = "") -> Revision:
    """A new draft with the words of an older revision. `over` is the mark (`stored.mark_of`) of the words
    going on that it is meant to stand over.

    *Refuses* somebody who does not edit pages, and one who did not see that a draft is going on.
    Records `content:revision:restored`.
    """
    check_edit(by)
    old = revision_of(revision)
    check_over(newest(old.item), over, mark_of(old.item))
    made = new_revision(key_of(old.item), old.text, by=by.id, state=RevisionState.DRAFT, restored_from=old.id)
    record(_DESK, ContentTag.RESTORED, by=by.id, about=made.id)
    return made


@atomic_turn
def restore_release(*, item: UUID, by: Colleague, over: str = "") -> Revision:
    """A new draft with the words that the release has for this; `over` as in `restore`.

    *Refuses* as `restore` does, what no release has, and what says the same already.
    Records `content:release:restored`.
    """
    check_edit(by)
    found = Item.objects.get(id=item)
    check_release(found)
    check_over(newest(found), over, mark_of(found))
    made = new_revision(key_of(found), found.pack_text, by=by.id, state=RevisionState.DRAFT)
    record(_DESK, ContentTag.RELEASE_RESTORED, by=by.id, about=made.id)
    return made


@atomic_turn
def drop(*, revision: UUID, by: Colleague) -> Revision:
    """A draft is thrown away, with the earlier drafts that it went on from; its words stay in the history.

    *Refuses* what is no draft. Records `content:revision:dropped`.
    """
    found = revision_of(revision)
    check_drop(by, found)
    drafts = Revision.objects.filter(item=found.item, state=RevisionState.DRAFT.value)
    drafts.update(state=RevisionState.DROPPED.value)
    found.state = RevisionState.DROPPED.value
    record(_DESK, ContentTag.DROPPED, by=by.id, about=found.id)
    return found


@atomic_turn
def take_day_back(*, revision: UUID, by: Colleague) -> Revision:
    """It waits again until somebody publishes it or chooses a day. *Refuses* what is not reviewed.

    Records `content:revision:unscheduled`.
    """
    found = revision_of(revision)
    check_publish(by, found)
    found.publish_on = None
    found.save(update_fields=["publish_on"])
    record(_DESK, ContentTag.UNSCHEDULED, by=by.id, about=found.id)
    return found
