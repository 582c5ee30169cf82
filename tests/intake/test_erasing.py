"""What ends and what is left: mailboxes whose time is over, erased ones, and what a crash left of either."""

from datetime import timedelta
from secrets import token_bytes

import pytest

from tests.people import make_member, make_recovery, make_team
from waymark.audit.models import Event
from waymark.audit.terms import Chain
from waymark.documents.models import Document
from waymark.intake import leftovers
from waymark.intake.actions import erase, erasing, expire
from waymark.intake.models import Arrival, Sent
from waymark.intake.terms import Lane, Stage
from waymark.mailbox import actions as mailboxes
from waymark.mailbox.models import Mailbox, Sitting
from waymark.mailbox.sittings import begin_sitting
from waymark.records.days import day
from waymark.records.destroying import destroy_island
from waymark.records.ids import new_id
from waymark.records.islands import begin_shredded
from waymark.records.models import Island, ShredKey
from waymark.records.turns import turn
from waymark.sealing.envelopes import Sealed
from waymark.sealing.keys import new_pair
from waymark.sealing.labels import Kind
from waymark.sealing.mailboxes import MailboxKeys
from waymark.staff.terms import Role, TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
KEPT = {Stage.TAKEN, Stage.STOPPED}
UNREAD = {Stage.WAITING, Stage.SEEN, Stage.STOPPED}
DAY = timedelta(days=1)


@pytest.fixture
def intake():
    make_recovery()
    return make_team(TeamKind.INTAKE, "Intake")


def make_mailbox(**more):
    keys = MailboxKeys(locator=token_bytes(16), secret=new_pair())
    mailbox = mailboxes.begin(keys=keys, text="")[0]
    Mailbox.objects.filter(id=mailbox.id).update(**more)
    mailbox.refresh_from_db()
    return mailbox, keys.secret


def make_arrival(island, stage=Stage.WAITING, **more):
    whole = {"received_on": day(), "answer_by": day(), "team": new_id(), "team_epoch": 1, "needs_other": True}
    sealed = {"identity": Sealed(b"who"), "content": Sealed(b"what")}
    given = {"island": island, "mailbox": island, **whole, **sealed, **more}
    return Arrival.objects.create(stage=stage, lane=Lane.MESSAGE, **given)


def make_file(island):
    return Document.objects.create(held_on=day(), island=island)


def told(tag, face):
    return list(Event.objects.filter(tag=tag, chain_id=Chain.face(face).id).values_list("about", "by"))


def test_erasing_ends_the_sitting_empties_what_waits_and_is_told(intake):
    mailbox, secret = make_mailbox()
    opened, other = begin_sitting(mailbox, secret), begin_sitting(mailbox, secret)
    has_it = make_member("ilo2", "Ilo", [Role.INTAKE], [intake])
    arrival, file = make_arrival(mailbox.id, claimed_by=has_it), make_file(mailbox.id)
    stranger, strangers_file = make_arrival(new_id()), make_file(new_id())
    Sent.objects.create(arrival=arrival, team_epoch=1, sealed=Sealed(b"answer"))
    kept = Sent.objects.create(arrival=stranger, team_epoch=1, sealed=Sealed(b"answer"))
    erase(opened=opened)
    assert not Mailbox.objects.exists()
    assert not ShredKey.objects.filter(island_id=mailbox.id).exists()
    assert Sitting.objects.count() == 1
    assert other.token != opened.token
    arrival.refresh_from_db()
    assert (arrival.stage, arrival.lane, arrival.identity, arrival.content) == (
        Stage.ERASED,
        Lane.NEWS,
        None,
        None,
    )
    assert (arrival.claimed_by, arrival.needs_other) == (None, False)
    assert Arrival.objects.count() == 2
    stranger.refresh_from_db()
    assert stranger.stage == Stage.WAITING
    assert list(Sent.objects.all()) == [kept]
    assert list(Document.objects.all()) == [strangers_file]
    assert file.island == mailbox.id
    assert told("mailbox:mailbox:erased", "public") == [(mailbox.id, None)]
    assert told("intake:arrival:erased", "public") == [(mailbox.id, None)]


@pytest.mark.parametrize("stage", Stage)
def test_what_is_in_a_case_or_stopped_stays_as_it_is_when_a_mailbox_is_emptied(intake, stage):
    mailbox, _ = make_mailbox()
    arrival = make_arrival(mailbox.id, stage)
    with turn():
        emptied = leftovers.empty_arrivals(mailbox.id)
    arrival.refresh_from_db()
    assert emptied == (stage not in KEPT)
    assert arrival.stage == (stage if stage in KEPT else Stage.ERASED)
    assert (arrival.identity is None) is (stage not in KEPT)


