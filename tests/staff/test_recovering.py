"""The recovery drill: any two of three sheets give access back, one never does, and the pair turns."""

import json
from itertools import combinations

import pytest

from tests import people
from waymark.audit.models import Event
from waymark.records.islands import begin_island, unlock
from waymark.records.models import Grant
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal, NotTheseWords
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import PublicKey
from waymark.sealing.labels import HolderKind, Kind
from waymark.sealing.passphrases import derive_passphrase, unseal_staff_half
from waymark.sealing.recovery import draw_sheet, read_sheet
from waymark.staff.actions.founding import found_service
from waymark.staff.actions.recovering import begin_recovery, recover
from waymark.staff.demonstration import make_people, write_sign_ins
from waymark.staff.keyring import keyring_with
from waymark.staff.models import Notice, RecoveryKey, Team
from waymark.staff.pairs import granted_pairs
from waymark.staff.queries import (
    RECOVERY_ID,
    SIGNING_ID,
    holder_of_team,
    person_holder,
    recovery_holder,
    team_holder,
)
from waymark.staff.terms import Role, StaffTag, TeamKind

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def founded():
    return found_service(name="mona", shown_name="Mona Farrell")


def all_gone(member):
    """The passphrase is forgotten: nobody can unseal the old half any more."""
    member.refresh_from_db()
    return member


@pytest.mark.parametrize("chosen", list(combinations(range(3), 2)))
def test_any_two_sheets_give_a_manager_everything_back(founded, chosen):
    manager = all_gone(founded.manager.member)
    holder, public = team_holder(TeamKind.INTAKE)
    island, key = begin_island(Kind.CASE, to=[(holder, public)])
    one, other = (founded.sheets[at] for at in chosen)

    recovered = recover(by=None, sheets=(one, other), member=manager)

    manager.refresh_from_db()
    ring = keyring_with(manager.holder, recovered.sign_in.secret)
    assert unlock(island.id, ring) == key
    assert {h.id for h in ring.holders} == {manager.id, *(team.id for team in founded.teams)}
    half = derive_passphrase(recovered.sign_in.passphrase, bytes(manager.salt), 1, 8192)
    assert unseal_staff_half(half, manager.id, manager.sealed_half) == recovered.sign_in.secret


def test_the_order_of_the_sheets_does_not_matter(founded):
    first, second, _ = founded.sheets
    assert recover(by=None, sheets=(second, first), member=founded.manager.member)


@pytest.mark.parametrize("at", range(3))
def test_one_sheet_never_opens_anything(founded, at):
    sheet = founded.sheets[at]
    before = list(Grant.objects.values_list("pk", flat=True))
    for other in (sheet, draw_sheet()):
        with pytest.raises(Refused):
            recover(by=None, sheets=(sheet, other), member=founded.manager.member)
    assert list(Grant.objects.values_list("pk", flat=True)) == before


def test_the_pair_turns_and_the_old_sheets_open_nothing(founded):
    member = founded.manager.member
    recovered = recover(by=None, sheets=founded.sheets[:2], member=member)
    for pair in combinations(founded.sheets, 2):
        with pytest.raises(Refused):
            recover(by=None, sheets=pair, member=member)
    for mixed in ((founded.sheets[0], recovered.sheets[1]), (recovered.sheets[0], founded.sheets[2])):
        with pytest.raises(Refused):
            recover(by=None, sheets=mixed, member=member)
    assert recover(by=None, sheets=recovered.sheets[1:], member=member)
    assert RecoveryKey.objects.count() == 1
    assert not Grant.objects.filter(holder_kind="recovery", holder_epoch__lt=3).exists()


def test_recovery_holds_every_team_and_the_signing_key(founded):
    granted = Grant.objects.filter(holder_kind="recovery").values_list("of_id", flat=True)
    assert set(granted) == {SIGNING_ID, *(team.id for team in founded.teams)}


def test_a_sheet_can_be_typed_from_paper(founded):
    one, other, _ = founded.sheets
    typed = (read_sheet(" ".join(one.spelled).upper()), read_sheet(" ".join(other.digits)))
    assert recover(by=None, sheets=typed, member=founded.manager.member)


