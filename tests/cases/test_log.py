import pytest
from django.conf import settings

from tests import arriving
from tests.cases.test_starting import log_of, people_in
from tests.people import keyring_of
from waymark.audit.models import Event
from waymark.audit.queries import verify_all
from waymark.cases.file.keys import keys_of
from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseStage, CaseTag
from waymark.cases.log import actions
from waymark.cases.log.models import Entry
from waymark.cases.log.terms import CallOutcome, EntryKind, LogTag
from waymark.cases.people.models import Person
from waymark.cases.people.queries import person_of
from waymark.cases.starting.actions import start_case
from waymark.cases.tasks.actions import finish_task
from waymark.cases.tasks.queries import errands_for
from waymark.contact.actions import stop
from waymark.contact.terms import Channel, Safe
from waymark.contact.wishes import Way
from waymark.intake import actions as intake
from waymark.intake.models import Arrival
from waymark.intake.queries import waiting_for
from waymark.mailbox.queries import new_letters
from waymark.mailbox.sittings import enter
from waymark.records.models import Island
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.labels import HolderKind
from waymark.staff.actions.leaving import leave
from waymark.staff.queries import newest_key

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def hands(world, case):
    """What a caseworker's verbs need."""
    return {"case": case, "by": world.caseworker, "keyring": keyring_of(world.caseworker)}


def robin(world, case):
    return person_of(people_in(case, world.caseworker))


def test_a_note_is_sealed_in_the_case(world, case, hands):
    entry = actions.write_note(text="She rang from her sister's.", **hands)
    assert b"sister" not in Entry.objects.get(id=entry.id).sealed.raw
    assert log_of(case, world.colleague)[0].text == "She rang from her sister's."


def test_an_answer_reaches_the_mailbox_and_a_copy_stays(world, case, received, hands):
    known = robin(world, case)
    key = settings.KEYS.signing_key()
    actions.answer(known=known, text="We are here.", signed_by="Carys", signing_key=key, **hands)
    (letter,) = new_letters(enter(received.words))
    assert (letter.text, letter.signed_by) == ("We are here.", "Carys")
    assert (log_of(case, world.caseworker)[0].kind, log_of(case, world.caseworker)[0].text) == (
        EntryKind.REPLY,
        "We are here.",
    )


@pytest.mark.parametrize("end", [intake.alert_seen, intake.erase])
def test_no_answer_goes_to_a_mailbox_that_is_closed_or_erased(world, case, received, hands, end):
    end(opened=enter(received.words))
    key = settings.KEYS.signing_key()
    with pytest.raises(Refused):
        actions.answer(known=robin(world, case), text="Hello", signed_by="", signing_key=key, **hands)
    assert EntryKind.REPLY not in {entry.kind for entry in log_of(case, world.caseworker)}


def test_a_number_is_shown_when_ringing_is_safe_and_each_time_is_in_the_log(world, case, hands):
    known = robin(world, case)
    assert actions.show_way(known=known, channel=Channel.PHONE, at=arriving.NOON, **hands) == arriving.NUMBER
    assert log_of(case, world.caseworker)[0].kind is EntryKind.REACHING
    for channel in (Channel.TEXT, Channel.EMAIL, Channel.LETTER):
        with pytest.raises(Refused):
            actions.show_way(known=known, channel=channel, at=arriving.NOON, **hands)
    stop(of=known.about.mailbox)
    with pytest.raises(Refused, match="may have seen"):
        actions.show_way(known=known, channel=Channel.PHONE, at=arriving.NOON, **hands)
    assert Event.objects.filter(tag=LogTag.WAY_SHOWN).count() == 1


def test_old_wishes_put_back_make_every_way_unsafe(world, case, received, hands):
    before = Person.objects.get()
    newer = arriving.wishes(cover_story="a survey")
    intake.replace_wishes(
        opened=enter(received.words), wishes=newer, replaced=["cover_story"], **arriving.HOURS
    )
    (arrival,) = waiting_for(world.caseworker)
    actions.take_message(arrival_id=arrival.id, **hands)
    assert robin(world, case).wishes.cover_story == "a survey"
    Person.objects.filter(id=before.id).update(
        wishes=before.wishes, wishes_version=before.wishes_version, wishes_epoch=before.wishes_epoch
    )
    known = robin(world, case)
    assert known.doubtful
    assert {known.wishes.way(channel).safe for channel in Channel} == {Safe.UNKNOWN}
    assert known.wishes.phone == Way()


def test_code_words_are_shown_with_a_record(world, case):
    words = actions.show_code_words(case=case, known=robin(world, case), by=world.caseworker)
    assert (words.ours, words.theirs) == ("heron", "marble")
    assert "heron" not in repr(words)
    assert Event.objects.filter(tag=LogTag.CODE_WORDS, by=world.caseworker.id).count() == 1


