"""The mailbox as its holder meets it: six words in, only what is new out, and ways to close it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone

from tests.people import build_world, keyring_of
from tests.public.visitor import Visitor
from waymark.contact.models import StopRow
from waymark.intake.actions import answer, look
from waymark.intake.models import Arrival
from waymark.intake.terms import Stage
from waymark.mailbox.models import Mailbox, Message, Sitting
from waymark.records.days import day
from waymark.records.refusal import NotSaved
from waymark.sealing.words import WordsKind, draw_words
from waymark.ui.days import say_day

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
READ, WRITE = "Yes, show me what is new", "Write to us again"


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def words(client, world):
    visitor = Visitor(client).go().press("It is for me").press("Send this now", message="He reads my post.")
    return " ".join(visitor.words)


@pytest.fixture
def visitor(client, words):
    return Visitor(client, "/en/w4").go()


def answered(world, text="We are here."):
    looked = look(arrival_id=Arrival.objects.get().id, by=world.intake, keyring=keyring_of(world.intake))
    answer(
        looked=looked, text=text, by=world.intake, signing_key=settings.KEYS.signing_key(), signed_by="Ines"
    )


def test_the_answer_is_shown_once_and_only_after_it_is_safe(visitor, words, world):
    answered(world, "Monday suits us.\nRing any time.")
    visitor.press("Go on", words=words)
    assert "Is it safe to read now?" in visitor.said
    assert "Monday suits us" not in visitor.said
    visitor.press(READ)
    assert "Monday suits us." in visitor.said
    assert "From Ines" in visitor.said
    assert "He reads my post" not in visitor.said
    visitor.press("Back").press(READ)
    assert "nothing new" in visitor.said


def test_an_answer_whose_page_broke_off_is_still_new(visitor, words, world):
    answered(world, "Monday suits us.")
    visitor.press("Go on", words=words).press(READ)
    for _ in range(2):  # the page never came: they type their words again
        visitor.go().press("Go on", words=words).press(READ)
        assert "Monday suits us." in visitor.said
    visitor.press("Close this").go().press("Go on", words=words).press(READ)
    assert "nothing new" in visitor.said


def test_what_came_while_the_page_was_read_is_new_next_time(visitor, words, world):
    answered(world, "Monday suits us.")
    visitor.press("Go on", words=words).press(READ)
    answered(world, "Tuesday as well.")
    visitor.press("Back").press(READ)
    assert "Tuesday as well." in visitor.said
    assert "Monday suits us." not in visitor.said


@pytest.mark.parametrize("read", ["x", "é", "0" * 32, " ".join(["x"] * 5_000)])
def test_only_letters_of_the_mailbox_itself_are_marked_as_read(client, visitor, words, world, read):
    answered(world)
    visitor.press("Go on", words=words)
    other = Message.objects.create(
        mailbox=Mailbox.objects.create(
            locator=bytes(16), public_key=bytes(32), begun_on=day(), kept_until=day()
        ),
        from_us=True,
        written_on=day(),
        is_new=True,
        sealed=Message.objects.first().sealed,
    )
    token = re.search(r'name="sitting" value="([^"]+)"', visitor.html)[1]
    page = client.post("/en/w4", {"go": "home", "sitting": token, "read": f"{read} {other.id.hex}"})
    assert page.status_code == 200
    assert Message.objects.filter(is_new=True).count() == 2


@pytest.mark.parametrize(
    "spell", [str.upper, lambda text: text.replace(" ", "-"), lambda text: text.replace(" ", "")]
)
def test_words_are_read_however_they_are_typed(visitor, words, spell):
    assert "Is it safe" in visitor.press("Go on", words=spell(words)).said


def test_words_never_travel_back(visitor, words, world):
    answered(world)
    visitor.press("Go on", words=words).press(READ).press("Back").press(WRITE).press("Send", text="Thank you")
    for response in visitor.answers[1:]:
        page = response.content.decode()
        assert words not in page
        assert sum(f'value="{word}"' in page for word in words.split()) < 3
        assert not response.cookies
        assert response.headers["Cache-Control"] == "no-store"


def test_wrong_words_and_an_erased_mailbox_get_the_same_answer(visitor, words):
    other = " ".join(draw_words(WordsKind.MAILBOX, bytes(32)).spelled)
    unknown = visitor.press("Go on", words=other).html
    visitor.press("Go on", words=words).press("Erase this").press("Erase it for good")
    erased = visitor.go().press("Go on", words=words).html
    assert erased == unknown


def test_a_word_off_the_list_is_named_before_anything_slow(visitor, words, monkeypatch):
    def never(*_args):
        raise AssertionError("derived")

    monkeypatch.setattr("waymark.mailbox.sittings.derive_mailbox", never)
    visitor.press("Go on", words=words.rsplit(" ", 1)[0] + " qqqqq")
    assert "“qqqqq” is not one of our words" in visitor.said


def test_plan_words_are_recognised_and_dropped(visitor, monkeypatch):
    monkeypatch.setattr("waymark.mailbox.sittings.derive_mailbox", None)
    plan = draw_words(WordsKind.PLAN, bytes(32)).spelled
    visitor.press("Go on", words=" ".join(plan))
    assert "safety plan" in visitor.said
    assert " ".join(plan) not in visitor.html


def test_writing_again_reaches_the_desk_once_even_when_sent_twice(visitor, words):
    visitor.press("Go on", words=words).press(WRITE)
    before = visitor.page
    visitor.press("Send", text="One more thing")
    visitor.page = before
    visitor.press("Send", text="One more thing")
    assert "We have your message" in visitor.said
    assert Arrival.objects.count() == 2
    assert Message.objects.count() == 2


def test_whoever_goes_back_changes_a_word_and_sends_again_has_sent_something_else(visitor, words):
    visitor.press("Go on", words=words).press(WRITE)
    before = visitor.page
    for text in ("Ring me on Monday", "Do not ring me on Monday"):
        visitor.page = before
        assert "We have your message" in visitor.press("Send", text=text).said
    assert Arrival.objects.count() == 3
    assert Message.objects.count() == 3


def test_a_sitting_ends_after_ten_idle_minutes_and_loses_no_text(visitor, words):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        visitor.press("Go on", words=words).press(WRITE)
        clock.shift(timedelta(minutes=10, seconds=1))
        visitor.press("Send", text="A long answer")
    assert "closed by itself" in visitor.said
    assert visitor.typed == {"text": "A long answer"}
    visitor.press("Go on", words=words)
    assert visitor.typed == {"text": "A long answer"}
    assert "We have your message" in visitor.press("Send").said


def test_a_sitting_that_is_used_lives_on(visitor, words):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        visitor.press("Go on", words=words)
        for _ in range(4):
            clock.shift(timedelta(minutes=8))
            assert "closed by itself" not in visitor.press(READ).press("Back").said


def test_leaving_ends_the_sitting(visitor, words):
    visitor.press("Go on", words=words)
    before = visitor.page
    visitor.press("Not now: close it")
    assert not Sitting.objects.exists()
    visitor.page = before
    assert "Your six words" in visitor.press(READ).said


def test_how_long_it_is_kept_can_be_chosen(visitor, words):
    visitor.press("Go on", words=words).press("Choose how long this is kept")
    assert "It is kept until" in visitor.said
    visitor.press("Keep it so long", days="30")
    assert f"It is kept until {say_day(day() + timedelta(days=30))}." in visitor.said
    assert Mailbox.objects.get().kept_until == day() + timedelta(days=30)
    visitor.press("Back").press("Choose how long this is kept").press("Keep it so long")
    assert "Please choose" in visitor.said


def test_wishes_are_replaced_and_never_shown(visitor, words, world):
    visitor.press("Go on", words=words).press("Change code words, times and what we say")
    assert visitor.typed == {}
    visitor.press("Change it")
    assert "fill in what should change" in visitor.said
    visitor.press("Change it", our_word="heron", days=["tue"])
    assert "tick at least one day" in visitor.said
    assert visitor.typed["our_word"] == "heron"
    visitor.press("Change it", parts=["morning"])
    assert "The old ones no longer count" in visitor.said
    visitor.press("Back").press("Change code words, times and what we say")
    assert "heron" not in visitor.html
    newest = next(each for each in Arrival.objects.all() if each.stage == Stage.WAITING and each.mailbox)
    assert newest is not None
    assert Arrival.objects.count() == 2


def test_someone_else_may_have_seen_it_closes_it_after_saying_what_that_does(visitor, words):
    visitor.press("Go on", words=words).press("Someone else may have seen this")
    assert "Your six words open nothing any more" in visitor.said
    assert not StopRow.objects.exists()
    visitor.press("Close it and stop all contact")
    assert StopRow.objects.count() == 1
    assert "nothing under these words" in visitor.go().press("Go on", words=words).said


def test_erasing_says_first_what_stays(visitor, words):
    visitor.press("Go on", words=words).press("Erase this")
    assert "taken into your file stays there" in visitor.said
    assert Mailbox.objects.exists()
    visitor.press("Erase it for good")
    assert not Mailbox.objects.exists()
    assert not Message.objects.exists()
    assert not Sitting.objects.exists()


@pytest.mark.parametrize(
    ("ask", "sure", "said"),
    [
        (
            "Someone else may have seen this",
            "Close it and stop all contact",
            "We will not ring, text or write",
        ),
        ("Erase this", "Erase it for good", "Your six words open nothing now. You can throw them away."),
    ],
)
def test_whoever_presses_the_last_button_twice_is_told_the_same_end_twice(visitor, words, ask, sure, said):
    visitor.press("Go on", words=words).press(ask)
    before = visitor.page
    assert said in visitor.press(sure).said
    visitor.page = before
    assert said in visitor.press(sure).said
    assert StopRow.objects.count() == (1 if "stop" in sure else 0)


@pytest.mark.parametrize("sure", ["Close it and stop all contact", "Erase it for good"])
def test_a_last_press_that_came_too_late_never_says_that_it_was_done(visitor, words, sure):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        asked = "Erase this" if "Erase" in sure else "Someone else may have seen this"
        visitor.press("Go on", words=words).press(asked)
        clock.shift(timedelta(minutes=10, seconds=1))
        visitor.press(sure)
    assert "closed by itself" in visitor.said
    assert Mailbox.objects.filter(closed_on=None).exists()


def test_leaving_twice_is_leaving(visitor, words):
    visitor.press("Go on", words=words)
    before = visitor.page
    for _ in range(2):
        visitor.page = before
        assert "Your six words open it again, whenever you like." in visitor.press("Not now: close it").said


@pytest.mark.parametrize(
    ("page", "button", "typed"),
    [
        (WRITE, "Send", {"text": "Please"}),
        ("Change code words, times and what we say", "Change it", {"our_word": "heron"}),
    ],
)
def test_a_database_that_is_away_loses_nothing_that_was_typed(
    visitor, words, monkeypatch, page, button, typed
):
    def away(_token):
        raise OperationalError

    visitor.press("Go on", words=words).press(page)
    monkeypatch.setattr("waymark.public.mailbox.views.sit", away)
    visitor.press(button, **typed)
    assert visitor.status == 503
    assert "This was NOT saved" in visitor.said
    assert visitor.typed == typed
    monkeypatch.undo()
    assert "This was NOT saved" not in visitor.press(button).said
    assert Arrival.objects.count() == 2


def test_what_was_typed_is_kept_when_the_database_is_away_as_the_words_come(client, words, monkeypatch):
    def away(_words):
        raise OperationalError

    monkeypatch.setattr("waymark.public.mailbox.views.enter", away)
    page = client.post("/en/w4", {"go": "enter", "words": words, "text": "A long answer"})
    assert page.status_code == 503
    assert "A long answer</textarea>" in page.content.decode()
    assert words not in page.content.decode()


def test_what_could_not_be_saved_is_told_and_kept(visitor, words, monkeypatch):
    def fails(**_kwargs):
        raise NotSaved("full")

    visitor.press("Go on", words=words).press(WRITE)
    monkeypatch.setattr("waymark.public.mailbox.views.write_again", fails)
    visitor.press("Send", text="Please")
    assert visitor.status == 503
    assert "This was NOT saved" in visitor.said
    assert visitor.typed == {"text": "Please"}
    monkeypatch.undo()
    assert "We have your message" in visitor.press("Send").said


@pytest.mark.parametrize("fault", [NotSaved("full"), ZeroDivisionError()])
def test_new_wishes_that_could_not_be_saved_are_kept(visitor, words, monkeypatch, fault):
    def fails(**_kwargs):
        raise fault

    visitor.press("Go on", words=words).press("Change code words, times and what we say")
    monkeypatch.setattr("waymark.public.mailbox.views.replace_wishes", fails)
    visitor.press("Change it", our_word="heron")
    assert "This was NOT saved" in visitor.said
    assert visitor.typed == {"our_word": "heron"}


@pytest.mark.parametrize(("text", "said"), [(" ", "write something"), ("x" * 20_001, "1 character too long")])
def test_a_text_that_cannot_be_taken_is_kept(visitor, words, text, said):
    visitor.press("Go on", words=words).press(WRITE).press("Send", text=text)
    assert said in visitor.said
    assert Arrival.objects.count() == 1
    assert visitor.typed == {"text": text}


@pytest.mark.parametrize(
    "page",
    ["Write to us again", "Change code words, times and what we say", "Choose how long this is kept"],
)
def test_back_sends_the_sitting_alone_and_nothing_that_was_typed(visitor, words, page):
    visitor.press("Go on", words=words).press(page)
    (form,) = [form for form in visitor.page.forms if "Back" in form["buttons"]]
    assert [name for name, value in form["values"]] == ["sitting"]
    assert "Is it safe to read now?" in visitor.press("Back").said


@pytest.mark.parametrize("go", ["read", "erase-sure", "seen-sure", "send", "leave", "", "enter"])
@pytest.mark.parametrize("sitting", ["", "x", "é", "QUFB" * 11])
def test_without_a_sitting_nothing_happens(client, words, go, sitting):
    page = client.post("/en/w4", {"go": go, "sitting": sitting, "text": "kept"})
    assert "Your six words" in page.content.decode()
    assert Mailbox.objects.count() == 1
    assert not StopRow.objects.exists()


def test_nothing_is_done_by_get(client, words):
    before = list(Mailbox.objects.values())
    for go in ("erase-sure", "seen-sure", "leave", "enter"):
        client.get("/en/w4", {"go": go, "words": words})
    assert list(Mailbox.objects.values()) == before


def test_a_file_sent_to_the_mailbox_is_dropped(client, words, settings):
    settings.FILE_UPLOAD_HANDLERS = []
    sent = SimpleUploadedFile("x.jpg", b"x" * 100_000, "image/jpeg")
    page = client.post("/en/w4", {"go": "enter", "words": words, "file": sent})
    assert "Is it safe to read now?" in page.content.decode()