def test_a_slip_on_a_sheet_is_caught_before_anything_is_tried(founded):
    words = founded.sheets[0].spelled
    with pytest.raises(NotTheseWords):
        read_sheet(" ".join([*words[:3], "acorn", *words[4:]]))


def test_all_managers_are_told_and_the_chain_says_so(founded):
    people_made = make_people(founded)
    caseworker = people_made[Role.CASEWORKER].member
    recover(by=None, sheets=founded.sheets[:2], member=caseworker)
    assert {n.reader_id for n in Notice.objects.all()} == {founded.manager.member.id}
    assert Notice.objects.get().about == caseworker.id
    tags = list(Event.objects.order_by("-seq").values_list("tag", flat=True)[:2])
    assert tags == [StaffTag.RECOVERY_TURNED.value, StaffTag.RECOVERY_USED.value]


def test_somebody_else_gets_only_their_own_teams_and_what_was_granted_to_them(founded):
    people_made = make_people(founded)
    member = people_made[Role.CASEWORKER].member
    casework = Team.objects.get(kind="casework")
    recovered = recover(by=None, sheets=founded.sheets[:2], member=member)
    member.refresh_from_db()
    ring = keyring_with(member.holder, recovered.sign_in.secret)
    assert {h.id for h in ring.holders} == {member.id, casework.id}
    assert holder_of_team(casework)[0] in ring.holders


def test_the_old_passphrase_is_of_no_use_afterwards(founded):
    member = founded.manager.member
    recover(by=None, sheets=founded.sheets[:2], member=member)
    member.refresh_from_db()
    half = derive_passphrase(founded.manager.passphrase, bytes(member.salt), 1, 8192)
    with pytest.raises(DoesNotUnseal):
        unseal_staff_half(half, member.id, member.sealed_half)
    assert keyring_with(member.holder, founded.manager.secret).holders == (member.holder,)


def test_a_service_is_founded_once(founded):
    with pytest.raises(Refused):
        begin_recovery(by=None)
    with pytest.raises(Refused):
        found_service(name="other", shown_name="Other")


def test_somebody_who_left_is_not_recovered(founded):
    member = make_people(founded)[Role.CASEWORKER].member
    member.left_on = "2026-01-01"
    member.save()
    with pytest.raises(Refused):
        recover(by=None, sheets=founded.sheets[:2], member=member)


def test_the_database_alone_opens_nothing_for_recovery(founded):
    """The stored public half and envelopes, with every grant: no secret comes out without two sheets."""
    key = RecoveryKey.objects.get()
    holder = Holder(HolderKind.RECOVERY, RECOVERY_ID, key.epoch)
    assert PublicKey.of(key.public_key)
    for guess in (draw_sheet().secret, people.new_pair()):
        assert granted_pairs(holder, guess) == {}


def test_the_demonstration_writes_how_to_sign_in_for_its_owner_only(founded, tmp_path):
    path = write_sign_ins(tmp_path, make_people(founded))
    assert path.stat().st_mode & 0o777 == 0o600
    assert {entry["role"] for entry in json.loads(path.read_text())} == {r.value for r in Role}


def test_sheets_that_cannot_be_written_change_nothing(founded):
    """A full disk at the worst moment leaves the old sheets good."""
    member = founded.manager.member

    def full_disk(_recovered):
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        recover(by=None, sheets=founded.sheets[:2], member=member, hand_over=full_disk)
    member.refresh_from_db()
    half = derive_passphrase(founded.manager.passphrase, bytes(member.salt), 1, 8192)
    assert unseal_staff_half(half, member.id, member.sealed_half) == founded.manager.secret
    assert recover(by=None, sheets=founded.sheets[1:], member=member)


def test_a_walled_case_that_was_theirs_and_recoverys_comes_back_to_them(founded):
    member = make_people(founded)[Role.CASEWORKER].member
    named = [person_holder(member), recovery_holder()]
    island, key = begin_island(Kind.CASE, to=named)
    someone_elses, _ = begin_island(Kind.CASE, to=[person_holder(founded.manager.member), recovery_holder()])
    recovered = recover(by=None, sheets=founded.sheets[:2], member=member)
    member.refresh_from_db()
    ring = keyring_with(member.holder, recovered.sign_in.secret)
    assert unlock(island.id, ring) == key
    with pytest.raises(DoesNotUnseal):
        unlock(someone_elses.id, ring)
