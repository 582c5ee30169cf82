import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import arriving, people
from tests.arriving import HOURS
from waymark.audit.models import Event
from waymark.cases.file.models import Case
from waymark.cases.starting.actions import start_case
from waymark.contact.terms import Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.desk.inbox import views
from waymark.intake import actions as intake
from waymark.intake.asking import Identity
from waymark.intake.models import Arrival, FormSent
from waymark.intake.terms import Age, IntakeTag, Lane
from waymark.mailbox.queries import new_letters
from waymark.mailbox.sittings import enter
from waymark.staff.actions.leaving import leave

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NAMED = "Someone who asked that Ines Marlow does not read this"


@pytest.fixture
def intake_desk(another, world):
    return people.sign_in(another(), world.intake)


def post(browser, name, *args, **fields):
    return browser.post(reverse(f"desk:{name}", args=args), fields)


def page(browser, name, *args):
    answer = browser.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_most_urgent_stands_first_with_the_days_left(intake_desk):
    arriving.send("in two days")
    arriving.send("a child", age=Age.CHILD)
    late = Arrival.objects.order_by("answer_by").last()
    Arrival.objects.filter(id=late.id).update(answer_by=timezone.localdate() - timedelta(days=30))
    told = page(intake_desk, "inbox-view")
    assert re.search(r"\d+ working days late", told)
    assert "For themselves" in told
    assert "under 13" in told
    assert told.index("working days late") < told.index("under 13")


def test_the_list_says_nothing_that_anybody_wrote(intake_desk):
    arriving.send("He checks my phone.", identity=Identity(call_me="Robin"))
    told = page(intake_desk, "inbox-view")
    assert "Robin" not in told
    assert "checks" not in told


def test_one_line_a_mailbox_says_how_many_messages(intake_desk):
    received = arriving.send()
    arriving.write_again(received)
    told = page(intake_desk, "inbox-view")
    assert told.count(" data-line>") == 1
    assert "2 messages" in told


def test_alerts_stand_above_the_list_until_they_are_read(intake_desk):
    stopped, erased = arriving.send("one"), arriving.send("two")
    intake.alert_seen(opened=enter(stopped.words))
    intake.erase(opened=enter(erased.words))
    told = page(intake_desk, "inbox-view")
    for sentence in ("Someone else may have seen this mailbox", "Erased by the mailbox holder"):
        assert told.index(sentence) < told.index('class="lines inbox"')
    alert = Arrival.objects.get(stage="stopped")
    assert post(intake_desk, "news-clear", alert.id).status_code == 302
    assert "Someone else may have seen" not in page(intake_desk, "inbox-view")


@pytest.mark.parametrize("who", ["stranger", "editor", "auditor", "administrator", "caseworker"])
def test_a_strangers_answer_is_that_of_an_unknown_message(another, world, who):
    arriving.send()
    browser, unknown = people.sign_in(another(), getattr(world, who)), world.team.id
    arrival = Arrival.objects.get()
    for name in ("message-view", "message-reply", "case-start"):
        mine, none = (browser.get(reverse(f"desk:{name}", args=[one])) for one in (arrival.id, unknown))
        assert mine.status_code == none.status_code == 404
        assert mine.content == none.content
    for name in ("message-claim", "message-set-aside", "news-clear", "message-way", "message-words"):
        mine, none = (post(browser, name, one, channel="phone") for one in (arrival.id, unknown))
        assert mine.status_code == none.status_code == 404
        assert mine.content == none.content
    arrival.refresh_from_db()
    assert arrival.stage == "waiting"


def test_whoever_the_sender_named_sees_what_a_stranger_sees_and_it_goes_to_colleagues(
    intake_desk, another, world
):
    arriving.send("Please not her.", identity=Identity(call_me="Robin", not_read="Ines Marlow"))
    arrival = Arrival.objects.get()
    answer = intake_desk.get(reverse("desk:message-view", args=[arrival.id]))
    assert answer.status_code == 404
    assert answer.content == intake_desk.get(reverse("desk:message-view", args=[world.team.id])).content
    manager = people.sign_in(another(), world.manager)
    assert "needs a different colleague" in page(manager, "inbox-view")
    assert "Please not her." in page(manager, "message-view", arrival.id)
    assert Event.objects.filter(tag=IntakeTag.PASSED_ON, by=world.intake.id).count() == 1
    assert not Event.objects.filter(tag=IntakeTag.LOOKED, by=world.intake.id).exists()


