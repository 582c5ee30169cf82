"""Who may write, review and publish. Two people stand behind every word: nobody reviews their own."""

from datetime import date
from typing import Final, Protocol
from uuid import UUID

from waymark.content.terms import RevisionState
from waymark.records.refusal import Refused, allows
from waymark.staff.rules import Colleague, check_permission
from waymark.staff.terms import Permission

REMARK: Final = 400
_NOT_FROM: Final = {
    RevisionState.DRAFT: "Nobody has asked for a review of this yet.",
    RevisionState.ASKED: "This waits for a review by somebody else.",
    RevisionState.REVIEWED: "This has been reviewed already.",
    RevisionState.PUBLISHED: "This is published already. Write a new revision.",
    RevisionState.REPLACED: "This was replaced by a newer one. You can restore it.",
    RevisionState.DROPPED: "This draft was thrown away. You can restore it.",
}


class Draft(Protocol):
    """As much of a revision as a rule needs."""

    @property
    def state(self) -> str: ...
    @property
    def written_by(self) -> UUID | None: ...


class Released(Protocol):
    """As much of an item as a rule needs."""

    @property
    def text(self) -> str: ...
    @property
    def pack_text(self) -> str: ...
    @property
    def in_pack(self) -> bool: ...
    @property
    def is_live(self) -> bool: ...


def check_edit(by: Colleague) -> None:
    """*Refuses* somebody who does not edit pages."""
    check_permission(by, Permission.EDIT_PAGES)


def may_edit(by: Colleague) -> bool:
    return allows(check_edit, by)


def check_unmoved(seen: str, now: str) -> None:
    """*Refuses* writing over words that the writer did not see."""
    if seen != now:
        raise Refused(
            "Somebody else saved this while you were writing. Both texts are below: nothing is lost.",
            field="seen",
        )


def may_unmoved(seen: str, now: str) -> bool:
    return allows(check_unmoved, seen, now)


def check_over(going_on: Draft | None, over: str, now: str) -> None:
    """*Refuses* a draft over one that is going on, unless that one was seen as it is now."""
    if going_on is not None and over != now:
        raise Refused(
            "There are newer words that are not live yet. A new draft would stand over them: they would be "
            "found in the history alone.",
            field="over",
        )


def may_over(going_on: Draft | None, over: str, now: str) -> bool:
    return allows(check_over, going_on, over, now)


def check_remark(remark: str) -> None:
    """*Refuses* sending words back without saying why, or at great length."""
    if not remark.strip():
        raise Refused("Say in a sentence what should change.", field="remark")
    if len(remark) > REMARK:
        raise Refused(f"Please say it in {REMARK} characters or fewer.", field="remark")


def may_remark(remark: str) -> bool:
    return allows(check_remark, remark)


def check_ask(by: Colleague, revision: Draft) -> None:
    """*Refuses* asking for a review of what is not a draft of one's own."""
    check_edit(by)
    if revision.written_by != by.id:
        raise Refused("Only whoever wrote this can ask for its review.")
    _check_state(revision, RevisionState.DRAFT)


def may_ask(by: Colleague, revision: Draft) -> bool:
    return allows(check_ask, by, revision)


def check_drop(by: Colleague, revision: Draft) -> None:
    """*Refuses* throwing away what is no draft. Anybody who edits may: it stays in the history."""
    check_edit(by)
    _check_state(revision, RevisionState.DRAFT)


def may_drop(by: Colleague, revision: Draft) -> bool:
    return allows(check_drop, by, revision)


def check_release(item: Released) -> None:
    """*Refuses* going back to a release that has no such words, or the words that are live already."""
    if not item.in_pack:
        raise Refused("No release has this: there is nothing to go back to.")
    if item.is_live and item.text == item.pack_text:
        raise Refused("This says what the release says already.")


def may_release(item: Released) -> bool:
    return allows(check_release, item)


def check_review(by: Colleague, revision: Draft) -> None:
    """*Refuses* whoever wrote it, and whoever may not publish."""
    check_permission(by, Permission.PUBLISH_PAGES)
    _check_state(revision, RevisionState.ASKED)
    if revision.written_by == by.id:
        raise Refused("You wrote this. Somebody else has to review it.")


def may_review(by: Colleague, revision: Draft) -> bool:
    return allows(check_review, by, revision)


def check_publish(by: Colleague | None, revision: Draft) -> None:
    """*Refuses* what nobody else has reviewed. The worker, on its day, acts for whoever set the day."""
    if by is not None:
        check_permission(by, Permission.PUBLISH_PAGES)
    _check_state(revision, RevisionState.REVIEWED)


def may_publish(by: Colleague, revision: Draft) -> bool:
    return allows(check_publish, by, revision)


def check_withdraw(by: Colleague) -> None:
    """*Refuses* somebody who may not publish. One person is enough: what is wrong has to go at once."""
    check_permission(by, Permission.PUBLISH_PAGES)


def may_withdraw(by: Colleague) -> bool:
    return allows(check_withdraw, by)


def check_day(today: date, on: date) -> None:
    """*Refuses* a day that has gone by."""
    if on < today:
        raise Refused("This day has gone by. Choose today or a later one.", field="publish_on")


def may_day(today: date, on: date) -> bool:
    return allows(check_day, today, on)


def _check_state(revision: Draft, wanted: RevisionState) -> None:
    state = RevisionState(revision.state)
    if state is not wanted:
        raise Refused(_NOT_FROM[state])
