from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_bytes

import pytest
import time_machine
from django.conf import settings

from tests.intake.conftest import HOURS, make_asking, open_mailbox, send
from tests.people import keyring_of
from waymark.audit.models import Event
from waymark.contact.models import StopRow
from waymark.contact.queries import stops_on
from waymark.contact.rules import may_ring
from waymark.contact.terms import Channel, Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.intake import actions
from waymark.intake.asking import Identity
from waymark.intake.leftovers import finish_erasing
from waymark.intake.models import Arrival, Sent
from waymark.intake.queries import arrival_for, messages_for, summaries, waiting_for
from waymark.intake.rules import NotForReader, may_read
from waymark.intake.terms import Age, ArrivalKind, IntakeTag, Stage
from waymark.intake.threads import thread_of
from waymark.mailbox.actions import erase, point_to_team
from waymark.mailbox.models import Mailbox, Message, Sitting
from waymark.mailbox.queries import all_letters, new_letters
from waymark.mailbox.sittings import SittingOver, enter, sit
from waymark.records.destroying import destroy_island
from waymark.records.models import ShredKey
from waymark.records.refusal import NotSaved, Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_pair
from waymark.staff.knowing import Ties
from waymark.staff.models import Member

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)


def look(world, arrival=None, by=None):
    by = by or world.intake
    arrival = arrival or Arrival.objects.get()
    return actions.look(arrival_id=arrival.id, by=by, keyring=keyring_of(by))


def answer(looked, world, text="We are here."):
    return actions.answer(
        looked=looked,
        text=text,
        by=world.intake,
        signing_key=settings.KEYS.signing_key(),
        signed_by="Ines",
    )


def claim(by):
    return actions.claim(arrival_id=Arrival.objects.get().id, by=by, keyring=keyring_of(by))


def tags():
    return list(Event.objects.order_by("chain_id", "seq").values_list("tag", flat=True))


def test_a_request_reaches_the_desk_and_its_answer_the_mailbox(world):
    received = send()
    looked = look(world)
    assert looked.content.message == "He checks my phone."
    assert looked.identity.call_me == "Robin"
    answer(looked, world)
    opened = open_mailbox(received)
    letters = new_letters(opened)
    assert [(each.text, each.signed_by) for each in letters] == [("We are here.", "Ines")]
    assert [each.text for each in all_letters(opened)] == ["He checks my phone.", "We are here."]


def test_sending_twice_is_sending_once_with_the_same_words(world):
    asking = make_asking()
    first, second = send(asking), send(asking)
    assert first.words == second.words
    assert first.answer_by == second.answer_by
    assert Arrival.objects.count() == Mailbox.objects.count() == Message.objects.count() == 1


def test_somebody_who_only_asks_to_be_reached_gets_no_mailbox(world):
    received = send(message="", wants_mailbox=False)
    assert received.words is None
    assert not Mailbox.objects.exists()
    assert look(world).content.wishes.phone.value == "01632 960001"


def test_nothing_to_say_and_nowhere_to_answer_is_refused(world):
    with pytest.raises(Refused) as refused:
        send(message=" ", wishes=Wishes(sender=Sender.SELF, phone=Way("01632 960001", Safe.UNKNOWN)))
    assert refused.value.field == "message"
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    ("at", "content", "due"),
    [
        ("2026-11-24T10:00Z", {}, "2026-11-26"),
        ("2026-11-27T18:00Z", {}, "2026-12-02"),
        ("2026-11-27T18:00Z", {"today": True}, "2026-11-30"),
        ("2026-11-24T10:00Z", {"age": Age.CHILD}, "2026-11-24"),
        ("2026-11-24T18:00Z", {"age": Age.TEEN}, "2026-11-25"),
    ],
)
def test_children_and_danger_today_are_answered_sooner(world, at, content, due):
    with time_machine.travel(datetime.fromisoformat(at.replace("Z", "+00:00")), tick=False):
        assert send(**content).answer_by.isoformat() == due