def test_each_look_is_recorded(intake_desk, world):
    arriving.send()
    arrival = Arrival.objects.get()
    page(intake_desk, "message-view", arrival.id)
    page(intake_desk, "message-view", arrival.id)
    assert Event.objects.filter(tag=IntakeTag.LOOKED, by=world.intake.id, about=arrival.id).count() == 2


def test_the_strip_says_each_channel_in_words_and_the_number_is_not_in_it(intake_desk):
    arriving.send()
    told = page(intake_desk, "message-view", Arrival.objects.get().id)
    for line in ("<b>Phone</b> Yes", "<b>Text</b> No", "<b>E-mail</b> Not known: no", "<b>Mailbox</b> Yes"):
        assert line in told
    for fact in ("Withhold ours", "Neutral message only", "the dentist", "Nobody else"):
        assert fact in told
    for kept in (arriving.NUMBER, "heron", "marble"):
        assert kept not in told


def test_under_a_stop_no_way_shows_the_yes_that_was_once_said(intake_desk):
    received = arriving.send()
    intake.alert_seen(opened=enter(received.words))
    told = page(intake_desk, "message-view", Arrival.objects.get(lane=Lane.MESSAGE).id)
    strip = told.split('id="strip-heading"')[1].split("<main")[0]
    for line in ("<b>Phone</b> No", "<b>Text</b> No", "<b>Mailbox</b> No", ">not now<"):
        assert line in strip
    for line in ("way yes", "✓", "now allowed", "I am about to"):
        assert line not in strip


def test_what_is_safe_at_other_times_says_not_now_and_has_no_tick(intake_desk):
    arriving.send(wishes=arriving.wishes(any_time=False))
    told = page(intake_desk, "message-view", Arrival.objects.get().id)
    assert '<li class="way later"><span class="sign" aria-hidden="true">–</span>' in told
    assert "<b>Phone</b> Not now" in told


def test_the_number_comes_with_a_script_when_ringing_is_safe(intake_desk):
    arriving.send()
    arrival = Arrival.objects.get()
    told = post(intake_desk, "message-way", arrival.id, channel="phone").content.decode()
    assert arriving.NUMBER in told
    assert "the dentist" in told
    assert Event.objects.filter(tag=IntakeTag.WAY_SHOWN).count() == 1


@pytest.mark.parametrize(
    "wishes",
    [
        arriving.wishes(phone=Way(arriving.NUMBER, Safe.UNKNOWN)),
        arriving.wishes(phone=Way(arriving.NUMBER, Safe.NO)),
        arriving.wishes(any_time=False),
        Wishes(sender=Sender.FRIEND, phone=Way(arriving.NUMBER, Safe.YES), any_time=True),
        Wishes(sender=Sender.PROFESSIONAL, phone=Way(arriving.NUMBER, Safe.YES), any_time=True),
    ],
    ids=["unknown", "no", "no time said", "friend", "professional"],
)
def test_what_is_not_safe_is_refused_in_plain_words_and_shows_no_number(intake_desk, wishes):
    arriving.send(wishes=wishes)
    arrival = Arrival.objects.get()
    told = post(intake_desk, "message-way", arrival.id, channel="phone").content.decode()
    assert "Not now." in told
    assert arriving.NUMBER not in told
    assert "I am about to ring" not in page(intake_desk, "message-view", arrival.id)


@pytest.mark.parametrize("sender", [Sender.FRIEND, Sender.PROFESSIONAL])
def test_a_page_for_somebody_elses_message_says_so(intake_desk, sender):
    arriving.send(wishes=Wishes(sender=sender, mailbox=Way("", Safe.YES)))
    told = page(intake_desk, "message-view", Arrival.objects.get().id)
    assert "Not the person." in told
    assert "You are not writing to the person." in told
    assert ("main switchboard" in told) is (sender is Sender.PROFESSIONAL)


def test_code_words_are_shown_on_demand_only(intake_desk):
    arriving.send()
    told = post(intake_desk, "message-words", Arrival.objects.get().id).content.decode()
    assert "heron" in told
    assert "marble" in told
    assert Event.objects.filter(tag=IntakeTag.CODE_WORDS).count() == 1


