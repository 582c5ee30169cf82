"""A list of cases: reference, name, whose it is. Names are unsealed where the reader was granted."""

from collections.abc import Sequence
from dataclasses import dataclass

from waymark.cases.file.keys import keys_of_many
from waymark.cases.file.models import Case
from waymark.cases.file.terms import STAGE_NAMES, CaseStage
from waymark.cases.people.queries import names_of
from waymark.cases.people.terms import Part
from waymark.intake.rules import may_read
from waymark.sealing.keyring import Keyring
from waymark.staff.knowing import Ties
from waymark.staff.models import Member


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line."""

    case: Case
    name: str
    stage: str
    owner: str


def make_lines(cases: Sequence[Case], keyring: Keyring, *, reader: Member, ties: Ties) -> list[CaseLine]:
    """The lines, in three queries however many cases there are.

    Of a case in which somebody named this reader, or is somebody whom they declared, only what is plain.
    """
    keys = keys_of_many([case.id for case in cases], keyring)
    names = names_of(keys)
    lines = []
    for case in cases:
        people = names.get(case.id, [])
        person = next((one for one in people if one.part is Part.PERSON), None)
        shown = person is not None and all(may_read(one.identity, reader, ties) for one in people)
        name = person.identity.call_me if person and shown else ""
        owner = case.owner.shown_name if case.owner else ""
        lines.append(CaseLine(case, name, STAGE_NAMES[CaseStage(case.stage)], owner))
    return lines
