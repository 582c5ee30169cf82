"""What changes the site. Each verb takes a candidate that was made whole: nothing broken goes live."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.content.drafting import revision_of
from waymark.content.laying import Laying, apply_laying
from waymark.content.models import Item, Revision, Version
from waymark.content.pieces import Key
from waymark.content.rules import check_publish, check_withdraw
from waymark.content.stored import Candidate
from waymark.content.terms import ContentTag, RevisionState
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.staff.rules import Colleague


class Moved(Exception):  # noqa: N818 - a fact, told to whoever made the candidate
    """What is live changed after the candidate was made: make it again."""


@atomic_turn
def publish(*, candidate: Candidate, by: Colleague | None) -> list[Revision]:
    """The candidate's revisions are live from now on; what they replace stays in the history. So does what
    was written before them and still waited: on its day it would bring the older words back.

    *Refuses* a revision that was not reviewed. Raises Moved. Records `content:revision:published` for each.
    """
    _move_from(candidate.version)
    published = []
    for each in candidate.revisions:
        revision = revision_of(each.id)
        check_publish(by, revision)
        if revision.text != each.text:
            raise Moved
        _replaced_by(revision).update(state=RevisionState.REPLACED.value)
        revision.state, revision.published_at = RevisionState.PUBLISHED.value, timezone.now()
        revision.save(update_fields=["state", "published_at"])
        item = revision.item
        item.text, item.is_live, item.pack_changed = revision.text, True, False
        item.is_edited = not item.in_pack or item.text != item.pack_text
        item.save(update_fields=["text", "is_live", "is_edited", "pack_changed"])
        published.append(revision)
        record(
            Chain.face("desk" if by else "worker"),
            ContentTag.PUBLISHED,
            by=by.id if by else None,
            about=revision.id,
        )
    return published


@atomic_turn
def withdraw(*, candidate: Candidate, by: Colleague) -> list[Item]:
    """The items that the candidate is without are on the site no more; publishing a revision brings one back.

    *Refuses* somebody who may not publish. Raises Moved. Records `content:item:withdrawn` for each.
    """
    check_withdraw(by)
    _move_from(candidate.version)
    gone = [_item(key) for key, text in candidate.changes.items() if text is None]
    for item in gone:
        item.is_live, item.is_edited = False, True
        item.save(update_fields=["is_live", "is_edited"])
        record(Chain.face("desk"), ContentTag.WITHDRAWN, by=by.id, about=item.id)
    return gone


@atomic_turn
def lay_packs(*, laying: Laying, by: Colleague | None) -> Mapping[Key, str]:
    """The packs of a release lie under what editors wrote: unedited items follow, edited ones are flagged.

    Raises Moved. Records `content:pack:laid` when anything changed.
    """
    _move_from(laying.version)
    changed = apply_laying(laying)
    if changed:
        worker = Chain.face("worker")
        record(worker, ContentTag.PACK_LAID, by=by.id if by else None, about=None, note={"changed": changed})
    return laying.texts


def _replaced_by(revision: Revision) -> QuerySet[Revision]:
    """What is live now, and what waits but is older. A check, which nobody wrote, brings no new words: what
    waits for its day still has one.
    """
    gone = Q(state=RevisionState.PUBLISHED.value)
    if revision.written_by is not None:
        gone |= Q(written_at__lt=revision.written_at)
    others = Revision.objects.filter(gone, item=revision.item).exclude(id=revision.id)
    return others.exclude(state__in=(RevisionState.REPLACED.value, RevisionState.DROPPED.value))


def _move_from(seen: int) -> None:
    """Counts one change, unless another one came between."""
    row, _ = Version.objects.select_for_update().get_or_create(id=1)
    if row.number != seen:
        raise Moved
    Version.objects.filter(id=1).update(number=seen + 1)


def _item(key: Key) -> Item:
    found = Item.objects.filter(
        pack=key.pack, kind=key.kind.value, language=key.language, name=key.name
    ).first()
    if found is None:
        raise Refused("There is nothing here to withdraw.")
    return found