def test_a_reply_arrives_in_the_mailbox_and_stays_readable(intake_desk):
    received = arriving.send()
    arrival = Arrival.objects.get()
    typed = {"text": "We are here.", "signed_by": "Ines"}
    assert post(intake_desk, "message-reply", arrival.id, shown=1, **typed).status_code == 302
    (letter,) = new_letters(enter(received.words))
    assert (letter.text, letter.signed_by) == ("We are here.", "Ines")
    assert "We are here." in page(intake_desk, "message-view", arrival.id)
    assert " data-line>" not in page(intake_desk, "inbox-view")


@pytest.mark.parametrize("end", [intake.alert_seen, intake.erase])
def test_what_was_typed_survives_that_the_mailbox_went_away(intake_desk, end):
    received = arriving.send()
    arrival = Arrival.objects.get()
    if end is intake.alert_seen:
        end(opened=enter(received.words))
        answer = post(intake_desk, "message-reply", arrival.id, text="We are here.", shown=1)
        assert "We are here." in answer.content.decode()
        assert "closed" in answer.content.decode()
    else:
        end(opened=enter(received.words))
        told = post(intake_desk, "message-reply", arrival.id, text="We are here.").content.decode()
        assert "We are here.</textarea>" in told
        assert "has not been sent" in told
        assert "erased by its holder while you wrote" in told
        assert "Erased by the mailbox holder" in page(intake_desk, "inbox-view")


def test_what_was_typed_survives_that_a_colleague_started_a_case(intake_desk, another, world):
    arriving.send()
    arrival = Arrival.objects.get()
    manager = people.sign_in(another(), world.manager)
    post(manager, "case-start", arrival.id, to=str(world.team.id))
    told = post(intake_desk, "message-reply", arrival.id, text="We are here.").content.decode()
    assert "We are here.</textarea>" in told
    assert "has made a case of it" in told
    told = post(manager, "message-reply", arrival.id, text="We are here.").content.decode()
    assert "We are here.</textarea>" in told
    assert reverse("desk:case-view", args=[Case.objects.get().id]) in told


def test_what_is_typed_for_a_page_that_is_not_ours_any_more_is_shown_to_whoever_typed_it(
    intake_desk, another, world
):
    """A case that was handed on while a note was typed answers as one that never was, and loses no words."""
    arriving.send()
    post(intake_desk, "case-start", Arrival.objects.get().id, to=str(world.team.id))
    stranger = people.sign_in(another(), world.stranger)
    theirs = post(stranger, "case-note", Case.objects.get().id, text="A long note.")
    none = post(stranger, "case-note", world.team.id, text="A long note.")
    assert theirs.status_code == none.status_code == 404
    said, unknown = (
        re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", each.content.decode()) for each in (theirs, none)
    )
    assert said == unknown
    assert "A long note.</textarea>" in unknown


@pytest.mark.parametrize("sees", [True, False])
def test_of_two_who_start_a_case_at_once_the_second_is_led_to_the_case_that_won(
    intake_desk, another, world, monkeypatch, sees
):
    arriving.send()
    arrival = Arrival.objects.get()
    second = people.sign_in(another(), world.manager) if sees else intake_desk
    look_at = views.look_at

    def look_while_a_colleague_starts(request, arrival_id):
        thread = look_at(request, arrival_id)
        start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
        return thread

    monkeypatch.setattr(views, "look_at", look_while_a_colleague_starts)
    answer = post(second, "case-start", arrival.id, to=str(world.other_team.id))
    monkeypatch.undo()
    case = Case.objects.get()
    assert (
        answer["Location"] == reverse("desk:case-view", args=[case.id])
        if sees
        else reverse("desk:inbox-view")
    )
    told = second.get(answer["Location"]).content.decode()
    assert ("made a case of it" in told) or (f"It is in case {case.reference} now" in told)
    assert case.team == world.team


def test_who_starts_a_case_a_moment_late_is_led_to_it_too(intake_desk, another, world):
    arriving.send()
    arrival = Arrival.objects.get()
    post(intake_desk, "case-start", arrival.id, to=str(world.team.id))
    manager = people.sign_in(another(), world.manager)
    answer = post(manager, "case-start", arrival.id, to=str(world.team.id))
    assert answer["Location"] == reverse("desk:case-view", args=[Case.objects.get().id])


