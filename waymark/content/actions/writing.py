"""Writing a revision, asking for its review, giving it, choosing its day. Nothing here changes the site."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.content.drafting import Checked, new_revision, revision_of, say_checked, translation_as_checked
from waymark.content.folders import PackText
from waymark.content.models import Item, Revision
from waymark.content.pieces import Key
from waymark.content.rules import (
    check_ask,
    check_day,
    check_edit,
    check_publish,
    check_remark,
    check_review,
    check_unmoved,
    check_withdraw,
)
from waymark.content.stored import candidate, changes_of, item_of, key_of, mark_of
from waymark.content.terms import ContentTag, ItemKind, RevisionState
from waymark.records.days import day
from waymark.records.turns import atomic_turn
from waymark.staff.rules import Colleague

_DESK = Chain.face("desk")


@atomic_turn
def write(*, key: Key, text: str, by: Colleague, seen: str | None = None) -> Revision:
    """A new draft over what is live; for a new page, part or fact the item is made, and is not live yet.
    `seen` is the mark (`stored.mark_of`) of the words that the writer began with.

    *Refuses* somebody who does not edit pages, and one who did not see what is there now. Whether the text
    holds is judged when it is published. Records `content:revision:written`.
    """
    check_edit(by)
    if seen is not None:
        check_unmoved(seen, mark_of(item_of(key)))
    revision = new_revision(key, text, by=by.id, state=RevisionState.DRAFT)
    record(_DESK, ContentTag.WRITTEN, by=by.id, about=revision.id)
    return revision


@atomic_turn
def ask_for_review(*, revision: UUID, by: Colleague) -> Revision:
    """A draft goes to a second person. *Refuses* one that is not the asker's own draft.

    Records `content:review:asked`.
    """
    found = revision_of(revision)
    check_ask(by, found)
    found.state = RevisionState.ASKED.value
    found.save(update_fields=["state"])
    record(_DESK, ContentTag.ASKED, by=by.id, about=found.id)
    return found


@atomic_turn
def review(*, revision: UUID, by: Colleague) -> Revision:
    """A second person answers for it too. *Refuses* whoever wrote it. Records `content:review:given`."""
    found = revision_of(revision)
    check_review(by, found)
    found.state, found.reviewed_by = RevisionState.REVIEWED.value, by.id
    found.save(update_fields=["state", "reviewed_by"])
    record(_DESK, ContentTag.REVIEWED, by=by.id, about=found.id)
    return found


@atomic_turn
def send_back(*, revision: UUID, by: Colleague, remark: str) -> Revision:
    """It is a draft again, with what the reviewer says about it. *Refuses* as `review` does, and without a
    remark. Records `content:review:declined`.
    """
    found = revision_of(revision)
    check_review(by, found)
    check_remark(remark)
    found.state, found.remark = RevisionState.DRAFT.value, remark.strip()
    found.save(update_fields=["state", "remark"])
    record(_DESK, ContentTag.SENT_BACK, by=by.id, about=found.id)
    return found


@atomic_turn
def publish_on(*, revision: UUID, on: date, by: Colleague) -> Revision:
    """The worker publishes it when that day begins. *Refuses* one that is not reviewed, and a day gone by.

    Records `content:revision:scheduled`.
    """
    found = revision_of(revision)
    check_publish(by, found)
    check_day(day(), on)
    found.publish_on = on
    found.save(update_fields=["publish_on"])
    record(_DESK, ContentTag.SCHEDULED, by=by.id, about=found.id, note={"day": on})
    return found


@atomic_turn
def mark_fact_checked(*, item: UUID, checked: Checked, by: Colleague) -> Revision:
    """Says who looked a fact up, where and when. Its value stays, so that the checker is its second person:
    the revision may be published at once.

    *Refuses* a new value, a review day that is not after the day of the look, and a fact that is settled.
    Records `content:fact:checked`.
    """
    check_withdraw(by)
    fact = Item.objects.get(id=item, kind=ItemKind.FACT.value)
    text = say_checked(fact.text, checked, today=day())
    made = new_revision(key_of(fact), text, by=None, state=RevisionState.REVIEWED, reviewed_by=by.id)
    record(_DESK, ContentTag.FACT_CHECKED, by=by.id, about=made.id)
    return made


@atomic_turn
def mark_translation_checked(*, item: UUID, checked_by: str, checked_on: date, by: Colleague) -> Revision:
    """Says which person compared a translation with its English as it is now; its words stay.

    *Refuses* one with a stale block, a nameless checker and a day to come. The revision may be published at
    once. Records `content:translation:checked`.
    """
    check_withdraw(by)
    page = Item.objects.get(id=item, kind__in=(ItemKind.PAGE.value, ItemKind.PART.value))
    text = translation_as_checked(page, checked_by, checked_on, today=day())
    made = new_revision(key_of(page), text, by=None, state=RevisionState.REVIEWED, reviewed_by=by.id)
    record(_DESK, ContentTag.TRANSLATION_CHECKED, by=by.id, about=made.id)
    return made


def import_pack(*, pack: PackText, by: Colleague) -> Sequence[Revision]:
    """Every piece of the pack that differs from what is live becomes a revision that waits for review.

    *Refuses* the whole, with file, line and reason, when the site would not hold with it. What the pack does
    not hold stays as it is. Records `content:pack:imported`.
    """
    check_edit(by)
    changed = changes_of(pack)
    candidate(changed)
    return _keep_import(changed, by)


@atomic_turn
def _keep_import(changed: dict[Key, str], by: Colleague) -> list[Revision]:
    made = [new_revision(key, text, by=by.id, state=RevisionState.ASKED) for key, text in changed.items()]
    record(_DESK, ContentTag.PACK_IMPORTED, by=by.id, about=None, note={"changed": len(made)})
    return made