def test_the_most_urgent_come_first_then_the_oldest(world):
    with time_machine.travel(TUESDAY, tick=False):
        send(message="first")
        send(message="today", today=True)
    assert [each.today for each in _lines(world)] == [True, False]


def _lines(world, by=None):
    by = by or world.intake
    return summaries(messages_for(by, most=50), keyring_of(by))


@pytest.mark.parametrize("who", ["stranger", "caseworker", "auditor", "administrator", "editor"])
def test_only_the_intake_team_sees_arrivals(world, who):
    send()
    other, arrival = getattr(world, who), Arrival.objects.get()
    assert list(waiting_for(other)) == []
    assert arrival_for(other, arrival.id) is None
    with pytest.raises(Refused):
        look(world, by=other)


def test_another_teams_keyring_unseals_nothing(world):
    send()
    with pytest.raises(DoesNotUnseal):
        actions.look(arrival_id=Arrival.objects.get().id, by=world.intake, keyring=keyring_of(world.stranger))


@pytest.mark.parametrize("named", ["Ines", "my aunt ines marlow", "INES!", "Marlow", "Inés"])
def test_somebody_whom_the_sender_named_reads_nothing(world, named):
    send(identity=Identity(call_me="Robin", not_read=named))
    with pytest.raises(Refused):
        look(world)
    assert Arrival.objects.get().stage == Stage.WAITING
    (line,) = _lines(world)
    assert (line.kind, line.sender) == (ArrivalKind.ASKING, Sender.SELF)
    assert look(world, by=world.manager).identity.not_read == named


@pytest.mark.parametrize("name", ["Jo", "Li Wen", "સોનલ પટેલ", "سارہ"])
def test_names_of_two_letters_and_of_other_scripts_are_heeded(name):
    member = Member(name="x7", shown_name=name)
    assert not may_read(Identity(not_read=f"({name.split()[0]})"), member, Ties())
    assert may_read(Identity(not_read="Robin"), member, Ties())


def test_somebody_whom_the_sender_named_holds_nothing_back(world):
    send(identity=Identity(not_read="Ines"))
    with pytest.raises(NotForReader):
        claim(world.intake)
    assert actions.set_aside(looked=look(world, by=world.manager), by=world.manager).stage == Stage.SET_ASIDE


def test_a_look_and_an_answer_are_recorded_once_each(world):
    send()
    answer(look(world), world)
    assert tags().count(IntakeTag.LOOKED) == tags().count(IntakeTag.ANSWERED) == 1
    assert tags().count(IntakeTag.RECEIVED) == 1
    assert {each.note for each in Event.objects.all()} == {"{}"}


def test_an_answer_never_goes_to_a_key_that_did_not_come_with_the_message(world):
    send()
    looked = look(world)
    Mailbox.objects.update(public_key=new_pair().public.raw)
    with pytest.raises(Refused):
        answer(looked, world)


def test_a_forged_answer_is_not_shown(world):
    received = send()
    answer(look(world), world)
    settings_key = settings.KEYS.signing_key()
    opened = open_mailbox(received)
    own = Message.objects.get(from_us=False)
    Message.objects.filter(id=own.id).update(from_us=True, is_new=True)
    assert settings_key is not None
    with pytest.raises(DoesNotUnseal):
        new_letters(opened)


def test_writing_again_tells_the_desk_once(world):
    opened, once = open_mailbox(send()), token_bytes(24)
    for _ in range(2):
        actions.write_again(opened=opened, text="One more thing", once=once, **HOURS)
    assert Arrival.objects.count() == 2
    assert Message.objects.count() == 2
    later = Arrival.objects.exclude(stage=Stage.SEEN).latest("received_on")
    assert {each.kind for each in _lines(world)} == {ArrivalKind.ASKING, ArrivalKind.AGAIN}
    assert {each.messages for each in _lines(world)} == {2}
    assert later.mailbox == opened.mailbox.id


