"""Somebody who can write the databases but not run our code: what they make up is refused, and said."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests import arriving, people
from tests.public.visitor import Visitor
from waymark.audit.models import Event
from waymark.audit.queries import ChainBroken, verify_all
from waymark.cases.log.models import Entry
from waymark.cases.people.models import Person
from waymark.cases.starting.actions import start_case
from waymark.config.worker import jobs
from waymark.contact.actions import stop
from waymark.contact.models import StopRow
from waymark.contact.queries import stops_on
from waymark.contact.rules import may_ring
from waymark.contact.terms import ContactTag, Safe, Sender
from waymark.contact.wishes import Way, Wishes
from waymark.intake import actions as intake
from waymark.intake.asking import Content, Identity
from waymark.intake.models import Arrival
from waymark.intake.storing import store
from waymark.intake.terms import ArrivalKind
from waymark.mailbox.models import Mailbox, Message, Sitting
from waymark.mailbox.sittings import SittingOver, enter, sit
from waymark.records.grants import shred_key
from waymark.records.models import Grant
from waymark.records.refusal import Refused
from waymark.sealing.envelopes import Sealed, seal_to
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_pair
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place
from waymark.staff.actions.leaving import turn_team
from waymark.staff.actions.recovering import turn_recovery
from waymark.staff.models import Membership, Notice, RecoveryKey, Team, TeamKey
from waymark.staff.newest import PairMissing, check_newest_pairs
from waymark.staff.queries import holder_of_team, managers, newest_key, team_holder
from waymark.staff.terms import NoticeKind, StaffTag, TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

WORDS = "He reads my post. Canary-5521."


def asks_for_help(browser):
    asking = Visitor(browser).go().press("It is for me")
    return asking.press("Send this now", message=WORDS)


def answer(looked, by):
    key = settings.KEYS.signing_key()
    return intake.answer(looked=looked, text="Hello", by=by, signing_key=key, signed_by="Ines")


def replace_team_key(world):
    TeamKey.objects.filter(team=world.intake_team).update(public_key=new_pair().public.raw)


def add_team_key(world):
    old = TeamKey.objects.get(team=world.intake_team)
    TeamKey.objects.create(
        team=world.intake_team, epoch=99, public_key=new_pair().public.raw, signature=bytes(old.signature)
    )


def borrow_team_key(world):
    """The genuine, signed key of another team, put in place of the intake team's."""
    other = TeamKey.objects.get(team=world.other_team)
    TeamKey.objects.filter(team=world.intake_team).update(
        public_key=other.public_key, signature=other.signature
    )


def make_other_team_intake(world):
    """Another team's key stays as it was signed; only what the team is for is written anew."""
    Team.objects.filter(id=world.intake_team.id).update(kind=TeamKind.CASEWORK)
    Team.objects.filter(id=world.other_team.id).update(kind=TeamKind.INTAKE)


FORGERIES = [replace_team_key, add_team_key, borrow_team_key, make_other_team_intake]


@pytest.mark.parametrize("forge", FORGERIES)
def test_nothing_is_sealed_to_a_key_that_the_service_did_not_sign_for_this(forge, world, in_public):
    forge(world)
    with pytest.raises(DoesNotUnseal):
        team_holder(TeamKind.INTAKE)
    told = asks_for_help(in_public())
    assert told.status == 503
    assert "NOT saved" in told.said
    assert WORDS in told.html
    assert not Arrival.objects.exists()
    assert not Mailbox.objects.exists()


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_later_message_is_not_sealed_to_it_either(forge, world, in_public):
    words = " ".join(asks_for_help(in_public()).words)
    forge(world)
    inside = Visitor(in_public(), "/en/w4").go().press("Go on", words=words)
    inside.press("Yes, show me what is new").press("Back").press("Write to us again")
    told = inside.press("Send", text=WORDS)
    assert told.status == 503
    assert WORDS in told.html
    assert Arrival.objects.count() == 1


def test_a_case_is_not_granted_to_a_team_whose_kind_was_changed(world):
    Team.objects.filter(id=world.other_team.id).update(kind=TeamKind.RESTORATIVE)
    with pytest.raises(DoesNotUnseal):
        holder_of_team(world.other_team.id)


def test_no_answer_goes_to_a_mailbox_that_an_arrival_was_moved_to(world):
    arriving.send()
    arriving.send("Another's words")
    one, other = Arrival.objects.all()
    Arrival.objects.filter(id=one.id).update(mailbox=other.mailbox)
    by = world.intake
    looked = None
    try:
        looked = intake.look(arrival_id=one.id, by=by, keyring=people.keyring_of(by))
    except DoesNotUnseal:
        return
    with pytest.raises((Refused, DoesNotUnseal)):
        answer(looked, by)
    assert not Message.objects.filter(from_us=True).exists()


