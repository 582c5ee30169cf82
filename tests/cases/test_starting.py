import pytest
from django.conf import settings

from tests import arriving
from tests.people import keyring_of
from waymark.cases.file.keys import keys_of
from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.file.queries import case_for, cases_for, unowned_for
from waymark.cases.log.queries import entries_of
from waymark.cases.log.terms import EntryKind
from waymark.cases.people.queries import people_of, person_of
from waymark.cases.people.terms import Part
from waymark.cases.starting.actions import start_case
from waymark.cases.tasks.actions import finish_task
from waymark.cases.tasks.queries import errands_for
from waymark.contact.terms import Safe, Sender
from waymark.contact.wishes import Wishes
from waymark.intake import actions as intake
from waymark.intake.asking import Identity
from waymark.intake.models import Arrival
from waymark.intake.terms import Stage
from waymark.mailbox.sittings import enter
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.actions.leaving import leave

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def log_of(case, by):
    return entries_of(case.id, keys_of(case.id, keyring_of(by)))


def people_in(case, by):
    return people_of(case.id, keys_of(case.id, keyring_of(by)))


def test_words_wishes_and_name_go_along(world, case):
    (entry,) = log_of(case, world.caseworker)
    assert (entry.kind, entry.text) == (EntryKind.MESSAGE, "He checks my phone.")
    person = person_of(people_in(case, world.caseworker))
    assert person.call_me == "Robin"
    assert (person.wishes.phone.safe, person.wishes.our_word) == (Safe.YES, "heron")
    assert person.about.mailbox == CaseMailbox.objects.get(case=case).mailbox


def test_the_arrival_is_empty_afterwards(world, case):
    arrival = Arrival.objects.get()
    assert (arrival.stage, arrival.lane, arrival.identity, arrival.content) == (
        Stage.TAKEN,
        False,
        None,
        None,
    )


def test_everything_written_so_far_and_every_answer_go_along(world, received):
    thread = arriving.look(world.intake)
    key = settings.KEYS.signing_key()
    intake.answer(looked=thread.looked, text="We are here.", by=world.intake, signing_key=key)
    arriving.write_again(received)
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    told = [(entry.kind, entry.text) for entry in reversed(log_of(case, world.caseworker))]
    assert told == [
        (EntryKind.MESSAGE, "He checks my phone."),
        (EntryKind.REPLY, "We are here."),
        (EntryKind.MESSAGE, "One more thing."),
    ]


def test_what_they_changed_before_there_was_a_case_stands_in_its_log(world, received):
    changed = {"wishes": arriving.wishes(our_word="otter"), "replaced": ["our_word"]}
    intake.replace_wishes(opened=enter(received.words), **changed, **arriving.HOURS)
    first = Arrival.objects.filter(received_on__isnull=False).order_by("id").first()
    case = start_case(thread=arriving.look(world.intake, first), team=world.team, owner=None, by=world.intake)
    assert {entry.kind for entry in log_of(case, world.caseworker)} == {EntryKind.MESSAGE, EntryKind.WISHES}
    assert person_of(people_in(case, world.caseworker)).wishes.our_word == "otter"


def test_the_new_owner_finds_an_errand(world, case):
    (errand,) = errands_for(world.caseworker, keyring_of(world.caseworker))
    assert errand.case == case
    assert errands_for(world.colleague, keyring_of(world.colleague)) == []


def test_what_a_leaver_had_waits_for_their_team_again(world, case):
    colleague = world.colleague
    assert list(unowned_for(colleague)) == []
    leave(by=world.manager, member=world.caseworker)
    assert list(unowned_for(colleague)) == [case]
    (errand,) = errands_for(colleague, keyring_of(colleague))
    assert finish_task(task_id=errand.id, by=colleague).done_on
    assert list(unowned_for(world.stranger)) == errands_for(world.stranger, keyring_of(world.stranger)) == []


@pytest.mark.parametrize("who", ["stranger", "intake", "editor", "auditor", "administrator"])
def test_whoever_is_not_of_the_team_sees_no_case_and_holds_no_key(world, case, who):
    other = getattr(world, who)
    assert list(cases_for(other)) == []
    assert case_for(other, case.id) is None
    with pytest.raises(DoesNotUnseal):
        keys_of(case.id, keyring_of(other))


def test_of_a_friends_message_nothing_is_known_to_be_safe_for_the_person(world):
    friend = Wishes(sender=Sender.FRIEND, phone=arriving.SAFE.phone, any_time=True)
    arriving.send(wishes=friend, identity=Identity(call_me="A neighbour"))
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    people = people_in(case, world.caseworker)
    person, sender = person_of(people), person_of(people, Part.SENDER)
    assert person.call_me == ""
    assert person.wishes == Wishes(sender=Sender.SELF)
    assert person.about.mailbox is None
    assert sender.call_me == "A neighbour"
    assert sender.about.mailbox is not None


def test_a_team_with_somebody_whom_the_sender_named_is_refused(world):
    arriving.send(identity=Identity(call_me="Robin", not_read="Colin Abara"))
    thread = arriving.look(world.intake)
    with pytest.raises(Refused, match="somebody of that team"):
        start_case(thread=thread, team=world.team, owner=None, by=world.intake)
    assert not Case.objects.exists()
    assert (
        start_case(thread=thread, team=world.other_team, owner=None, by=world.intake).team == world.other_team
    )


@pytest.mark.parametrize("who", ["caseworker", "auditor", "administrator", "editor"])
def test_only_some_roles_start_cases(world, received, who):
    thread = arriving.look(world.intake)
    with pytest.raises(Refused):
        start_case(thread=thread, team=world.team, owner=None, by=getattr(world, who))


def test_an_owner_is_of_the_team_and_a_team_works_with_cases(world, received):
    thread = arriving.look(world.intake)
    with pytest.raises(Refused):
        start_case(thread=thread, team=world.team, owner=world.stranger, by=world.intake)
    with pytest.raises(Refused):
        start_case(thread=thread, team=world.intake_team, owner=None, by=world.intake)


def test_references_are_random_and_never_a_word(world):
    found = set()
    for _ in range(5):
        arriving.send()
        thread = arriving.look(world.intake)
        found.add(start_case(thread=thread, team=world.team, owner=None, by=world.intake).reference)
    assert len(found) == 5
    assert not set("".join(found)) & set("AEIOUY01")


def test_erasing_the_mailbox_leaves_what_the_case_has(world, received, case):
    intake.erase(opened=enter(received.words))
    assert [entry.text for entry in log_of(case, world.caseworker)] == ["He checks my phone."]
    assert Arrival.objects.filter(team=world.team.id, stage=Stage.ERASED).count() == 1