def test_replaced_wishes_reach_the_desk_and_change_only_what_was_given(world):
    opened = open_mailbox(send())
    Arrival.objects.all().delete()
    newer = Wishes(sender=Sender.SELF, our_word="heron", cover_story="a survey")
    actions.replace_wishes(opened=opened, wishes=newer, replaced={"our_word"}, **HOURS)
    content = look(world).content
    before = Wishes(sender=Sender.SELF, our_word="wren", cover_story="the library")
    assert before.with_replaced(content.wishes, content.replaced) == replace(before, our_word="heron")


def test_someone_else_may_have_seen_it_stops_everything_at_once(world):
    received = send()
    opened = open_mailbox(received)
    first = look(world)
    assert may_ring(first.content.wishes, at=TUESDAY, stops=stops_on(first.content.wishes))
    actions.alert_seen(opened=opened)
    assert not may_ring(first.content.wishes, at=TUESDAY, stops=stops_on(first.content.wishes))
    assert StopRow.objects.get().of == opened.mailbox.id
    assert enter(received.words) is None
    with pytest.raises(SittingOver):
        sit(opened.token)
    with pytest.raises(Refused):
        answer(first, world)
    assert Stage.STOPPED in {each.stage for each in waiting_for(world.intake)}
    assert look(world, first.arrival).content.message == "He checks my phone."


def test_a_stop_holds_although_the_mailbox_was_erased_at_the_same_moment(world):
    opened = open_mailbox(send())
    actions.erase(opened=opened)
    actions.alert_seen(opened=opened)
    assert StopRow.objects.get().of == opened.mailbox.id
    assert Stage.STOPPED in {each.stage for each in waiting_for(world.intake)}


def test_what_is_written_while_a_case_takes_its_mailbox_is_sealed_to_the_cases_team(world):
    opened = open_mailbox(send())
    point_to_team(mailbox_id=opened.mailbox.id, team=world.team.id, by=world.intake)
    arrival = actions.write_again(opened=opened, text="One more thing", once=token_bytes(24), **HOURS)
    assert arrival.team == world.team.id


@pytest.mark.parametrize("end", [actions.alert_seen, actions.erase])
def test_nothing_is_written_into_a_mailbox_that_was_closed_or_erased_at_the_same_moment(world, end):
    opened = open_mailbox(send())
    end(opened=opened)
    before = Arrival.objects.count()
    for verb, said in (
        (actions.write_again, {"text": "One more thing", "once": token_bytes(24)}),
        (actions.replace_wishes, {"wishes": Wishes(sender=Sender.SELF), "replaced": {"our_word"}}),
    ):
        with pytest.raises(NotSaved):
            verb(opened=opened, **said, **HOURS)
    assert Arrival.objects.count() == before
    assert not Message.objects.exists()


def test_erasing_leaves_nothing_unread_and_one_line_at_the_desk(world):
    received = send()
    opened = open_mailbox(received)
    kept = Arrival.objects.get()
    actions.erase(opened=opened)
    assert enter(received.words) is None
    assert not Mailbox.objects.exists()
    assert not Message.objects.exists()
    assert not Sitting.objects.exists()
    assert not ShredKey.objects.filter(island_id=opened.mailbox.id).exists()
    (news,) = waiting_for(world.intake)
    assert (news.stage, news.identity, news.content) == (Stage.ERASED, None, None)
    with pytest.raises(Refused) as refused:
        look(world, news)
    assert "may not have been the person" in refused.value.sentence
    kept.stage = Stage.WAITING
    kept.save()
    with pytest.raises(DoesNotUnseal):
        look(world, kept)
    actions.clear(arrival_id=news.id, by=world.intake) if news.id != kept.id else None