@pytest.mark.parametrize("swapped", ["identity", "content", "both", "island"])
def test_envelopes_swapped_between_arrivals_open_nowhere(swapped, world):
    arriving.send()
    arriving.send("Another's words")
    one, other = Arrival.objects.all()
    names = {"both": ("identity", "content")}.get(swapped, (swapped,))
    for name in names:
        mine, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, mine)
    one.save()
    other.save()
    for arrival in (one, other):
        with pytest.raises(DoesNotUnseal):
            intake.look(arrival_id=arrival.id, by=world.intake, keyring=people.keyring_of(world.intake))


def test_an_answer_is_never_sealed_to_a_key_put_into_the_mailbox(world, at_desk):
    arriving.send()
    attacker = new_pair()
    Mailbox.objects.update(public_key=attacker.public.raw)
    browser, arrival = people.sign_in(at_desk(), world.intake), Arrival.objects.get()
    told = browser.post(reverse("desk:message-reply", args=[arrival.id]), {"text": "Hello", "shown": 1})
    assert told.status_code == 200
    assert not Message.objects.filter(from_us=True).exists()
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    person = Person.objects.get(case=case)
    browser = people.sign_in(at_desk(), world.caseworker)
    typed = {"text": "Hello", "shown": Entry.objects.count()}
    told = browser.post(reverse("desk:case-reply", args=[case.id, person.id]), typed)
    assert told.status_code == 200
    assert not Message.objects.filter(from_us=True).exists()


def test_a_made_up_message_with_a_key_of_its_own_is_not_answered(world, at_desk):
    """Written with both stores at hand into a conversation, and the mailbox given a key to fit it."""
    arriving.send()
    first, attacker = Arrival.objects.get(), new_pair()
    content = Content(ArrivalKind.AGAIN, timezone.now(), message="Me again", answer_to=attacker.public)
    forged = {"shred": shred_key(first.island), "island": first.island, "mailbox": first.mailbox}
    store(uuid4(), Identity(), content, due=first.answer_by, **forged)
    Mailbox.objects.update(public_key=attacker.public.raw)
    browser = people.sign_in(at_desk(), world.intake)
    for arrival in Arrival.objects.all():
        typed = {"text": "Where are you?", "shown": 2}
        told = browser.post(reverse("desk:message-reply", args=[arrival.id]), typed)
        assert "tell a manager" in told.content.decode()
    assert not Message.objects.filter(from_us=True).exists()
    made_up = arriving.look(world.intake, Arrival.objects.exclude(id=first.id).get())
    case = start_case(thread=made_up, team=world.team, owner=None, by=world.intake)
    browser, person = people.sign_in(at_desk(), world.caseworker), Person.objects.get(case=case)
    typed |= {"shown": Entry.objects.count()}
    browser.post(reverse("desk:case-reply", args=[case.id, person.id]), typed)
    assert not Message.objects.filter(from_us=True).exists()


def test_messages_swapped_between_mailboxes_are_not_shown(world):
    first, second = arriving.send(), arriving.send("Another's words")
    mine, theirs = enter(first.words), enter(second.words)
    one, other = Message.objects.get(mailbox=mine.mailbox), Message.objects.get(mailbox=theirs.mailbox)
    Message.objects.filter(id=one.id).update(mailbox=theirs.mailbox, is_new=True)
    Message.objects.filter(id=other.id).update(mailbox=mine.mailbox, is_new=True)
    row = Sitting.objects.first()
    assert row is not None
    Sitting.objects.exclude(id=row.id).update(sealed=row.sealed)
    alive = 0
    for opened in (mine, theirs):
        try:
            sit(opened.token)
        except SittingOver:
            continue
        alive += 1
    assert alive == 1


def test_a_stop_whose_row_is_taken_away_still_stops_and_its_event_is_missed():
    seen, other = uuid4(), uuid4()
    wishes = Wishes(Sender.SELF, phone=Way("01632 960001", Safe.YES), any_time=True, watches=(seen, other))
    assert may_ring(wishes, at=timezone.now(), stops=stops_on(wishes))
    stop(of=seen)
    StopRow.objects.all().delete()
    assert stops_on(wishes) == {seen}
    assert not may_ring(wishes, at=timezone.now(), stops=stops_on(wishes))
    Event.objects.filter(tag=ContactTag.STOPPED).delete()
    with pytest.raises(ChainBroken):
        verify_all()


