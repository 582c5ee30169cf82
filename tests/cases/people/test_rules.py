"""Whoever somebody in the case named reads nothing of it, and no team with them takes it."""

import pytest

from waymark.cases.people import rules
from waymark.cases.people.known import About, Known
from waymark.cases.people.terms import Part
from waymark.contact.terms import Sender
from waymark.contact.wishes import Wishes
from waymark.intake.asking import Identity
from waymark.intake.rules import TiedReader
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.staff.knowing import Ties, read_ties
from waymark.staff.models import Member

COLIN, CARYS = (Member(name=name.lower(), shown_name=name) for name in ("Colin", "Carys"))
OPEN, NOT_COLIN = Identity(), Identity(not_read="Colin")


def known(identity):
    return Known(new_id(), About(part=Part.PERSON, identity=identity), Wishes(sender=Sender.SELF))


def test_one_person_of_the_case_who_named_the_reader_is_enough():
    people = [known(OPEN), known(NOT_COLIN)]
    assert rules.may_read_people(people, CARYS, Ties())
    assert rules.check_read_people(people, CARYS, Ties()) is None
    assert not rules.may_read_people(people, COLIN, Ties())
    assert rules.may_read_people([known(OPEN)], COLIN, Ties())
    with pytest.raises(Refused) as refused:
        rules.check_read_people(people, COLIN, Ties())
    assert refused.value.sentence == "There is no such case."


def test_one_person_of_the_case_whom_the_reader_declared_is_enough():
    people, ties = [known(OPEN), known(Identity(call_me="Sam Bell"))], Ties(read_ties("Sam Bell"))
    assert rules.may_read_people(people, CARYS, Ties())
    assert not rules.may_read_people(people, CARYS, ties)
    with pytest.raises(TiedReader) as refused:
        rules.check_read_people(people, CARYS, ties)
    assert refused.value.sentence == "There is no such case."


def test_one_member_whom_somebody_named_keeps_the_whole_team_out():
    identities, both = [OPEN, NOT_COLIN], [CARYS, COLIN]
    assert rules.may_team_read(identities, [CARYS])
    assert rules.check_team_read(identities, [CARYS]) is None
    for members in (both, both[::-1], iter(both)):
        assert not rules.may_team_read(identities, members)
    assert rules.may_team_read([OPEN], both)
    with pytest.raises(Refused) as refused:
        rules.check_team_read(iter(identities), iter(both))
    assert (refused.value.sentence, refused.value.field) == (rules.NAMED_IN_TEAM, "to")


def test_a_wall_names_nobody_whom_the_person_named_and_is_not_taken_down_before_them():
    assert rules.check_wall_read([OPEN, NOT_COLIN], [CARYS]) is None
    assert rules.check_open_read([OPEN, NOT_COLIN], [CARYS]) is None
    assert rules.may_wall_read([NOT_COLIN], [CARYS])
    assert rules.may_open_read([NOT_COLIN], [CARYS])
    asked = [OPEN, NOT_COLIN], [CARYS, COLIN]
    assert not rules.may_wall_read(*asked)
    assert not rules.may_open_read(*asked)
    for check, sentence, field in (
        (rules.check_wall_read, rules.NAMED_AMONG_THEM, "named"),
        (rules.check_open_read, rules.NAMED_BEHIND, ""),
    ):
        with pytest.raises(Refused) as refused:
            check(*asked)
        assert (refused.value.sentence, refused.value.field) == (sentence, field)