def test_what_a_case_has_taken_stays_when_the_mailbox_is_erased(world):
    opened = open_mailbox(send())
    looked = look(world)
    arrival = actions.take(looked=looked, case_island=opened.mailbox.id, by=world.manager)
    assert (arrival.stage, arrival.identity, arrival.content) == (Stage.TAKEN, None, None)
    actions.erase(opened=opened)
    assert {each.stage for each in Arrival.objects.all()} == {Stage.TAKEN, Stage.ERASED}


def test_news_is_cleared_and_messages_are_not(world):
    opened = open_mailbox(send())
    with pytest.raises(Refused):
        actions.clear(arrival_id=Arrival.objects.get().id, by=world.intake)
    actions.erase(opened=opened)
    actions.clear(arrival_id=Arrival.objects.get().id, by=world.intake)
    assert not Arrival.objects.exists()


def test_a_mailbox_is_kept_past_its_day_while_its_message_waits(world):
    send()
    Mailbox.objects.update(kept_until="2020-01-01")
    assert actions.expire() == 0
    answer(look(world), world)
    assert actions.expire() == 1
    assert not Mailbox.objects.exists()
    assert not Arrival.objects.exists()


def test_the_exact_time_is_in_no_row_of_an_arrival(world):
    with time_machine.travel(TUESDAY, tick=False):
        send()
    for row in (*Arrival.objects.values(), *Mailbox.objects.values(), *Message.objects.values()):
        assert not any(isinstance(value, datetime) for value in row.values())


def test_somebody_named_in_the_first_message_reads_no_later_one(world):
    opened = open_mailbox(send(identity=Identity(not_read="Ines Marlow")))
    actions.write_again(opened=opened, text="One more thing", once=token_bytes(24), **HOURS)
    later = Arrival.objects.exclude(id=Arrival.objects.order_by("answer_by").first().id).first()
    for arrival in Arrival.objects.all():
        with pytest.raises(NotForReader):
            look(world, arrival)
    assert later is not None


def test_colleagues_hear_that_somebody_must_not_take_it_and_not_who(world):
    send()
    arrival = Arrival.objects.get()
    claim(world.intake)
    actions.pass_on(arrival_id=arrival.id, by=world.intake)
    arrival.refresh_from_db()
    assert arrival.needs_other
    assert arrival.claimed_by is None
    claim(world.manager)
    arrival.refresh_from_db()
    assert not arrival.needs_other


def test_two_colleagues_do_not_take_the_same_message(world):
    send()
    arrival_id = Arrival.objects.get().id
    claim(world.manager)
    with pytest.raises(Refused):
        claim(world.intake)
    actions.release(arrival_id=arrival_id, by=world.manager)
    assert claim(world.intake).claimed_by == world.intake


def test_an_answer_stays_readable_to_the_team_and_ends_the_wait_of_what_was_seen(world):
    opened = open_mailbox(send())
    looked = look(world)
    actions.write_again(opened=opened, text="Came after the look", once=token_bytes(24), **HOURS)
    answer(looked, world)
    assert {each.stage for each in Arrival.objects.all()} == {Stage.ANSWERED, Stage.WAITING}
    first = Arrival.objects.get(stage=Stage.ANSWERED)
    thread = thread_of(look(world, first), by=world.intake, keyring=keyring_of(world.intake))
    assert [each.text for letter in thread.letters for each in letter.answers] == ["We are here."]
    actions.erase(opened=opened)
    assert not Sent.objects.exists()


def test_a_number_is_given_only_when_ringing_is_safe_now(world):
    send()
    thread = thread_of(look(world), by=world.intake, keyring=keyring_of(world.intake))
    by = world.intake
    shown = actions.show_way(thread=thread, channel=Channel.PHONE, at=TUESDAY, by=by)
    assert shown == thread.wishes.phone.value
    with pytest.raises(Refused):
        actions.show_way(thread=thread, channel=Channel.EMAIL, at=TUESDAY, by=by)
    StopRow.objects.create(of=thread.looked.arrival.mailbox, placed_on=TUESDAY.date())
    with pytest.raises(Refused):
        actions.show_way(thread=thread, channel=Channel.PHONE, at=TUESDAY, by=by)
    assert tags().count(IntakeTag.WAY_SHOWN) == 1


