"""Publishing in one step: the site is made whole with the change and pressed, then both are kept in one turn.

Whatever does not hold, or weighs too much, is refused before anything is written.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from waymark.content.actions.publishing import Moved, lay_packs, publish, withdraw
from waymark.content.actions.writing import mark_fact_checked, mark_translation_checked
from waymark.content.drafting import Checked, say_checked, translation_as_checked
from waymark.content.folders import PackText
from waymark.content.laying import is_laid, plan_laying
from waymark.content.models import Item, Revision
from waymark.content.stored import candidate, due_to_publish, key_of
from waymark.press.actions import keep
from waymark.press.pressing import press
from waymark.records.days import day
from waymark.records.refusal import Refused
from waymark.records.turns import turn
from waymark.staff.rules import Colleague

T = TypeVar("T")
TRIES = 5


def publish_now(*, revisions: Sequence[UUID], by: Colleague | None) -> list[Revision]:
    """These revisions go live together. *Refuses* what was not reviewed and what does not hold."""

    def once() -> list[Revision]:
        found = list(Revision.objects.filter(id__in=revisions).select_related("item"))
        if len(found) != len(set(revisions)):
            raise Refused("One of these revisions is no longer there.")
        made = candidate(revisions=found)
        pressed = press(made.library)
        with turn():
            published = publish(candidate=made, by=by)
            keep(pressed=pressed, over=made.version + 1, by=by)
        return published

    return _until_nobody_came_between(once)


def check_fact_now(*, item: UUID, checked: Checked, by: Colleague) -> Revision:
    """A fact was looked up and is still right: live at once. *Refuses* as `mark_fact_checked`."""

    def text_of(fact: Item) -> str:
        return say_checked(fact.text, checked, today=day())

    return _check_now(item, text_of, lambda: mark_fact_checked(item=item, checked=checked, by=by), by)


def check_translation_now(*, item: UUID, checked_by: str, checked_on: date, by: Colleague) -> Revision:
    """A translation was compared with its English: live at once. *Refuses* as `mark_translation_checked`."""

    def text_of(page: Item) -> str:
        return translation_as_checked(page, checked_by, checked_on, today=day())

    def mark() -> Revision:
        return mark_translation_checked(item=item, checked_by=checked_by, checked_on=checked_on, by=by)

    return _check_now(item, text_of, mark, by)


def _check_now(
    item: UUID, text_of: Callable[[Item], str], mark: Callable[[], Revision], by: Colleague
) -> Revision:
    """The check is written and published in one turn: a crash leaves both or neither."""

    def once() -> Revision:
        found = Item.objects.filter(id=item).first()
        if found is None:
            raise Refused("There is nothing here to check.")
        made = candidate({key_of(found): text_of(found)})
        pressed = press(made.library)
        with turn():
            revision = mark()
            if revision.text != made.changes[key_of(found)]:
                raise Moved
            publish(candidate=replace(made, revisions=(revision,)), by=by)
            keep(pressed=pressed, over=made.version + 1, by=by)
        return revision

    return _until_nobody_came_between(once)


def withdraw_now(*, item: UUID, by: Colleague) -> Item:
    """It is on the site no more. *Refuses* one that a page still needs, and names that page."""

    def once() -> Item:
        found = Item.objects.filter(id=item).first()
        if found is None:
            raise Refused("There is nothing here to withdraw.")
        made = candidate({key_of(found): None})
        pressed = press(made.library)
        with turn():
            (gone,) = withdraw(candidate=made, by=by)
            keep(pressed=pressed, over=made.version + 1, by=by)
        return gone

    return _until_nobody_came_between(once)


def lay_packs_now(packs: Sequence[PackText], *, by: Colleague | None = None) -> bool:
    """The packs of this release lie under the editors' words, and are pressed. Whether anything was new.

    *Refuses* the whole where the site would not hold with them; it then serves what it had.
    """
    if is_laid(packs):
        press_anew()
        return False

    def once() -> bool:
        laying = plan_laying(packs)
        pressed = press(laying.library)
        with turn():
            lay_packs(laying=laying, by=by)
            keep(pressed=pressed, over=laying.version + 1, by=by)
        return True

    return _until_nobody_came_between(once)


def press_anew() -> int:
    """The edition of what is live, today and with the code of now: for a fact that fell due, and a release.

    Returns its number. *Refuses* what does not hold; the site then serves what it had.
    """

    def once() -> int:
        made = candidate()
        return keep(pressed=press(made.library), over=made.version, by=None)

    return _until_nobody_came_between(once)


def publish_due() -> int:
    """What was reviewed and whose day has come goes live. Returns how many; one that is refused stays."""
    done = 0
    for revision in due_to_publish(day()):
        try:
            publish_now(revisions=[revision.id], by=None)
        except Refused:
            continue  # it stays in the editors' list, past its day
        done += 1
    return done


def _until_nobody_came_between(once: Callable[[], T]) -> T:
    for _ in range(TRIES):
        try:
            return once()
        except Moved:
            continue
    raise Refused("Others are publishing at the same moment. Please try again.")
