"""A wall inside a team: only those who are named open a case. With copies taken before and after."""

import pytest
from django.utils import timezone

from tests import arriving
from tests.cases.copies import copy_keys, copy_main, read_all
from tests.cases.test_starting import log_of
from tests.people import keyring_of, secret_of
from tests.staff.test_readmitting import approve_twice, use
from waymark.audit.models import Event
from waymark.audit.queries import verify_all
from waymark.cases.file.models import Case
from waymark.cases.file.queries import case_for, cases_for, cases_on_one, unowned_for, wall_mark, walls_on_one
from waymark.cases.file.rules import CHANGED_SINCE, JUST_CHANGED, NAME_TWO, WALL_DOUBTFUL
from waymark.cases.file.terms import CaseTag
from waymark.cases.keeping.actions import _forget
from waymark.cases.log import actions as log
from waymark.cases.log.terms import EntryKind, LogTag
from waymark.cases.starting.actions import start_case
from waymark.cases.tasks.queries import errands_for
from waymark.intake import actions as intake
from waymark.intake.asking import Identity
from waymark.intake.models import Arrival
from waymark.intake.queries import news_for, waiting_for
from waymark.mailbox.models import Mailbox
from waymark.mailbox.sittings import enter
from waymark.records.models import Grant, Island, ShredKey
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.actions.accounts import change_access
from waymark.staff.actions.admitting import admit_to_team
from waymark.staff.actions.leaving import leave, turn_team
from waymark.staff.actions.recovering import recover, turn_recovery
from waymark.staff.keyring import keyring_with
from waymark.staff.models import Membership, Notice, Team
from waymark.staff.newest import check_newest_pairs
from waymark.staff.queries import (
    admitted_to,
    named_in,
    person_holder,
    team_names_by_member,
    teams_of,
    waiting_for_admission,
)
from waymark.staff.rules import fingerprint
from waymark.staff.terms import NoticeKind, TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

BEFORE = {"Robin", "He checks my phone.", "A new case for you."}


def secrets_of(*members):
    """Every secret half that these hold at this moment, their own and those granted to them."""
    rings = [keyring_of(one) for one in members]
    return [ring.secret_for(holder) for ring in rings for holder in ring.holders]


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """What follows a commit happens: `with commits(): ...`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def fresh(member):
    """What a member's verbs need, with the keyring of this moment: a request makes one anew."""
    return {"by": member, "keyring": keyring_of(member)}


@pytest.fixture
def lead(world):
    return fresh(world.team_lead)


def wall_off(case, named, lead, text="", **changed):
    return log.put_up_wall(case=case, named=named, text=text, **({"shown": wall_mark(case)} | lead | changed))


@pytest.fixture
def walled(world, case, lead, commits):
    """Behind a wall: named are Carys, whose case it is, and Tamar, the lead. Colin of their team is not."""
    with commits():
        wall_off(case, [world.caseworker, world.team_lead], lead)
    case.refresh_from_db()
    return case


def note(case, by, text="Behind the wall."):
    log.write_note(case=case, text=text, by=by, keyring=keyring_of(by))


def test_whoever_is_behind_a_wall_opens_nothing_new_and_nothing_old(world, case, lead, commits):
    colleague = secrets_of(world.colleague)
    assert read_all(copy_main(), copy_keys(), colleague) == BEFORE, "the control"
    with commits():
        wall_off(case, [world.caseworker, world.team_lead], lead)
    note(case, world.caseworker)
    after = copy_main()
    assert read_all(after, copy_keys(), [*colleague, *secrets_of(world.colleague)]) == set()
    assert read_all(after, copy_keys(), secrets_of(world.caseworker)) == {*BEFORE, "Behind the wall."}
    assert read_all(after, copy_keys(), secrets_of(world.team_lead)) == {*BEFORE, "Behind the wall."}
    assert log_of(case, world.team_lead)[0].text == "Behind the wall."
    with pytest.raises(DoesNotUnseal):
        log_of(case, world.colleague)


