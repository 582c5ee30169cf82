from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from waymark.contact import rules
from waymark.contact.terms import Day, Part, Safe, Sender, Voicemail
from waymark.contact.wishes import Way, Wishes
from waymark.records.refusal import Refused

TUESDAY_MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
YES = Way("01632 960001", Safe.YES)
ALL_SAFE = Wishes(
    sender=Sender.SELF,
    phone=YES,
    text=YES,
    email=Way("a@example.org", Safe.YES),
    letter=Way("1 Example Street", Safe.YES),
    mailbox=Way("", Safe.YES),
    voicemail=Voicemail.NAMED,
    any_time=True,
)
CHANNELS = ("ring", "text", "email", "post", "answer")
ALL_RULES = (*CHANNELS, "leave_voicemail", "name_service")


def may(name, wishes, at=TUESDAY_MORNING, stops=()):
    timed = name not in {"email", "post", "answer"}
    return getattr(rules, f"may_{name}")(wishes, **({"at": at} if timed else {}), stops=stops)


@pytest.mark.parametrize("name", ALL_RULES)
def test_what_they_said_is_safe_is_allowed(name):
    assert may(name, ALL_SAFE)


@pytest.mark.parametrize("name", ALL_RULES)
def test_nothing_is_allowed_when_nothing_is_known(name):
    assert not may(name, Wishes(sender=Sender.SELF))


@pytest.mark.parametrize("name", ALL_RULES)
def test_a_stop_refuses_every_channel(name):
    watched = uuid4()
    stopped = replace(ALL_SAFE, watches=(watched,))
    assert may(name, stopped)
    assert not may(name, stopped, stops={watched})
    assert may(name, stopped, stops={uuid4()})


@pytest.mark.parametrize(
    ("name", "channel"),
    [("ring", "phone"), ("text", "text"), ("email", "email"), ("post", "letter"), ("answer", "mailbox")],
)
@pytest.mark.parametrize("safe", [Safe.NO, Safe.UNKNOWN])
def test_each_channel_stands_alone(name, channel, safe):
    less = replace(ALL_SAFE, **{channel: Way("01632 960001", safe)})
    assert not may(name, less)
    for other in set(CHANNELS) - {name}:
        assert may(other, less)


def test_a_safe_channel_without_a_number_cannot_be_used():
    assert not may("ring", replace(ALL_SAFE, phone=Way("", Safe.YES)))


def test_ringing_keeps_to_the_days_and_times_in_british_local_time():
    tuesdays = replace(ALL_SAFE, any_time=False, days=(Day.TUESDAY,), parts=(Part.MORNING,))
    assert may("ring", tuesdays)
    assert not may("ring", tuesdays, at=datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    assert not may("ring", tuesdays, at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    assert may("ring", tuesdays, at=datetime(2026, 6, 23, 8, 30, tzinfo=UTC))
    assert not may("ring", tuesdays, at=datetime(2026, 6, 23, 11, 30, tzinfo=UTC))
    assert not may("text", tuesdays, at=datetime(2026, 11, 24, 20, 0, tzinfo=UTC))


@pytest.mark.parametrize("said", [{}, {"days": (Day.TUESDAY,)}, {"parts": (Part.MORNING,)}])
def test_a_time_that_nobody_called_safe_is_not(said):
    unsaid = replace(ALL_SAFE, any_time=False, **said)
    assert not may("ring", unsaid)
    assert not may("text", unsaid)
    assert may("email", unsaid)
    assert not {"phone", "text"} & rules.open_ways(unsaid)
    assert {"phone", "text"} <= rules.open_ways(ALL_SAFE)


def test_voicemail_is_neutral_unless_they_let_us_say_our_name():
    neutral = replace(ALL_SAFE, voicemail=Voicemail.NEUTRAL)
    assert may("leave_voicemail", neutral)
    assert not may("name_service", neutral)
    assert not may("leave_voicemail", replace(ALL_SAFE, voicemail=Voicemail.NONE))


@pytest.mark.parametrize("name", ["ring", "text", "email", "post"])
def test_a_professional_is_reached_only_through_a_switchboard_that_staff_find(name):
    professional = replace(ALL_SAFE, sender=Sender.PROFESSIONAL)
    assert not may(name, professional)
    with pytest.raises(Refused) as refused:
        rules.check_ring(professional, at=TUESDAY_MORNING, stops=())
    assert "switchboard" in refused.value.sentence
    assert may("answer", professional)


@pytest.mark.parametrize("sender", [Sender.FRIEND, Sender.PROFESSIONAL])
def test_somebody_elses_message_says_nothing_about_how_to_reach_the_person(sender):
    theirs = replace(ALL_SAFE, sender=sender)
    assert not rules.may_reach_person(theirs)
    assert rules.wishes_for_the_person(theirs) == Wishes(sender=Sender.SELF)
    assert rules.may_reach_person(ALL_SAFE)
    assert rules.wishes_for_the_person(ALL_SAFE) == ALL_SAFE