def test_a_mistake_keeps_what_was_typed(intake_desk):
    arriving.send()
    arrival = Arrival.objects.get()
    answer = post(intake_desk, "message-reply", arrival.id, text="", signed_by="Ines")
    assert "Write something first." in answer.content.decode()
    assert 'value="Ines"' in answer.content.decode()
    long = "x" * 20_001
    assert long in post(intake_desk, "message-reply", arrival.id, text=long).content.decode()


def test_of_a_conversation_of_which_something_does_not_unseal_nothing_is_safe(intake_desk):
    """It may be the message that said so: whoever writes the database could spoil it."""
    received = arriving.send()
    first = Arrival.objects.get()
    opened = enter(received.words)
    intake.replace_wishes(
        opened=opened, wishes=arriving.wishes(any_time=False), replaced=["any_time"], **HOURS
    )
    Arrival.objects.exclude(id=first.id).update(content=first.content)
    told = page(intake_desk, "message-view", first.id)
    assert "Treat every way as unsafe, and tell a manager." in told
    assert "<b>Phone</b> Not known: no" in told
    way = post(intake_desk, "message-way", first.id, channel="phone").content.decode()
    assert arriving.NUMBER not in way
    post(intake_desk, "message-reply", first.id, text="We are here.", shown=1)
    assert new_letters(enter(received.words)) == []


def test_a_reply_from_a_page_that_showed_less_ends_no_wait(intake_desk):
    """They wrote while the reply was being typed: it is shown first, and what was typed stays."""
    received = arriving.send()
    arrival = Arrival.objects.get()
    shown = re.search(r'name="shown" value="(\d+)"', page(intake_desk, "message-view", arrival.id))[1]
    arriving.write_again(received, "Do not answer now.")
    typed = {"text": "We are here.", "signed_by": "Ines"}
    told = post(intake_desk, "message-reply", arrival.id, shown=shown, **typed).content.decode()
    assert "They have written again" in told
    assert "Do not answer now." in told
    assert "We are here.</textarea>" in told
    assert new_letters(enter(received.words)) == []
    shown = re.search(r'name="shown" value="(\d+)"', told)[1]
    assert post(intake_desk, "message-reply", arrival.id, shown=shown, **typed).status_code == 302
    assert len(new_letters(enter(received.words))) == 1


def test_a_reply_that_is_sent_twice_arrives_once_and_the_second_press_is_told(intake_desk):
    received = arriving.send()
    arrival = Arrival.objects.get()
    shown = re.search(r'name="shown" value="(\d+)"', page(intake_desk, "message-view", arrival.id))[1]
    typed = {"text": "We are here.", "signed_by": "Ines", "shown": shown}
    assert post(intake_desk, "message-reply", arrival.id, **typed).status_code == 302
    told = post(intake_desk, "message-reply", arrival.id, **typed).content.decode()
    assert "or a reply was sent, since you opened this page" in told
    assert "We are here.</textarea>" in told
    assert len(new_letters(enter(received.words))) == 1


@pytest.mark.parametrize("what", ["a message", "a reply"])
def test_what_comes_while_a_reply_is_on_its_way_is_read_before_it_goes(intake_desk, world, monkeypatch, what):
    received = arriving.send()
    arrival = Arrival.objects.get()
    shown = re.search(r'name="shown" value="(\d+)"', page(intake_desk, "message-view", arrival.id))[1]
    look_at = views.look_at

    def look_while_something_comes(request, arrival_id):
        thread = look_at(request, arrival_id)
        if what == "a message":
            arriving.write_again(received, "Do not answer now.")
        else:
            key, by = settings.KEYS.signing_key(), world.manager
            intake.answer(looked=thread.looked, thread=thread, text="Mine", by=by, signing_key=key)
        return thread

    monkeypatch.setattr(views, "look_at", look_while_something_comes)
    told = post(intake_desk, "message-reply", arrival.id, text="We are here.", shown=shown)
    assert "since you opened this page" in told.content.decode()
    assert [each.text for each in new_letters(enter(received.words))] == (
        [] if "message" in what else ["Mine"]
    )


