"""Asking for help, a form at a time, as somebody without scripts meets it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.people import build_world, keyring_of
from tests.public.visitor import Visitor
from waymark.contact.terms import Safe, Sender, Voicemail
from waymark.documents.models import Document, DocumentPart
from waymark.intake.actions import look
from waymark.intake.forms import sent_from
from waymark.intake.models import Arrival
from waymark.intake.terms import Age
from waymark.mailbox.models import Mailbox
from waymark.records.refusal import NotSaved

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LONG_AGO = "b2xk"


@pytest.fixture
def world(db):
    return build_world()


@pytest.fixture
def visitor(client, world):
    return Visitor(client).go()


def arrived(world):
    return look(arrival_id=Arrival.objects.get().id, by=world.intake, keyring=keyring_of(world.intake))


def test_three_requests_are_enough_to_be_heard(visitor, world):
    visitor.press("It is for me").press("Send this now", message="He reads my post.")
    assert len(visitor.answers) == 3
    assert len(visitor.words) == len(visitor.numbers) == 6
    assert arrived(world).content.message == "He reads my post."


def test_every_answer_of_the_long_way_arrives(visitor, world):
    visitor.press("It is for me")
    visitor.press("Go on", message="Ek moment\nsecond line", today="yes")
    visitor.press("Go on", phone="01632 960001", phone_safe="yes", text_safe="no", email="a@example.org")
    visitor.press(
        "Go on",
        when="some",
        days=["mon", "wed"],
        parts=["morning"],
        voicemail="neutral",
        may_answer="some",
        answerers="my sister",
        cover_story="the dentist",
        withhold="no",
        call_drops="ring_back",
        our_word="heron",
        their_word="kettle",
    )
    visitor.press(
        "Go on",
        call_me="Robin",
        interpreter="spoken",
        language="Gujarati",
        dialect="Kutchi",
        preferred="woman",
        harder="no glasses",
        help=["emotional", "practical"],
        not_read="Priya",
    )
    for said in ("Ek moment", "the dentist", "A woman", "Monday", "Priya", "Nothing is sent yet"):
        assert said in visitor.said
    visitor.press("Send")
    assert len(visitor.words) == 6
    found = arrived(world)
    wishes = found.content.wishes
    assert (wishes.phone.value, wishes.phone.safe, wishes.text.safe) == ("01632 960001", Safe.YES, Safe.NO)
    assert (wishes.email.value, wishes.email.safe) == ("a@example.org", Safe.UNKNOWN)
    assert (wishes.voicemail, wishes.our_word, wishes.their_word) == (Voicemail.NEUTRAL, "heron", "kettle")
    assert (wishes.withhold_number, wishes.dialect, wishes.mailbox.safe) == (False, "Kutchi", Safe.YES)
    assert (found.identity.call_me, found.identity.not_read) == ("Robin", "Priya")
    assert found.content.today
    assert [each.value for each in found.content.help] == ["emotional", "practical"]


def test_somebody_who_only_wants_to_be_rung_sees_no_words(visitor, world):
    visitor.press("It is for me").press("Go on")
    visitor.press("Skip to the end", phone="01632 960001", phone_safe="yes")
    assert "tick at least one day" in visitor.said
    visitor.press("Skip to the end", when="any").press("Send")
    assert visitor.words == []
    assert "in the way that you said is safe" in visitor.said
    assert not Mailbox.objects.exists()
    assert arrived(world).content.wishes.phone.safe is Safe.YES


def test_nothing_at_all_is_not_sent_and_says_what_is_enough(visitor):
    visitor.press("It is for me").press("Send this now")
    assert visitor.status == 200
    assert "Either is enough" in visitor.said
    assert not Arrival.objects.exists()


def test_a_number_that_is_not_called_safe_is_pointed_out_and_not_enough(visitor):
    visitor.press("It is for me").press("Go on").press("Skip to the end", phone="01632 960001")
    assert "we will use none of them" in visitor.said
    visitor.press("Send")
    assert visitor.status == 200


def test_sending_twice_shows_the_same_words_for_one_message(visitor):
    visitor.press("It is for me")
    before = visitor.page
    first = visitor.press("Send this now", message="Help").words
    visitor.page = before
    assert visitor.press("Send this now", message="Help").words == first
    assert Arrival.objects.count() == Mailbox.objects.count() == 1


def test_what_was_changed_before_sending_again_reaches_us_too(visitor, world):
    """Somebody who sent a number, went back and called it unsafe has not said the same thing twice."""
    visitor.press("It is for me").press("Go on")
    before = visitor.page
    visitor.press("Skip to the end", phone="01632 960001", phone_safe="yes")
    visitor.press("Skip to the end", when="any").press("Send")
    assert visitor.words == []
    visitor.page = before
    visitor.press("Back").press("Go on", message="He has my phone now.")
    visitor.press("Skip to the end", phone="01632 960001", phone_safe="no").press("Send")
    words = visitor.words
    assert len(words) == 6
    second = Arrival.objects.get(mailbox__isnull=False)
    content = look(arrival_id=second.id, by=world.intake, keyring=keyring_of(world.intake)).content
    assert (content.message, content.wishes.phone.safe) == ("He has my phone now.", Safe.NO)
    assert Arrival.objects.count() == 2
    assert sent_from(content.form) == [Arrival.objects.exclude(id=second.id).get().id, second.id]
    visitor.press("I have them. Try them out").press("Try", words=" ".join(words))
    assert "Yes, these are right" in visitor.said


def test_back_keeps_what_was_typed_even_when_it_cannot_be_taken(visitor):
    visitor.press("It is for me").press("Go on", message="First")
    visitor.press("Back", phone="not a number", letter="1 Example Street")
    assert visitor.typed == {"message": "First"}
    visitor.press("Go on")
    assert visitor.typed == {"phone": "not a number", "letter": "1 Example Street"}
    visitor.press("Back").press("Back").press("It is for me")
    assert visitor.typed == {"message": "First"}


def test_each_part_can_be_changed_from_the_last_page(visitor):
    visitor.press("It is for me").press("Go on", message="First").press("Skip to the end")
    visitor.press("Change – What would you like to tell us?")
    visitor.press("Send this now", message="Second")
    assert len(visitor.words) == 6


@pytest.mark.parametrize("length", [20_001, 100_000])
def test_a_message_that_is_too_long_is_kept_whole(visitor, length):
    visitor.press("It is for me").press("Send this now", message="x" * length)
    assert visitor.status == 200
    over = length - 20_000
    assert f"{over:,} {'character' if over == 1 else 'characters'} too long" in visitor.said
    assert visitor.typed["message"] == "x" * length


def test_the_longest_message_in_any_script_is_taken(visitor, world):
    visitor.press("It is for me").press("Send this now", message="ਸ" * 20_000)
    assert arrived(world).content.message == "ਸ" * 20_000


@pytest.mark.parametrize("state", ["", LONG_AGO, "x" * 4000, "é"])
def test_a_form_that_cannot_be_read_any_more_loses_no_typed_word(visitor, world, state):
    visitor.press("I ask as part of my job")
    visitor.page.forms[-1]["values"] = [
        (name, state if name == "state" else value) for name, value in visitor.page.forms[-1]["values"]
    ]
    visitor.press("Send this now", message="A long story")
    assert "open for too long" in visitor.said
    assert visitor.typed == {"message": "A long story"}
    assert not Arrival.objects.exists()
    visitor.press("Send this now")
    assert arrived(world).content.sender is Sender.PROFESSIONAL


def test_a_form_that_lay_open_too_long_is_looked_at_once_more(visitor, monkeypatch):
    monkeypatch.setattr("waymark.public.contact.state.LIVES", timedelta(seconds=-1))
    visitor.press("It is for me").press("Send this now", message="Help")
    assert "Please look at it once more" in visitor.said
    assert "Help" in visitor.said
    monkeypatch.undo()
    visitor.press("Change – What would you like to tell us?").press("Send this now")
    assert len(visitor.words) == 6


@pytest.mark.parametrize("reason", ["full", "busy", "away"])
def test_what_was_not_saved_is_told_plainly_and_kept(visitor, monkeypatch, reason):
    def fails(**_kwargs):
        raise NotSaved(reason)

    visitor.press("It is for me")
    monkeypatch.setattr("waymark.public.contact.sending.receive", fails)
    visitor.press("Send this now", message="Please help")
    assert visitor.status == 503
    assert "This was NOT saved" in visitor.said
    assert "01632 960123" in visitor.said
    assert visitor.typed == {"message": "Please help"}
    monkeypatch.undo()
    assert len(visitor.press("Send this now").words) == 6


@pytest.mark.parametrize(("button", "age"), [("I am 12 or younger", Age.CHILD), ("I am 13 to 17", Age.TEEN)])
def test_a_child_is_asked_for_no_parent(visitor, world, button, age):
    visitor.press("I am under 18")
    assert "You don’t need a parent" in visitor.said
    assert "0800 1111" in visitor.said
    visitor.press(button).press("Go on", message="dad is shouting")
    assert not {"letter", "email"} & visitor.page.forms[-1]["boxes"]
    visitor.press("Skip to the end").press("Send")
    assert arrived(world).content.age is age


def test_a_friend_is_answered_here_alone_and_asked_for_no_number(visitor, world):
    visitor.press("It is for someone I know")
    assert "We won’t contact the person" in visitor.said
    visitor.press("Go on", message="My neighbour. Her number is 01632 960999.")
    assert {"phone", "email", "letter", "their_word"}.isdisjoint(visitor.page.forms[-1]["boxes"])
    visitor.press("Skip to the end").press("Send")
    assert len(visitor.words) == 6
    assert arrived(world).content.sender is Sender.FRIEND


def test_a_professional_gives_no_number_to_ring(visitor, world):
    visitor.press("I ask as part of my job").press("Go on", message="About a client")
    assert "phone" not in visitor.page.forms[-1]["boxes"]
    assert "We do not ring numbers from messages" in visitor.said
    visitor.press("Skip to the end", organisation="Example Surgery", role="Nurse").press("Send")
    found = arrived(world)
    assert (found.identity.organisation, found.identity.role) == ("Example Surgery", "Nurse")


def test_words_are_tried_without_opening_anything(visitor):
    visitor.press("It is for me").press("Send this now", message="Help")
    words, numbers = visitor.words, visitor.numbers
    visitor.press("I have them. Try them out")
    assert " ".join(words) not in visitor.said
    visitor.press("Try", words=" ".join(words[:5]))
    assert "We need six words" in visitor.said
    visitor.press("Show me the words again")
    assert visitor.words == words
    visitor.press("I have them. Try them out")
    visitor.press("Try", words=" ".join(f"{each[:2]}.{each[2:]}" for each in numbers))
    assert "Yes, these are right" in visitor.said


def to_the_files(visitor, message="x"):
    """The page after the last that asks something: where files are taken, or what was said is looked at."""
    return visitor.press("It is for me").press("Go on", message=message).press("Go on").press("Go on")


def photo():
    written = BytesIO()
    Image.new("RGB", (30, 30), "red").save(written, "JPEG", comment=b"Canary Lane")
    return written.getvalue()


@pytest.fixture
def attachments(settings):
    settings.SERVICE.attachments = True


def test_files_are_off_unless_the_service_turns_them_on(visitor):
    to_the_files(visitor)
    assert "Check before you send" in visitor.said


def test_a_photo_travels_sealed_and_staff_see_a_copy_without_its_details(attachments, visitor, world):
    from waymark.documents.queries import read_copy, read_original

    to_the_files(visitor)
    assert "Keep the original" in visitor.said
    visitor.press("Add this file", file=SimpleUploadedFile("bruise.jpg", photo(), "image/jpeg"))
    assert "bruise.jpg" in visitor.said
    assert Document.objects.get().island is None
    visitor.press("Go on").press("Send")
    (held,) = arrived(world).content.files
    assert Document.objects.get().island == Arrival.objects.get().island
    assert b"".join(read_original(held)) == photo()
    assert b"Canary" not in b"".join(read_copy(held))
    assert (held.name, held.size) == ("bruise.jpg", len(photo()))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"MZ a program", "only take photos"),
        (b"\xff\xd8\xff broken", "damaged"),
        (b"", "empty"),
        (b"\xff\xd8\xff" + bytes(10_000_000), "too large"),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_nothing_and_loses_nothing(attachments, visitor, content, said):
    to_the_files(visitor, "kept")
    visitor.press("Add this file", file=SimpleUploadedFile("it.jpg", content, "image/jpeg"))
    assert said in visitor.said
    assert not DocumentPart.objects.exists()
    visitor.press("Go on")
    assert "kept" in visitor.said


@pytest.mark.parametrize("fault", [NotSaved("full"), ZeroDivisionError()])
def test_a_file_that_could_not_be_saved_takes_no_words_with_it(attachments, visitor, monkeypatch, fault):
    def fails(**_kwargs):
        raise fault

    to_the_files(visitor, "kept")
    monkeypatch.setattr("waymark.public.contact.views.hold_file", fails)
    visitor.press("Add this file", file=SimpleUploadedFile("it.jpg", photo(), "image/jpeg"))
    assert "This was NOT saved" in visitor.said
    visitor.press("Go on")
    assert "kept" in visitor.said


def test_no_more_than_three_files_and_each_can_be_taken_out(attachments, visitor):
    to_the_files(visitor)
    for number in range(3):
        visitor.press("Add this file", file=SimpleUploadedFile(f"{number}.jpg", photo(), "image/jpeg"))
    assert "Add this file" not in visitor.said
    visitor.press("Take it out")
    assert Document.objects.count() == 2


def test_nothing_is_kept_before_it_is_sent(visitor):
    visitor.press("It is for me").press("Go on", message="Not sent").press("Go on")
    assert not Arrival.objects.exists()
    assert not Mailbox.objects.exists()


def test_no_page_of_it_keeps_anything_in_the_browser(visitor):
    visitor.press("It is for me").press("Go on", message="x").press("Skip to the end").press("Send")
    for answer in visitor.answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
        assert "Set-Cookie" not in answer.headers
        assert b"<title>Information \xe2\x80\x93 part" in answer.content
        for box in ("<input", "<textarea"):
            for tag in answer.content.decode().split(box)[1:]:
                shown = tag.split(">")[0]
                quiet = 'type="hidden"' in shown or "autocomplete" in shown or 'type="radio"' in shown
                assert quiet or 'type="checkbox"' in shown or 'type="file"' in shown, shown


def test_words_are_text_and_never_in_a_box(visitor):
    visitor.press("It is for me").press("Send this now", message="Help")
    for form in visitor.page.forms:
        for _name, value in form["values"]:
            assert sum(word in value for word in visitor.words) < 3


@pytest.mark.parametrize("address", ["/xx/t6", "/EN/t6", "/xx/w4"])
def test_another_language_is_not_found(client, address):
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize(
    "typed", [{}, {"page": "nowhere"}, {"page": "start", "go": "nobody"}, {"page": "sent"}]
)
def test_a_post_that_no_page_of_ours_makes_shows_the_first_page(client, world, typed):
    assert "Who is this for?" in client.post("/en/t6", typed).content.decode()


def test_a_form_from_another_site_is_refused(client, world):
    answer = client.post("/en/t6", {"page": "start", "go": "self"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