def test_where_nothing_is_left_the_team_of_the_mailbox_is_told_by_a_new_line(intake):
    casework = make_team(TeamKind.CASEWORK, "North")
    for team, hears in ((None, intake.id), (casework.id, casework.id)):
        mailbox, secret = make_mailbox(team=team)
        taken = make_arrival(mailbox.id, Stage.TAKEN)
        erase(opened=begin_sitting(mailbox, secret))
        (news,) = Arrival.objects.filter(island=mailbox.id).exclude(id=taken.id)
        assert (news.stage, news.lane, news.team, news.mailbox) == (
            Stage.ERASED,
            Lane.NEWS,
            hears,
            mailbox.id,
        )


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("over", [True, False])
def test_a_mailbox_ends_after_its_day_once_nothing_of_it_is_unread(intake, stage, over):
    mailbox, _ = make_mailbox(kept_until=day() - DAY if over else day())
    arrival = make_arrival(mailbox.id, stage)
    make_file(mailbox.id)
    make_arrival(new_id(), Stage.WAITING, mailbox=None)
    ends = over and stage not in UNREAD
    assert expire() == int(ends)
    assert Mailbox.objects.exists() is not ends
    assert ShredKey.objects.filter(island_id=mailbox.id).exists() is not ends
    assert Document.objects.exists() is not ends
    assert Arrival.objects.filter(id=arrival.id).exists() is (not ends or stage is Stage.TAKEN)
    assert told("mailbox:mailbox:expired", "worker") == ([(mailbox.id, None)] if ends else [])
    assert Arrival.objects.filter(stage=Stage.WAITING, mailbox=None).count() == 1


def test_a_mailbox_kept_longer_while_others_end_stays_and_holds_up_none(intake, monkeypatch):
    for _ in range(3):
        make_mailbox(kept_until=day() - DAY)
    _first, second, _third = [each.id for each in erasing._over()]
    erase_mailbox = mailboxes.erase

    def meanwhile(**asked):
        Mailbox.objects.filter(id=second).update(kept_until=day())
        erase_mailbox(**asked)

    monkeypatch.setattr(mailboxes, "erase", meanwhile)
    assert expire() == 2
    assert [each.id for each in Mailbox.objects.all()] == [second]


def test_each_mailbox_that_is_over_ends_and_is_counted(intake):
    over = [make_mailbox(kept_until=day() - DAY)[0] for _ in range(3)]
    unread, _ = make_mailbox(kept_until=day() - DAY)
    make_arrival(unread.id)
    assert expire() == len(over)
    assert [each.id for each in Mailbox.objects.all()] == [unread.id]


@pytest.mark.parametrize(
    ("until", "stage", "forgotten"),
    [
        (-1, Stage.ANSWERED, True),
        (-1, Stage.WAITING, False),
        (-1, Stage.SEEN, False),
        (0, Stage.ANSWERED, False),
        (30, Stage.ANSWERED, False),
    ],
)
def test_what_a_crash_left_of_a_mailbox_is_forgotten_if_its_time_was_over_and_else_told(
    intake, until, stage, forgotten
):
    mailbox, _ = make_mailbox(kept_until=day() + until * DAY)
    arrival = make_arrival(mailbox.id, stage)
    make_file(mailbox.id)
    make_arrival(new_id())
    destroy_island(mailbox.id)
    assert leftovers.finish_erasing() == 1
    assert not Mailbox.objects.exists()
    assert not Document.objects.exists()
    assert not Island.objects.filter(id=mailbox.id).exists()
    assert Arrival.objects.filter(id=arrival.id).exists() is not forgotten
    assert Arrival.objects.filter(stage=Stage.WAITING).exclude(id=arrival.id).count() == 1
    if not forgotten:
        arrival.refresh_from_db()
        assert (arrival.stage, arrival.content) == (Stage.ERASED, None)


def test_what_a_crash_left_of_an_arrival_without_a_mailbox_goes_and_is_told_by_its_id(intake):
    island, _ = begin_shredded(Kind.ARRIVAL)
    arrival = make_arrival(island.id, Stage.SET_ASIDE, mailbox=None)
    make_file(island.id)
    other = make_arrival(new_id())
    destroy_island(island.id)
    assert leftovers.finish_erasing() == 1
    assert [each.id for each in Arrival.objects.all()] == [other.id]
    assert not Document.objects.exists()
    assert told("intake:arrival:destroyed", "worker") == [(arrival.id, None)]


def test_what_a_crash_left_after_the_mailbox_was_gone_is_emptied_without_a_new_line(intake):
    island, _ = begin_shredded(Kind.MAILBOX)
    arrival = make_arrival(island.id)
    make_file(island.id)
    empty, _ = begin_shredded(Kind.MAILBOX)
    alive, _ = begin_shredded(Kind.MAILBOX)
    case, _ = begin_shredded(Kind.CASE)
    for gone in (island, empty, case):
        destroy_island(gone.id)
    assert leftovers.finish_erasing() == 2
    assert set(Island.objects.values_list("id", flat=True)) == {alive.id, case.id}
    assert [each.id for each in Arrival.objects.all()] == [arrival.id]
    arrival.refresh_from_db()
    assert (arrival.stage, arrival.identity) == (Stage.ERASED, None)
    assert not Document.objects.exists()


def test_a_case_that_is_destroyed_takes_the_empty_rows_of_its_own_mailboxes_along_and_nothing_else(intake):
    one, other, strange = (make_mailbox()[0].id for _ in range(3))
    for mailbox in (one, other, strange):
        for lane, content in ((Lane.NONE, None), (Lane.NONE, Sealed(b"what")), (Lane.NEWS, None)):
            row = make_arrival(mailbox, Stage.TAKEN, content=content)
            Arrival.objects.filter(id=row.id).update(lane=lane)
    with turn():
        leftovers.forget_taken([one, other])
    left = Arrival.objects.filter(lane=Lane.NONE, content=None)
    assert [row.mailbox for row in left] == [strange]
    assert Arrival.objects.count() == 7