def test_no_message_stays_behind_when_a_case_starts_while_it_comes(intake_desk, world, monkeypatch):
    """Sealed to the intake team it would be in nobody's case, and hold up everything in that one."""
    received = arriving.send()
    arrival = Arrival.objects.get()
    look_at = views.look_at

    def look_while_they_write(request, arrival_id):
        thread = look_at(request, arrival_id)
        arriving.write_again(received, "Do not ring.")
        return thread

    monkeypatch.setattr(views, "look_at", look_while_they_write)
    told = post(intake_desk, "case-start", arrival.id, to=str(world.team.id)).content.decode()
    assert "They have written again since you opened this page" in told
    assert not Case.objects.exists()
    monkeypatch.undo()
    assert post(intake_desk, "case-start", arrival.id, to=str(world.team.id)).status_code == 302
    assert not Arrival.objects.exclude(content=None).exists()


def test_whoever_the_sender_named_cannot_hold_it_back(intake_desk, another, world):
    arriving.send("Please not her.", identity=Identity(call_me="Robin", not_read="Ines"))
    arrival = Arrival.objects.get()
    unknown = post(intake_desk, "message-claim", world.team.id)
    for name in ("message-claim", "message-set-aside"):
        answer = post(intake_desk, name, arrival.id, back="inbox")
        assert (answer.status_code, answer.content) == (404, unknown.content)
    arrival.refresh_from_db()
    assert (arrival.claimed_by, arrival.stage, arrival.needs_other) == (None, "waiting", True)


def test_whoever_reads_it_sees_who_must_not(intake_desk):
    """A nickname or a description matches no colleague: then only a person can heed it."""
    arriving.send(identity=Identity(call_me="Robin", not_read="the tall man at your front desk"))
    told = page(intake_desk, "message-view", Arrival.objects.get().id)
    assert "Must not read this" in told
    assert "the tall man at your front desk" in told


def test_starting_a_case_gives_it_to_a_team_and_takes_it_from_the_inbox(intake_desk, another, world):
    arriving.send()
    arrival = Arrival.objects.get()
    to = f"{world.team.id}/{world.caseworker.id}"
    assert post(intake_desk, "case-start", arrival.id, to=to).status_code == 302
    told, case = page(intake_desk, "inbox-view"), Case.objects.get()
    assert f"Case {case.reference} is started" in told
    assert " data-line>" not in told
    assert intake_desk.get(reverse("desk:case-view", args=[case.id])).status_code == 404
    caseworker = people.sign_in(another(), world.caseworker)
    assert "He checks my phone." in page(caseworker, "case-view", case.id)


def test_claims_are_seen_by_colleagues(intake_desk, another, world):
    arriving.send()
    arrival = Arrival.objects.get()
    post(intake_desk, "message-claim", arrival.id, back="inbox")
    assert "you have it" in page(intake_desk, "inbox-view")
    manager = people.sign_in(another(), world.manager)
    assert "Ines Marlow has it" in page(manager, "inbox-view")
    post(manager, "message-claim", arrival.id)
    assert "A colleague has this one" in page(manager, "inbox-view")


def test_what_somebody_had_who_left_waits_for_the_team_again(intake_desk, another, world):
    arriving.send()
    arrival = Arrival.objects.get()
    post(intake_desk, "message-claim", arrival.id)
    leave(by=world.manager, member=world.intake)
    manager = people.sign_in(another(), world.manager)
    for told in (page(manager, "inbox-view"), page(manager, "message-view", arrival.id)):
        assert "Ines Marlow has it" not in told
        assert "Take it" in told
    post(manager, "message-claim", arrival.id, back="inbox")
    assert "you have it" in page(manager, "inbox-view")