def test_code_words_are_shown_with_a_record(world):
    send()
    thread = thread_of(look(world), by=world.intake, keyring=keyring_of(world.intake))
    assert actions.show_code_words(thread=thread, by=world.intake) == (
        thread.wishes.our_word,
        thread.wishes.their_word,
    )
    assert tags().count(IntakeTag.CODE_WORDS) == 1


def test_what_is_written_to_a_mailbox_of_a_case_is_sealed_to_the_cases_team(world):
    opened = open_mailbox(send())
    point_to_team(mailbox_id=opened.mailbox.id, team=world.team.id, by=world.manager)
    opened.mailbox.refresh_from_db()
    actions.write_again(opened=opened, text="Later", once=token_bytes(24), **HOURS)
    (later,) = waiting_for(world.caseworker)
    keyring = keyring_of(world.caseworker)
    assert actions.look(arrival_id=later.id, by=world.caseworker, keyring=keyring).content.message == "Later"
    assert arrival_for(world.intake, later.id) is None


def test_a_crash_after_the_shred_key_is_finished_by_the_worker(world):
    opened = open_mailbox(send())
    destroy_island(opened.mailbox.id)
    assert finish_erasing() == 1
    assert not Mailbox.objects.exists()
    assert not Message.objects.exists()
    assert [each.stage for each in Arrival.objects.all()] == [Stage.ERASED]
    assert finish_erasing() == 0


def test_a_crash_while_erasing_still_tells_the_desk_of_a_mailbox_whose_words_a_case_has(world):
    opened = open_mailbox(send())
    actions.take(looked=look(world), case_island=world.team.id, by=world.manager)
    destroy_island(opened.mailbox.id)
    assert finish_erasing() == 1
    assert {each.stage for each in Arrival.objects.all()} == {Stage.TAKEN, Stage.ERASED}


def test_rows_and_the_line_at_the_desk_go_together_or_not_at_all(world, monkeypatch):
    opened = open_mailbox(send())
    monkeypatch.setattr("waymark.intake.actions.erasing.tell_erased", fail)
    with pytest.raises(ZeroDivisionError):
        actions.erase(opened=opened)
    monkeypatch.undo()
    actions.erase(opened=sit(opened.token))  # the same page, sent again
    assert [each.stage for each in Arrival.objects.all()] == [Stage.ERASED]


def fail(*_args):
    raise ZeroDivisionError


def test_a_crash_while_a_mailbox_runs_out_says_nothing_of_its_holder(world):
    opened = open_mailbox(send())
    answer(look(world), world)
    Mailbox.objects.update(kept_until="2020-01-01")
    destroy_island(opened.mailbox.id)
    assert finish_erasing() == 1
    assert not Arrival.objects.exists()


def test_a_mailbox_that_was_written_to_while_others_ran_out_is_kept(world, monkeypatch):
    first, second = open_mailbox(send()), open_mailbox(send())
    Arrival.objects.update(stage=Stage.ANSWERED)
    Mailbox.objects.update(kept_until="2020-01-01")
    ended = []

    def ends(*, mailbox, **kwargs):
        ended.append(mailbox.id)
        erase(mailbox=mailbox, **kwargs)
        for other in (first, second):
            if other.mailbox.id not in ended:
                actions.write_again(opened=other, text="Wait", once=token_bytes(24), **HOURS)

    monkeypatch.setattr("waymark.intake.actions.erasing.mailboxes.erase", ends)
    assert actions.expire() == len(ended) == 1
    assert Mailbox.objects.count() == 1