def test_a_copy_from_before_opens_nothing_with_the_keys_store_of_today(world, case, lead, commits):
    """With that of the same time it opens what was there then: such a copy is kept for seven days at most."""
    everything, main, keys = secrets_of(world.colleague), copy_main(), copy_keys()
    with commits():
        wall_off(case, [world.caseworker, world.team_lead], lead)
    note(case, world.caseworker)
    assert read_all(main, copy_keys(), everything) == set()
    assert read_all(main, keys, everything) == BEFORE
    assert read_all(copy_main(), keys, everything) == set()
    assert ShredKey.objects.filter(next__isnull=False).count() == 0


def test_a_case_that_begins_behind_a_wall_was_never_the_teams(world, received):
    thread = arriving.look(world.intake)
    named = [world.caseworker, world.team_lead]
    with pytest.raises(Refused, match="Choose somebody of the team"):
        start_case(thread=thread, team=world.team, owner=world.colleague, by=world.intake, named=named)
    case = start_case(thread=thread, team=world.team, owner=world.caseworker, by=world.intake, named=named)
    assert not Grant.objects.filter(of_id=case.id, holder_id=world.team.id).exists()
    assert read_all(copy_main(), copy_keys(), secrets_of(world.colleague)) == set()
    assert read_all(copy_main(), copy_keys(), secrets_of(world.team_lead)) == BEFORE
    note(case, world.caseworker)
    assert Island.objects.get(id=case.id).epoch == 0, "its chain told of the wall, so nothing was doubtful"


def test_a_named_colleague_of_the_team_is_no_reason_to_refuse_it_behind_a_wall(world):
    arriving.send(identity=Identity(call_me="Robin", not_read="Colin Abara"))
    thread = arriving.look(world.intake)
    start = {"thread": thread, "team": world.team, "owner": None, "by": world.intake}
    with pytest.raises(Refused, match="Leave that name out"):
        start_case(**start, named=[world.colleague, world.team_lead])
    case = start_case(**start, named=[world.caseworker, world.team_lead])
    lead = fresh(world.team_lead)
    with pytest.raises(Refused, match="The wall stays"):
        log.take_down_wall(case=case, text="Why not", shown=wall_mark(case), **lead)
    with pytest.raises(Refused, match="Leave that name out"):
        wall_off(case, [world.colleague, world.team_lead], lead)


def test_lists_counts_and_errands_tell_the_colleague_of_no_case(world, walled):
    colleague = world.colleague
    assert case_for(colleague, walled.id) is None
    for found in (cases_for(colleague), unowned_for(colleague), waiting_for(colleague), teams_of(colleague)):
        assert walled not in list(found)
    assert [team.shown_name for team in teams_of(world.caseworker)] == ["North team"]
    shown = {name for names in team_names_by_member().values() for name in names}
    assert shown == {"Intake", "North team", "South team"}
    assert errands_for(colleague, keyring_of(colleague)) == cases_on_one(colleague) == []
    assert [errand.case for errand in errands_for(world.caseworker, keyring_of(world.caseworker))] == [walled]
    assert case_for(world.team_lead, walled.id) == walled
    with pytest.raises((Refused, DoesNotUnseal)):
        note(walled, colleague)


def test_what_is_written_later_is_sealed_to_those_who_are_named(world, received, walled):
    arriving.write_again(received, "He has gone out.")
    intake.alert_seen(opened=enter(received.words))
    arrival = Arrival.objects.get(content__isnull=False)
    assert Mailbox.objects.get().team == arrival.team == walled.wall_id
    assert read_all(copy_main(), copy_keys(), secrets_of(world.colleague, world.intake)) == set()
    for stranger in (world.colleague, world.stranger, world.intake):
        assert list(waiting_for(stranger)) == news_for(stranger) == []
    assert news_for(world.caseworker)
    taken = {"case": walled, "by": world.caseworker, "keyring": keyring_of(world.caseworker)}
    log.take_message(arrival_id=arrival.id, **taken)
    assert log_of(walled, world.team_lead)[0].text == "He has gone out."


