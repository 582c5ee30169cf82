"""What a member declared is theirs alone, of one size, replaced whole, and gone with their account."""

import pytest

from tests import people
from waymark.audit.models import Event
from waymark.records.refusal import Refused
from waymark.sealing.envelopes import Sealed
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.actions.declaring import declare_ties
from waymark.staff.actions.leaving import leave
from waymark.staff.models import Declared
from waymark.staff.terms import StaffTag
from waymark.staff.ties import STEP, declared_by, declared_text, ties_at_look, ties_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SAM = {"name": "Sam Bell", "phone": "", "email": "", "address": ""}


def declare(member, text="Sam Bell"):
    return declare_ties(by=member, secret=people.secret_of(member), text=text)


def test_only_its_owner_unseals_it_and_only_in_its_own_row(world):
    row = declare(world.intake)
    assert declared_text(row, people.secret_of(world.intake)) == "Sam Bell"
    with pytest.raises(DoesNotUnseal):
        declared_text(row, people.secret_of(world.manager))
    moved = Declared(member=world.intake, sealed=row.sealed)
    with pytest.raises(DoesNotUnseal):
        declared_text(moved, people.secret_of(world.intake))


def test_the_last_one_counts_alone_and_an_empty_one_holds_nobody(world):
    keyring = people.keyring_of(world.intake)
    assert not ties_of(world.intake, keyring).hold(**SAM)
    declare(world.intake, "Ann Lee")
    declare(world.intake)
    assert Declared.objects.count() == 1
    assert ties_of(world.intake, keyring).hold(**SAM)
    declare(world.intake, "")
    assert not ties_of(world.intake, keyring).hold(**SAM)
    assert declared_by(world.manager) is None


def test_its_size_does_not_tell_how_many(world):
    def size(text):
        return len(declare(world.intake, text).sealed.raw)

    assert size("") == size("Sam Bell") == size("Sam Bell; 12 Rose Lane, LE1 1AA\n" * 90) >= STEP


def test_a_line_that_is_refused_leaves_what_was_there(world):
    declare(world.intake)
    with pytest.raises(Refused):
        declare(world.intake, "Ann Lee; somewhere")
    assert ties_of(world.intake, people.keyring_of(world.intake)).hold(**SAM)


def test_declaring_is_recorded_without_content(world):
    declare(world.intake)
    event = Event.objects.get(tag=StaffTag.TIES_DECLARED)
    assert (event.by, event.about, event.note) == (world.intake.id, world.intake.id, "{}")


def test_what_does_not_unseal_keeps_nobody_out_and_a_look_tells_it(world):
    row, keyring = declare(world.intake), people.keyring_of(world.intake)
    Declared.objects.update(sealed=Sealed(row.sealed.raw[:-1] + bytes([row.sealed.raw[-1] ^ 1])))
    found = ties_of(world.intake, keyring)
    assert found.lost
    assert not found.hold(**SAM)
    assert not Event.objects.filter(tag=StaffTag.TIES_LOST).exists()
    assert ties_at_look(world.intake, keyring, about=world.team.id).lost
    event = Event.objects.get(tag=StaffTag.TIES_LOST)
    assert (event.by, event.about) == (world.intake.id, world.team.id)


def test_it_goes_with_the_account(world):
    declare(world.intake)
    declare(world.caseworker)
    leave(by=world.manager, member=world.intake)
    assert list(Declared.objects.values_list("member", flat=True)) == [world.caseworker.id]
