"""Two people stand behind every word: who may write, ask, review, publish and withdraw."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

import pytest

from waymark.content import rules
from waymark.content.terms import RevisionState
from waymark.records.refusal import Refused
from waymark.staff.terms import Role

NOT_COVERED = "Your account does not cover this. A manager can change that."
BEGINS = {
    RevisionState.DRAFT: "Nobody has asked",
    RevisionState.ASKED: "This waits for a review",
    RevisionState.REVIEWED: "This has been reviewed",
    RevisionState.PUBLISHED: "This is published",
    RevisionState.REPLACED: "This was replaced",
    RevisionState.DROPPED: "This draft was thrown away",
}


@dataclass
class Someone:
    roles: frozenset[Role]
    id: UUID
    is_active: bool = True


@dataclass
class Revision:
    state: str
    written_by: UUID | None


def someone(*roles):
    return Someone(frozenset(roles), uuid4())


EDITOR, MANAGER, CASEWORKER = someone(Role.EDITOR), someone(Role.MANAGER), someone(Role.CASEWORKER)


def refusal(check, *asked):
    with pytest.raises(Refused) as refused:
        check(*asked)
    return refused.value.sentence, refused.value.field


def test_only_editors_write_and_only_publishers_withdraw():
    assert rules.may_edit(EDITOR)
    assert not rules.may_edit(MANAGER)
    assert refusal(rules.check_edit, MANAGER) == (NOT_COVERED, "")
    assert rules.may_withdraw(EDITOR)
    assert rules.may_withdraw(MANAGER)
    assert not rules.may_withdraw(CASEWORKER)
    assert refusal(rules.check_withdraw, CASEWORKER) == (NOT_COVERED, "")


@pytest.mark.parametrize("state", RevisionState)
def test_only_a_draft_of_ones_own_is_asked_about(state):
    own, other = Revision(state.value, EDITOR.id), Revision(state.value, uuid4())
    assert rules.may_ask(EDITOR, own) is (state is RevisionState.DRAFT)
    assert not rules.may_ask(EDITOR, other)
    assert refusal(rules.check_ask, EDITOR, other)[0].startswith("Only whoever wrote this")
    assert refusal(rules.check_ask, MANAGER, Revision(state.value, MANAGER.id))[0] == NOT_COVERED
    if state is not RevisionState.DRAFT:
        assert refusal(rules.check_ask, EDITOR, own)[0].startswith(BEGINS[state])


@pytest.mark.parametrize("state", RevisionState)
def test_only_a_draft_is_thrown_away_and_by_any_editor(state):
    revision, is_draft = Revision(state.value, uuid4()), state is RevisionState.DRAFT
    assert rules.may_drop(EDITOR, revision) is is_draft
    assert not rules.may_drop(MANAGER, revision)
    assert refusal(rules.check_drop, MANAGER, revision)[0] == NOT_COVERED
    if is_draft:
        assert rules.check_drop(EDITOR, revision) is None
    else:
        assert refusal(rules.check_drop, EDITOR, revision)[0].startswith(BEGINS[state])


@dataclass
class Item:
    text: str = "ours"
    pack_text: str = "theirs"
    in_pack: bool = True
    is_live: bool = True


def test_words_go_back_to_a_release_that_has_them_and_says_something_else():
    for item in (Item(), Item(is_live=False), Item(text="theirs", is_live=False)):
        assert rules.may_release(item)
        assert rules.check_release(item) is None
    for item, begins in (
        (Item(in_pack=False), "No release has this"),
        (Item(text="theirs"), "This says what the release says"),
    ):
        assert not rules.may_release(item)
        assert refusal(rules.check_release, item)[0].startswith(begins)


@pytest.mark.parametrize("state", RevisionState)
def test_nobody_reviews_their_own_and_only_what_was_asked(state):
    own, other = Revision(state.value, EDITOR.id), Revision(state.value, uuid4())
    asked = state is RevisionState.ASKED
    assert rules.may_review(EDITOR, other) is asked
    assert rules.may_review(MANAGER, other) is asked
    assert not rules.may_review(EDITOR, own)
    assert not rules.may_review(CASEWORKER, other)
    assert refusal(rules.check_review, CASEWORKER, other)[0] == NOT_COVERED
    sentence = refusal(rules.check_review, EDITOR, own)[0]
    assert sentence.startswith("You wrote this." if asked else BEGINS[state])


@pytest.mark.parametrize("state", RevisionState)
def test_only_what_somebody_reviewed_is_published(state):
    revision, reviewed = Revision(state.value, EDITOR.id), state is RevisionState.REVIEWED
    assert rules.may_publish(EDITOR, revision) is reviewed
    assert not rules.may_publish(CASEWORKER, revision)
    assert refusal(rules.check_publish, CASEWORKER, revision)[0] == NOT_COVERED
    if reviewed:
        assert rules.check_publish(None, revision) is None
    else:
        for by in (None, EDITOR):
            assert refusal(rules.check_publish, by, revision)[0].startswith(BEGINS[state])


def test_nobody_writes_over_words_that_they_did_not_see():
    assert rules.may_unmoved("a", "a")
    assert not rules.may_unmoved("a", "b")
    sentence, field = refusal(rules.check_unmoved, "a", "b")
    assert sentence.startswith("Somebody else saved this")
    assert field == "seen"


def test_nobody_begins_a_draft_over_a_newer_one_that_they_did_not_see():
    going_on = Revision(RevisionState.ASKED.value, EDITOR.id)
    assert rules.may_over(None, "a", "b")
    assert rules.may_over(going_on, "b", "b")
    assert not rules.may_over(going_on, "a", "b")
    sentence, field = refusal(rules.check_over, going_on, "a", "b")
    assert sentence.startswith("There are newer words")
    assert field == "over"


def test_a_remark_says_something_in_400_characters():
    for remark in ("x", "x" * 400):
        assert rules.may_remark(remark)
        assert rules.check_remark(remark) is None
    for remark, begins in (
        ("", "Say in a sentence"),
        (" \n", "Say in a sentence"),
        ("x" * 401, "Please say it in 400 "),
    ):
        assert not rules.may_remark(remark)
        sentence, field = refusal(rules.check_remark, remark)
        assert sentence.startswith(begins)
        assert field == "remark"


def test_a_day_that_has_gone_by_is_refused():
    today = date(2026, 11, 26)
    for on in (today, date(2026, 11, 27)):
        assert rules.may_day(today, on)
    assert not rules.may_day(today, date(2026, 11, 25))
    sentence, field = refusal(rules.check_day, today, date(2026, 11, 25))
    assert sentence.startswith("This day has gone by.")
    assert field == "publish_on"