def test_a_wall_waits_until_what_came_for_the_team_was_read_and_takes_empty_rows_along(
    world, case, received, lead
):
    arriving.write_again(received, "He has gone out.")
    named = [world.caseworker, world.team_lead]
    with pytest.raises(Refused, match="Read it into the log first"):
        wall_off(case, named, lead)
    assert Case.objects.get().wall is None
    (arrival,) = waiting_for(world.caseworker)
    reads = {"case": case, "by": world.caseworker, "keyring": keyring_of(world.caseworker)}
    log.take_message(arrival_id=arrival.id, **reads)
    intake.alert_seen(opened=enter(received.words))
    assert news_for(world.colleague)
    wall_off(case, named, lead)
    assert news_for(world.colleague) == []
    assert not Arrival.objects.filter(team=world.team.id).exists()


def test_one_of_the_named_leaves_and_reads_nothing_from_then_on(world, received, walled):
    leaver, before = world.caseworker, secrets_of(world.caseworker)
    keys = copy_keys()
    leave(by=world.manager, member=leaver)
    arriving.write_again(received, "He has gone out.")
    assert "He has gone out." not in read_all(copy_main(), copy_keys(), before), "at once, not with a write"
    note(walled, world.team_lead, "After they left.")
    assert read_all(copy_main(), copy_keys(), before) == set()
    assert read_all(copy_main(), keys, before) == set()
    told = {"After they left.", "He has gone out.", *BEFORE}
    assert read_all(copy_main(), copy_keys(), secrets_of(world.team_lead)) == told
    assert read_all(copy_main(), copy_keys(), secrets_of(world.colleague)) == set()
    notice = Notice.objects.get(kind=NoticeKind.WALL_LOW.value)
    assert (notice.reader, notice.about) == (world.manager, walled.wall_id)
    assert walls_on_one(world.team_lead) == [walled]
    assert walls_on_one(world.manager) == []
    assert list(unowned_for(world.team_lead)) == [walled]
    with pytest.raises(Refused, match="Name two"):
        wall_off(walled, [world.manager], fresh(world.team_lead))
    wall_off(walled, [world.team_lead, world.colleague], fresh(world.team_lead))
    assert walls_on_one(world.team_lead) == []
    told = read_all(copy_main(), copy_keys(), secrets_of(world.colleague))
    assert {"After they left.", "He has gone out."} <= told, "whoever is named anew reads what waits as well"


def test_leaving_the_team_alone_is_leaving_its_walls(world, walled):
    member = world.caseworker
    before = secrets_of(member)
    roles, name = member.roles, member.shown_name
    change_access(by=world.manager, member=member, shown_name=name, roles=roles, teams=[world.other_team])
    assert not Membership.objects.filter(member=member, team=walled.wall).exists()
    note(walled, world.team_lead, "After they left.")
    assert read_all(copy_main(), copy_keys(), [*before, *secrets_of(member)]) == set()
    assert case_for(member, walled.id) is None


def test_other_roles_or_another_team_do_not_touch_the_walls(world, walled):
    member = world.caseworker
    teams = [world.team, world.other_team]
    change_access(by=world.manager, member=member, shown_name="Carys W", roles=member.roles, teams=teams)
    assert member in admitted_to(walled.wall)


def test_a_new_pair_of_the_team_neither_opens_the_wall_nor_locks_anybody_out(world, walled):
    turn_team(by=world.manager, team=world.team)
    leave(by=world.manager, member=world.restorative)
    note(walled, world.caseworker, "As before.")
    assert not Event.objects.filter(tag=CaseTag.TURNED).exists()
    assert read_all(copy_main(), copy_keys(), secrets_of(world.colleague)) == set()
    assert log_of(walled, world.team_lead)[0].text == "As before."