def test_the_inbox_asks_eight_times_however_much_waits(intake_desk):
    for _ in range(3):
        arriving.send()
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        page(intake_desk, "inbox-view")
    few = len(main) + len(keys)
    for _ in range(4):
        arriving.send()
    with (
        CaptureQueriesContext(connections["default"]) as main,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        page(intake_desk, "inbox-view")
    assert len(main) + len(keys) == few
    assert few <= 8, [query["sql"][:400] for query in [*main.captured_queries, *keys.captured_queries]]


def test_pages_follow_one_another_without_a_gap(intake_desk, monkeypatch):
    monkeypatch.setattr("waymark.desk.inbox.views.PAGE", 2)
    for _ in range(5):
        arriving.send(mailbox=False)
    seen, address = [], reverse("desk:inbox-view")
    while address:
        told = intake_desk.get(address).content.decode()
        seen += re.findall(r'inbox/([0-9a-f-]{36})" data-line', told)
        found = re.search(r'href="(\?after=[^"]+)"', told)
        address = reverse("desk:inbox-view") + found[1] if found else ""
    assert len(seen) == len(set(seen)) == 5


def form_of(**content):
    return {"form": b"one form of many", **content}


def test_a_message_that_was_changed_and_sent_again_stands_beside_the_first(intake_desk):
    arriving.send("The first.", **form_of())
    first = Arrival.objects.get()
    told = page(intake_desk, "message-view", first.id)
    assert "sent it again" not in told
    assert "I am about to ring" in told
    arriving.send("The second.", wishes=arriving.wishes(phone=Way("01632 960002", Safe.YES)), **form_of())
    second = Arrival.objects.exclude(id=first.id).get()
    for _ in range(3):
        arriving.send("A stranger's.")
    listed = page(intake_desk, "inbox-view")
    order = re.findall(r'href="/inbox/([0-9a-f-]{36})" data-line', listed)
    assert order.index(str(first.id)) == order.index(str(second.id)) + 1, "beside each other, the newer first"
    assert listed.count("changed and sent again") == 1
    assert listed.count("they sent a changed one") == 1
    told = page(intake_desk, "message-view", second.id)
    assert "had sent this form before" in told
    assert reverse("desk:message-view", args=[first.id]) in told
    assert "I am about to ring" in told
    told = page(intake_desk, "message-view", first.id)
    assert "The newer one counts" in told
    assert reverse("desk:message-view", args=[second.id]) in told
    assert "I am about to ring" not in told
    assert arriving.NUMBER not in post(intake_desk, "message-way", first.id, channel="phone").content.decode()


def test_a_reply_typed_while_a_changed_one_came_waits_until_it_was_seen(intake_desk):
    received = arriving.send("The first.", **form_of())
    first = Arrival.objects.get()
    shown = re.search(r'name="shown" value="(\d+)"', page(intake_desk, "message-view", first.id))[1]
    arriving.send("The second.", **form_of())
    told = post(intake_desk, "message-reply", first.id, text="We are here.", shown=shown).content.decode()
    assert "The newer one counts" in told
    assert "We are here.</textarea>" in told
    assert new_letters(enter(received.words)) == []


def test_whoever_one_of_two_names_reads_neither(intake_desk, another, world):
    """They went back to say so: what they sent first does not say it."""
    arriving.send("The first.", **form_of())
    first = Arrival.objects.get()
    arriving.send("The second.", identity=Identity(not_read="Ines"), **form_of())
    assert intake_desk.get(reverse("desk:message-view", args=[first.id])).status_code == 404
    assert "The first." in page(people.sign_in(another(), world.manager), "message-view", first.id)


def test_a_stop_on_one_of_two_stops_both(intake_desk):
    earlier = arriving.send("The first.", **form_of())
    first = Arrival.objects.get()
    arriving.send("The second.", **form_of())
    second = Arrival.objects.exclude(id=first.id).get()
    intake.alert_seen(opened=enter(earlier.words))
    told = page(intake_desk, "message-view", second.id)
    assert "I am about to ring" not in told
    assert (
        arriving.NUMBER not in post(intake_desk, "message-way", second.id, channel="phone").content.decode()
    )


def test_a_changed_one_says_that_the_first_is_in_a_case_already(intake_desk, world):
    arriving.send("The first.", **form_of())
    post(intake_desk, "case-start", Arrival.objects.get().id, to=str(world.team.id))
    arriving.send("The second.", **form_of())
    told = page(intake_desk, "message-view", Arrival.objects.get(lane__gt=0).id)
    assert "It is in a case already" in told


def test_stolen_tables_do_not_join_what_came_from_one_form(world):
    for text in ("The first.", "The second."):
        arriving.send(text, **form_of())
    rows = list(FormSent.objects.all())
    assert len(rows) == 2, "as many as arrivals"
    assert len({len(row.sealed.raw) for row in rows}) == 1
    ids = [each.bytes for each in Arrival.objects.values_list("id", flat=True)]
    for stored in (part for row in rows for part in (bytes(row.id), row.sealed.raw)):
        assert not any(each in stored or each.hex().encode() in stored for each in ids)
        assert b"one form of many" not in stored