def test_what_is_written_later_arrives_in_the_case(world, case, received, hands):
    arriving.write_again(received, "He has gone out.")
    (arrival,) = waiting_for(world.caseworker)
    assert list(waiting_for(world.intake)) == []
    actions.take_message(arrival_id=arrival.id, **hands)
    assert log_of(case, world.caseworker)[0].text == "He has gone out."
    assert list(waiting_for(world.caseworker)) == []


def test_a_call_is_noted_with_its_outcome(world, case, hands):
    actions.note_call(outcome=CallOutcome.OTHER_ANSWERED, text="", **hands)
    assert log_of(case, world.caseworker)[0].facts == {"outcome": "other-answered"}


def test_a_hand_over_makes_an_owner_and_an_errand(world, case, hands):
    actions.hand_over(to=world.colleague, text="She prefers mornings.", **hands)
    case.refresh_from_db()
    assert case.owner == world.colleague
    (errand,) = errands_for(world.colleague, keyring_of(world.colleague))
    assert errand.text == "She prefers mornings."
    finish_task(task_id=errand.id, by=world.colleague)
    assert errands_for(world.colleague, keyring_of(world.colleague)) == []
    with pytest.raises(Refused):
        finish_task(task_id=errand.id, by=world.colleague)


def test_a_hand_over_wants_a_sentence_and_a_colleague_of_the_team(world, case, hands):
    with pytest.raises(Refused):
        actions.hand_over(to=world.colleague, text=" ", **hands)
    with pytest.raises(Refused):
        actions.hand_over(to=world.stranger, text="All yours.", **hands)


def test_another_team_gets_the_case_whole_and_the_giver_nothing(world, case, received, hands):
    actions.hand_to_team(to=world.other_team, text="She moved south.", **hands)
    assert [entry.text for entry in log_of(case, world.stranger)] == [
        "She moved south.",
        "He checks my phone.",
    ]
    with pytest.raises(DoesNotUnseal):
        log_of(case, world.caseworker)
    errands = errands_for(world.stranger, keyring_of(world.stranger))
    assert {errand.text for errand in errands} == {"She moved south.", "A new case for you."}
    arriving.write_again(received)
    assert waiting_for(world.caseworker).count() == 0
    assert waiting_for(world.stranger).count() == 1


def test_a_case_with_an_unread_message_is_not_handed_on(world, case, received, hands):
    arriving.write_again(received)
    with pytest.raises(Refused, match="new message"):
        actions.hand_to_team(to=world.other_team, text="She moved south.", **hands)
    assert Case.objects.get().team == world.team


def test_stages_follow_the_table(world, case, hands):
    actions.set_stage(to=CaseStage.SUPPORTING, **hands)
    with pytest.raises(Refused):
        actions.set_stage(to=CaseStage.NEW, **hands)
    assert Case.objects.get().stage == CaseStage.SUPPORTING


@pytest.mark.parametrize("who", ["stranger", "intake", "auditor", "administrator", "editor"])
def test_whoever_is_not_of_the_team_writes_nothing(world, case, who):
    other = getattr(world, who)
    with pytest.raises((Refused, DoesNotUnseal)):
        actions.write_note(case=case, text="Hello", by=other, keyring=keyring_of(other))
    assert Entry.objects.count() == 1


def test_a_write_turns_the_case_after_somebody_left(world, case, hands):
    leaver, copy = world.colleague, Entry.objects.get()
    before = keyring_of(leaver)
    leave(by=world.manager, member=leaver)
    assert newest_key(world.team).epoch == 2
    hands["keyring"] = keyring_of(world.caseworker)
    actions.write_note(text="After they left.", **hands)
    assert Island.objects.get(id=case.id).epoch == 1
    assert Event.objects.filter(tag=CaseTag.TURNED).count() == 1
    told = [entry.text for entry in log_of(case, world.caseworker)]
    assert told == ["After they left.", copy_text(world, case)]
    held = [holder for holder in before.holders if holder.kind is HolderKind.TEAM]
    assert {holder.epoch for holder in held} == {1}
    with pytest.raises(DoesNotUnseal):
        keys_of(case.id, before)
    assert copy.epoch == 0


def copy_text(world, case):
    return log_of(case, world.caseworker)[-1].text


def test_a_second_write_turns_nothing_again(world, case, hands):
    actions.write_note(text="One", **hands)
    actions.write_note(text="Two", **hands)
    assert Island.objects.get(id=case.id).epoch == 0
    assert Event.objects.filter(tag=CaseTag.TURNED).count() == 0


def test_an_entry_moved_to_another_case_does_not_unseal(world, case):
    arriving.send("Another person")
    other = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    Entry.objects.filter(case=other).update(case=case, number=2)
    with pytest.raises(DoesNotUnseal):
        log_of(case, world.caseworker)


def test_the_chains_verify_after_all_of_it(world, case, received, hands):
    arriving.write_again(received)
    (arrival,) = waiting_for(world.caseworker)
    actions.take_message(arrival_id=arrival.id, **hands)
    actions.write_note(text="Read.", **hands)
    assert Arrival.objects.filter(lane__gt=0).count() == 0
    assert sum(verify_all().values()) == Event.objects.count()