def test_whoever_comes_back_with_a_new_key_is_given_it_once_they_are_admitted(world, walled):
    member = world.caseworker
    sheet = use(approve_twice(world, member))
    member.refresh_from_db()
    ring = keyring_with(member.holder, sheet.secret)
    assert Notice.objects.filter(kind=NoticeKind.WALL_LOW.value).count() == 1
    note(walled, world.team_lead, "While they were away.")
    with pytest.raises(Refused, match=JUST_CHANGED[:30]):
        log.write_note(case=walled, text="Too soon", by=member, keyring=ring)
    (waiting,) = waiting_for_admission(world.team_lead)
    assert waiting.team == world.team, "the wall asks for no second comparing"
    admit_to_team(
        by=world.team_lead,
        keyring=keyring_of(world.team_lead),
        member=member,
        team=world.team,
        compared=fingerprint(person_holder(member)[1]),
    )
    assert member not in admitted_to(walled.wall)
    note(walled, world.team_lead, "They are back.")
    ring = keyring_with(member.holder, sheet.secret)
    log.write_note(case=walled, text="Here again.", by=member, keyring=ring)
    secrets = [ring.secret_for(holder) for holder in ring.holders]
    told = read_all(copy_main(), copy_keys(), secrets)
    assert {"While they were away.", "They are back.", "Here again.", *BEFORE} <= told
    assert read_all(copy_main(), copy_keys(), secrets_of(world.colleague)) == set()


def test_whoever_has_no_key_at_this_moment_stays_named_when_others_are(world, walled):
    member = world.caseworker
    use(approve_twice(world, member))
    member.refresh_from_db()
    wall_off(walled, [member, world.team_lead, world.colleague], fresh(world.team_lead))
    assert set(named_in(walled.wall)) == {member, world.team_lead, world.colleague}
    assert set(admitted_to(walled.wall)) == {world.team_lead, world.colleague}
    assert Case.objects.get().owner == member


def test_no_key_that_the_service_never_signed_is_named(world, case, lead):
    world.caseworker.public_key = secret_of(world.stranger).public.raw
    world.caseworker.save()
    with pytest.raises(Refused, match="Nothing was changed"):
        wall_off(case, [world.caseworker, world.team_lead], lead)
    assert not Team.objects.filter(kind=TeamKind.WALL).exists()


def test_recovery_opens_what_is_behind_a_wall(world, walled):
    note(walled, world.caseworker)
    assert read_all(copy_main(), copy_keys(), [world.recovery]) == {*BEFORE, "Behind the wall."}


def recovered(world, member):
    sheets = turn_recovery(by=None, secret=world.recovery)
    found = recover(by=None, sheets=sheets[:2], member=member)
    member.refresh_from_db()
    return keyring_with(member.holder, found.sign_in.secret)


def test_a_recovered_manager_gets_no_wall_that_others_hold(world, walled):
    ring = recovered(world, world.manager)
    assert case_for(world.manager, walled.id) is None
    secrets = [ring.secret_for(holder) for holder in ring.holders]
    assert read_all(copy_main(), copy_keys(), secrets) == set()


def test_a_recovered_colleague_who_is_named_reads_on(world, walled):
    ring = recovered(world, world.caseworker)
    log.write_note(case=walled, text="Back.", by=world.caseworker, keyring=ring)
    assert log_of(walled, world.team_lead)[0].text == "Back."


def test_two_sheets_let_a_manager_in_where_nobody_who_is_named_is_left(world, walled):
    for gone in (world.caseworker, world.team_lead):
        leave(by=world.manager, member=gone)
    assert case_for(world.manager, walled.id) is None
    ring = recovered(world, world.manager)
    assert case_for(world.manager, walled.id) == walled
    lead = {"by": world.manager, "keyring": ring}
    log.write_note(case=walled, text="Taken up again.", **lead)
    wall_off(walled, [world.manager, world.colleague], lead)
    assert log_of(walled, world.colleague)[1].text == "Taken up again."