def take_newest_away(world):
    newest_key(world.intake_team).delete()


def take_newest_away_and_its_event(world):
    take_newest_away(world)
    turned = Event.objects.filter(tag=StaffTag.TEAM_TURNED, about=world.intake_team.id)
    turned.update(about=uuid4())


def bring_back_an_older_recovery(world):
    RecoveryKey.objects.update(epoch=1)


@pytest.mark.parametrize(
    ("attack", "whose"),
    [
        (take_newest_away, "Intake"),
        (take_newest_away_and_its_event, "A former colleague"),
        (bring_back_an_older_recovery, "Recovery"),
    ],
)
def test_a_newest_key_that_was_taken_away_is_missed_within_minutes(attack, whose, world, at_desk):
    turn_team(by=world.manager, team=world.intake_team)
    turn_recovery(by=None, secret=world.recovery)
    check_newest_pairs()
    jobs.watch_newest_pairs()
    assert not Notice.objects.exists()
    attack(world)
    with pytest.raises(PairMissing):
        check_newest_pairs()
    for _ in range(2):
        jobs.watch_newest_pairs()
    told = set(Notice.objects.filter(kind=NoticeKind.PAIR_MISSING).values_list("about", flat=True))
    assert Notice.objects.count() == len(told) * len(managers())
    assert set(Event.objects.filter(tag=StaffTag.PAIR_MISSED).values_list("about", flat=True)) == told
    page = people.sign_in(at_desk(), world.manager).get(reverse("desk:team-view")).content.decode()
    assert f"<strong>{whose}</strong> has lost its newest key" in page


def test_verifying_by_hand_tells_of_a_newest_key_that_is_gone(world, at_desk, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    turn_team(by=world.manager, team=world.intake_team)
    browser = people.sign_in(at_desk(), world.auditor)
    assert b"are what was written" in browser.post(reverse("desk:audit-verify")).content
    take_newest_away(world)
    assert b"the newest key is gone" in browser.post(reverse("desk:audit-verify")).content


def test_a_number_that_was_taken_away_is_not_given_again(world):
    turn_team(by=world.manager, team=world.intake_team)
    gone = newest_key(world.intake_team).epoch
    take_newest_away(world)
    assert turn_team(by=world.manager, team=world.intake_team).epoch == gone + 1
    check_newest_pairs()


def test_a_desk_record_cannot_be_written_with_public_keys_alone(world, at_desk):
    arriving.send()
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    entry = Entry.objects.get(case=case)
    _holder, public = holder_of_team(world.team)
    place = Place(Kind.LOG_ENTRY, entry.id, Field.BODY, epoch=entry.epoch)
    forged = seal_to(public, place, b'{"text":"made up"}')
    Entry.objects.filter(id=entry.id).update(sealed=Sealed(forged.raw))
    browser = people.sign_in(at_desk(), world.caseworker)
    told = browser.get(reverse("desk:case-view", args=[case.id]))
    assert b"made up" not in told.content


def test_a_grant_written_to_oneself_gives_nothing(world, at_desk):
    arriving.send()
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    grant = Grant.objects.get(of_id=case.id)
    grant.pk, grant.holder_id = uuid4(), world.other_team.id
    grant.save(force_insert=True)
    case.team = world.other_team
    case.save()
    browser = people.sign_in(at_desk(), world.stranger)
    assert browser.get(reverse("desk:case-view", args=[case.id])).status_code == 404


def test_roles_written_into_the_database_bring_no_key(world, at_desk):
    arriving.send("Canary-5521")
    world.editor.roles_held = "intake caseworker manager"
    world.editor.save()
    Membership.objects.create(member=world.editor, team=world.intake_team)
    browser = people.sign_in(at_desk(), world.editor)
    arrival = Arrival.objects.get()
    answer_ = browser.get(reverse("desk:message-view", args=[arrival.id]))
    assert answer_.status_code == 404
    assert b"Canary-5521" not in browser.get(reverse("desk:inbox-view")).content


@pytest.mark.parametrize("change", ["tag", "by", "delete"])
def test_an_edited_event_is_found(change, world):
    arriving.send()
    arriving.look(world.intake)
    verify_all()
    event = Event.objects.filter(by=world.intake.id).first()
    if change == "delete":
        event.delete()
    elif change == "by":
        Event.objects.filter(pk=event.pk).update(by=world.manager.id)
    else:
        Event.objects.filter(pk=event.pk).update(tag="intake:arrival:claimed")
    with pytest.raises(ChainBroken):
        verify_all()
