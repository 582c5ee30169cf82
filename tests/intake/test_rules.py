"""What may be received, who may read it, and by when it is answered."""

from datetime import UTC, date, datetime

import pytest

from waymark.clocks.hours import Week, read_week
from waymark.contact.terms import Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.intake import rules
from waymark.intake.asking import Asking, Content, Identity
from waymark.intake.models import Arrival
from waymark.intake.terms import Age, ArrivalKind, Stage
from waymark.records.refusal import Refused
from waymark.sealing.envelopes import Sealed
from waymark.staff.knowing import Ties, read_ties
from waymark.staff.models import Member

WEEK = read_week(["Mon-Fri 09:00-17:00"])
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
SAFE_LETTER = Way("1 High Street", Safe.YES)


def content(at=TUESDAY, **more):
    return Content(kind=ArrivalKind.ASKING, at=at, **more)


def refusal(check, *asked):
    with pytest.raises(Refused) as refused:
        check(*asked)
    return refused.value.sentence, refused.value.field


@pytest.mark.parametrize(
    ("at", "said", "due"),
    [
        (TUESDAY, {}, date(2026, 11, 26)),
        (TUESDAY, {"today": True}, date(2026, 11, 24)),
        (TUESDAY, {"age": Age.CHILD}, date(2026, 11, 24)),
        (TUESDAY, {"age": Age.TEEN}, date(2026, 11, 24)),
        (FRIDAY_EVENING, {}, date(2026, 12, 3)),
        (FRIDAY_EVENING, {"today": True}, date(2026, 12, 1)),
    ],
)
def test_an_answer_is_due_two_working_days_after_it_is_read_and_sooner_in_danger(at, said, due):
    holidays = {date(2026, 11, 30)}
    assert rules.answer_by(content(at, **said), at=at, week=WEEK, holidays=holidays) == due


def test_a_service_that_never_opens_counts_from_the_moment_it_came():
    never = Week(((),) * 7)
    assert rules.answer_by(content(), at=TUESDAY, week=never, holidays=()) == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("message", "wishes", "may"),
    [
        ("help", None, True),
        ("help", Wishes(sender=Sender.SELF), True),
        (" ", Wishes(sender=Sender.SELF, letter=SAFE_LETTER), True),
        (" \n", None, False),
        ("", Wishes(sender=Sender.SELF), False),
        ("", Wishes(sender=Sender.SELF, letter=Way("1 High Street", Safe.UNKNOWN)), False),
    ],
)
def test_a_request_says_something_or_how_to_answer(message, wishes, may):
    asking = Asking(b"s" * 32, Identity(), content(message=message, wishes=wishes))
    assert rules.may_receive(asking) is may
    if may:
        assert rules.check_receive(asking) is None
    else:
        assert refusal(rules.check_receive, asking) == (rules.NOTHING_SAID, "message")


@pytest.mark.parametrize(
    ("named", "may"),
    [
        ("", True),
        ("Robin", True),
        ("not JO, please", False),
    ],
)
def test_a_reader_whom_the_sender_named_reads_nothing(named, may):
    by = Member(name="tlm7", shown_name="Tamar Jo Marlow J")
    identity = Identity(not_read=named)
    assert rules.may_read(identity, by, Ties()) is may
    if may:
        assert rules.check_read(identity, by, Ties()) is None
    else:
        assert refusal(rules.check_read, identity, by, Ties()) == (rules.NOT_FOR_YOU, "")
        with pytest.raises(rules.NotForReader):
            rules.check_read(identity, by, Ties())


@pytest.mark.parametrize(
    ("tie", "said"),
    [
        ("Sam Bell", Identity(call_me="Sam Bell")),
        ("Sam; 01632 960001", Identity(phone="01632 960001")),
        ("Sam; sam@example.org", Identity(email="sam@example.org")),
        ("Sam; 12 Rose Lane", Identity(letter="12 Rose Lane")),
    ],
)
def test_a_reader_who_declared_that_they_know_the_sender_reads_nothing(tie, said):
    by, ties = Member(name="tlm7", shown_name="Tamar Jo Marlow"), Ties(read_ties(tie))
    assert not rules.may_read(said, by, ties)
    assert refusal(rules.check_read, said, by, ties) == (rules.NOT_FOR_YOU, "")
    with pytest.raises(rules.TiedReader):
        rules.check_read(said, by, ties)
    assert rules.may_read(Identity(call_me="Robin Marsh"), by, ties)


@pytest.mark.parametrize("stage", Stage)
def test_what_holds_nothing_more_is_not_viewed_and_only_news_is_cleared(stage):
    sealed = Sealed(b"x")
    whole = Arrival(stage=stage.value, identity=sealed, content=sealed)
    news = stage in {Stage.ERASED, Stage.STOPPED}
    assert rules.may_view(whole) is not news
    assert rules.may_clear(whole) is news
    if news:
        assert refusal(rules.check_view, whole)[0].startswith(
            {Stage.ERASED: "Erased by the mailbox holder.", Stage.STOPPED: "Someone else may have seen"}[
                stage
            ]
        )
        assert rules.check_clear(whole) is None
    else:
        assert rules.check_view(whole) is None
        for part in ("identity", "content"):
            half = Arrival(stage=stage.value, **({"identity": sealed, "content": sealed} | {part: None}))
            assert not rules.may_view(half)
            assert refusal(rules.check_view, half) == ("There is nothing to read here.", "")
        assert refusal(rules.check_clear, whole)[0].startswith("This is a message.")


def test_an_answer_names_exactly_the_letters_that_there_are():
    assert rules.may_shown("3", 3)
    assert rules.check_shown("3", 3) is None
    for shown in ("", "2", "4", "03"):
        assert not rules.may_shown(shown, 3)
        assert refusal(rules.check_shown, shown, 3) == (rules.NEWER, "text")