def test_another_team_gets_the_case_whole_and_coming_back_it_stands_behind_its_wall(world, received, walled):
    log.hand_to_team(case=walled, to=world.other_team, text="She moved south.", **fresh(world.team_lead))
    stranger = {"by": world.stranger, "keyring": keyring_of(world.stranger)}
    note(walled, world.stranger, "In the south.")
    assert case_for(world.team_lead, walled.id) is None
    assert read_all(copy_main(), copy_keys(), secrets_of(world.team_lead)) == set()
    arriving.write_again(received, "He has gone out.")
    (arrival,) = waiting_for(world.stranger)
    log.take_message(case=walled, arrival_id=arrival.id, **stranger)
    log.hand_to_team(case=walled, to=world.team, text="Back north.", **stranger)
    assert read_all(copy_main(), copy_keys(), secrets_of(world.colleague, world.stranger)) == set()
    assert case_for(world.colleague, walled.id) is None
    arriving.write_again(received, "It is quiet.")
    assert [row.team for row in waiting_for(world.team_lead)] == [walled.wall_id]
    note(walled, world.team_lead)
    assert "In the south." in {entry.text for entry in log_of(walled, world.caseworker)}


def test_a_case_does_not_come_back_to_a_wall_behind_which_nobody_is_left(world, walled):
    log.hand_to_team(case=walled, to=world.other_team, text="She moved south.", **fresh(world.team_lead))
    for gone in (world.caseworker, world.team_lead):
        leave(by=world.manager, member=gone)
    stranger = {"by": world.stranger, "keyring": keyring_of(world.stranger)}
    with pytest.raises(Refused, match="nobody whom it names"):
        log.hand_to_team(case=walled, to=world.team, text="Back north.", **stranger)
    assert case_for(world.stranger, walled.id) == walled


def test_taken_down_the_whole_team_opens_it_with_all_that_was_written(world, received, walled, commits):
    note(walled, world.caseworker)
    wall = walled.wall
    with pytest.raises(Refused, match="Say in a sentence why"):
        log.take_down_wall(case=walled, text=" ", shown=wall_mark(walled), **fresh(world.team_lead))
    arriving.write_again(received, "He has gone out.")
    with pytest.raises(Refused, match="Read it into the log first"):
        log.take_down_wall(case=walled, text="They left.", shown=wall_mark(walled), **fresh(world.team_lead))
    (arrival,) = waiting_for(world.caseworker)
    log.take_message(case=walled, arrival_id=arrival.id, **fresh(world.team_lead))
    with commits():
        log.take_down_wall(case=walled, text="They left.", shown=wall_mark(walled), **fresh(world.team_lead))
    told = [entry.text for entry in log_of(walled, world.colleague)]
    assert told[:2] == ["They left.", "He has gone out."]
    assert "Behind the wall." in told
    assert Mailbox.objects.get().team == world.team.id
    assert not Team.objects.filter(id=wall.id).exists()
    assert not ShredKey.objects.filter(island_id=wall.id).exists()
    check_newest_pairs()
    note(walled, world.colleague)
    assert sum(verify_all().values()) == Event.objects.count()


def test_a_row_that_somebody_else_wrote_names_nobody_and_is_handed_no_key(world, received, walled):
    """Whoever writes the database would let a colleague in: a membership, a grant that says they hold."""
    wall, colleague = walled.wall, world.colleague
    theirs = Membership.objects.get(member=world.caseworker, team=wall).signature
    Membership.objects.create(member=colleague, team=wall, signature=theirs)
    grant = Grant.objects.filter(of_id=wall.id, holder_id=world.caseworker.id).get()
    grant.pk, grant.holder_id, grant.holder_epoch = colleague.id, colleague.id, colleague.key_epoch
    grant.save(force_insert=True)
    leave(by=world.manager, member=world.caseworker)
    note(walled, world.team_lead)
    arriving.write_again(received, "He has gone out.")
    assert colleague not in admitted_to(wall)
    assert read_all(copy_main(), copy_keys(), secrets_of(colleague)) == set()
    assert not Membership.objects.filter(member=colleague, team=wall).exists(), "the next turn clears it away"


def test_names_of_an_earlier_epoch_put_back_name_nobody(world, walled):
    before = Membership.objects.get(member=world.caseworker, team=walled.wall)
    wall_off(walled, [world.team_lead, world.restorative], fresh(world.team_lead))
    Membership.objects.bulk_create([before])
    turn_team(by=world.manager, team=walled.wall)
    assert set(admitted_to(walled.wall)) == {world.team_lead, world.restorative}


