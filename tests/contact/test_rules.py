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


def refusal(name, wishes, at=TUESDAY_MORNING, stops=(), **more):
    timed = name not in {"email", "post", "answer"}
    with pytest.raises(Refused) as refused:
        getattr(rules, f"check_{name}")(wishes, **({"at": at} if timed else {}), stops=stops, **more)
    return refused.value.sentence


CHECKS = {"ring": "phone", "text": "text", "email": "email", "post": "letter", "answer": "mailbox"}


@pytest.mark.parametrize(
    ("name", "unsafe", "unknown"),
    [
        ("ring", "ringing is not safe. Do not ring.", "We don’t know that ringing is safe."),
        ("text", "texts are not safe. Do not text.", "We don’t know that texts are safe."),
        ("email", "e-mail is not safe. Do not e-mail.", "We don’t know that e-mail is safe."),
        ("post", "letters are not safe. Do not post", "We don’t know that letters are safe."),
        ("answer", "the mailbox is not safe. Do not answer", "They have no mailbox that we know of."),
    ],
)
def test_each_refusal_says_why(name, unsafe, unknown):
    channel, watched = CHECKS[name], uuid4()
    assert unsafe in refusal(name, replace(ALL_SAFE, **{channel: Way("x", Safe.NO)}))
    assert unknown in refusal(name, replace(ALL_SAFE, **{channel: Way("x", Safe.UNKNOWN)}))
    assert refusal(name, replace(ALL_SAFE, watches=(uuid4(), watched)), stops={watched}) == rules.STOPPED
    if name != "answer":
        empty = replace(ALL_SAFE, **{channel: Way("", Safe.YES)})
        assert refusal(name, empty) == "They did not give a number or address for this."
        assert refusal(name, replace(ALL_SAFE, sender=Sender.FRIEND)) == rules.NOT_THEIR_NUMBER
        assert refusal(name, replace(ALL_SAFE, sender=Sender.PROFESSIONAL)) == rules.SWITCHBOARD
    else:
        for sender in Sender:
            assert may(name, replace(ALL_SAFE, sender=sender))


@pytest.mark.parametrize("name", CHECKS)
def test_using_a_channel_follows_its_own_rule(name):
    channel, at = rules.Channel(CHECKS[name]), TUESDAY_MORNING
    timed = name in {"ring", "text"}
    assert rules.may_use(ALL_SAFE, channel, at=at, stops=())
    assert rules.check_use(ALL_SAFE, channel, at=at, stops=()) is None
    no_time = replace(ALL_SAFE, any_time=False)
    assert rules.may_use(no_time, channel, at=at, stops=()) is not timed
    unknown = replace(ALL_SAFE, **{channel.value: Way("x", Safe.UNKNOWN)})
    assert not rules.may_use(unknown, channel, at=at, stops=())
    assert "know" in refusal("use", unknown, channel=channel)
    watched = uuid4()
    assert not rules.may_use(replace(ALL_SAFE, watches=(watched,)), channel, at=at, stops={watched})


@pytest.mark.parametrize(
    ("part", "first", "end"), [("morning", 9, 12), ("afternoon", 12, 17), ("evening", 17, 20)]
)
@pytest.mark.parametrize("name", ["ring", "text"])
def test_a_part_of_the_day_begins_and_ends_on_its_hour(name, part, first, end):
    wishes = replace(ALL_SAFE, any_time=False, days=(Day.TUESDAY,), parts=(Part(part),))
    for hour, minute, allowed in (
        (first - 1, 59, False),
        (first, 0, True),
        (end - 1, 59, True),
        (end, 0, False),
    ):
        at = datetime(2026, 11, 24, hour, minute, tzinfo=UTC)
        assert may(name, wishes, at=at) is allowed
        assert rules.may_now(wishes, at=at) is allowed
        if not allowed:
            assert "not one of the days and times" in refusal(name, wishes, at=at)


@pytest.mark.parametrize("day", range(7))
def test_each_day_is_that_day(day):
    wishes = replace(ALL_SAFE, any_time=False, days=(list(Day)[day],), parts=(Part.MORNING,))
    for ahead in range(7):
        assert may("ring", wishes, at=datetime(2026, 11, 23 + ahead, 10, tzinfo=UTC)) is (ahead == day)


def test_any_time_is_every_minute_of_every_day():
    for ahead in range(7):
        for hour, minute in ((0, 0), (12, 0), (23, 59)):
            assert may("ring", ALL_SAFE, at=datetime(2026, 11, 23 + ahead, hour, minute, tzinfo=UTC))


def test_a_time_that_nobody_gave_is_refused_in_words():
    unsaid = replace(ALL_SAFE, any_time=False)
    assert "did not say which times are safe" in refusal("ring", unsaid)
    assert not rules.may_now(unsaid, at=TUESDAY_MORNING)
    assert rules.check_now(ALL_SAFE, at=TUESDAY_MORNING) is None


def test_what_may_be_said_to_a_machine_is_refused_in_words():
    for voicemail, begins in (
        (Voicemail.NONE, "Leave no message."),
        (Voicemail.NEUTRAL, "Say only your own"),
    ):
        wishes = replace(ALL_SAFE, voicemail=voicemail)
        assert refusal("name_service", wishes).startswith(begins)
    assert refusal("leave_voicemail", replace(ALL_SAFE, voicemail=Voicemail.NONE)).startswith(
        "Leave no message."
    )


@pytest.mark.parametrize("sender", [Sender.FRIEND, Sender.PROFESSIONAL])
def test_reaching_the_person_through_somebody_else_is_refused_in_words(sender):
    with pytest.raises(Refused) as refused:
        rules.check_reach_person(replace(ALL_SAFE, sender=sender))
    assert refused.value.sentence == rules.NOT_THE_PERSON
    assert rules.check_reach_person(ALL_SAFE) is None


def test_the_open_ways_are_those_called_safe_that_can_be_used_at_some_time():
    every = frozenset(rules.Channel)
    phones = {rules.Channel.PHONE, rules.Channel.TEXT}
    assert rules.open_ways(ALL_SAFE) == every
    assert rules.open_ways(Wishes(sender=Sender.SELF)) == frozenset()
    assert rules.open_ways(replace(ALL_SAFE, any_time=False)) == every - phones
    timed = replace(ALL_SAFE, any_time=False, days=(Day.SUNDAY,), parts=(Part.EVENING,))
    assert rules.open_ways(timed) == every
    for channel in every:
        for safe in (Safe.NO, Safe.UNKNOWN):
            less = replace(ALL_SAFE, **{channel.value: Way("x", safe)})
            assert rules.open_ways(less) == every - {channel}
        if channel is not rules.Channel.MAILBOX:
            assert rules.open_ways(replace(ALL_SAFE, **{channel.value: Way(" ", Safe.YES)})) == every - {
                channel
            }
    for sender in (Sender.FRIEND, Sender.PROFESSIONAL):
        assert rules.open_ways(replace(ALL_SAFE, sender=sender)) == {rules.Channel.MAILBOX}
    assert rules.open_ways(Wishes(sender=Sender.FRIEND)) == frozenset()