def test_a_wall_that_is_not_what_the_chain_tells_stops_all_writing(world, walled):
    Case.objects.update(wall=None)
    case = Case.objects.get()
    with pytest.raises(Refused, match=WALL_DOUBTFUL[:40]):
        note(case, world.caseworker)
    assert read_all(copy_main(), copy_keys(), secrets_of(world.colleague)) == set()
    Case.objects.update(wall=walled.wall)
    Event.objects.filter(tag=CaseTag.WALLED).update(note='{"wall": "x"}')
    with pytest.raises(Refused, match=WALL_DOUBTFUL[:40]):
        note(walled, world.caseworker)


def test_of_two_leads_the_second_is_told_and_a_second_press_does_nothing(world, case, lead):
    named, shown = [world.caseworker, world.team_lead], wall_mark(case)
    late = Case.objects.get()
    assert wall_off(case, named, lead, shown=shown)
    with pytest.raises(Refused, match=JUST_CHANGED[:30]):
        wall_off(late, named, lead, shown=shown)
    lead = fresh(world.team_lead)
    assert wall_off(late, named, lead, shown=shown) is None
    assert Event.objects.filter(tag=LogTag.WALL_UP).count() == 1
    other = Case.objects.get()
    with pytest.raises(Refused, match=CHANGED_SINCE[:30]):
        wall_off(other, [*named, world.colleague], lead, shown=shown)
    manager = {"by": world.manager, "keyring": keyring_of(world.manager)}
    late.wall = None
    with pytest.raises(Refused, match="no such case"):
        wall_off(late, [*named, world.manager], manager, shown=shown)


def test_who_may_put_up_a_wall_and_whom_it_can_name(world, case, lead):
    colin = {"by": world.colleague, "keyring": keyring_of(world.colleague)}
    with pytest.raises(Refused, match="the person whose case it is"):
        wall_off(case, [world.caseworker, world.team_lead], colin)
    with pytest.raises(Refused, match=NAME_TWO[:20]):
        wall_off(case, [world.team_lead], lead)
    with pytest.raises(Refused, match="of the team"):
        wall_off(case, [world.team_lead, world.stranger], lead)
    with pytest.raises(Refused, match="nobody else could change this"):
        wall_off(case, [world.colleague, world.restorative], lead)
    owner = {"by": world.caseworker, "keyring": keyring_of(world.caseworker)}
    assert wall_off(case, [world.caseworker, world.colleague], owner)
    assert case_for(world.team_lead, case.id) is None


def test_an_owner_who_is_not_named_owns_it_no_more_and_errands_wait_for_the_others(world, case, lead):
    wall_off(case, [world.team_lead, world.colleague], lead, text="Carys lives next door.")
    case.refresh_from_db()
    assert case.owner is None
    assert list(unowned_for(world.team_lead)) == [case]
    (errand,) = errands_for(world.colleague, keyring_of(world.colleague))
    assert errand.text == "A new case for you."
    (entry, *_) = log_of(case, world.colleague)
    assert (entry.kind, entry.text) == (EntryKind.WALLED, "Carys lives next door.")
    assert set(entry.facts["named"].split()) == {str(world.team_lead.id), str(world.colleague.id)}
    with pytest.raises(Refused, match="of the team"):
        log.hand_over(case=case, to=world.caseworker, text="Yours again.", **fresh(world.team_lead))


def test_a_closed_case_can_be_walled_and_a_destroyed_one_leaves_no_wall(world, walled, commits):
    Case.objects.update(stage="closed", closed_on=timezone.localdate())
    walled.refresh_from_db()
    assert wall_off(walled, [world.team_lead, world.colleague], fresh(world.team_lead))
    wall = walled.wall
    with commits():
        _forget(walled.id, walled.closed_on)
    assert not Team.objects.filter(kind=TeamKind.WALL).exists()
    assert not Grant.objects.filter(of_id=wall.id).exists()
    assert not ShredKey.objects.filter(island_id=wall.id).exists()
    check_newest_pairs()
