"""Made-up cases in a demonstration, made and written in as members would. Never called for a real service."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone

from waymark.cases.closing.actions import close_case
from waymark.cases.closing.terms import CloseReason, Told
from waymark.cases.file.keys import keys_of
from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseStage
from waymark.cases.log import actions as log
from waymark.cases.log.terms import CallOutcome
from waymark.cases.people.queries import people_of, person_of
from waymark.cases.starting.actions import start_case
from waymark.contact.terms import Channel
from waymark.intake import actions as intake
from waymark.intake.queries import waiting_for
from waymark.intake.threads import Thread, thread_of
from waymark.sealing.keyring import Keyring
from waymark.staff.keyring import keyring_with
from waymark.staff.models import Member, Team
from waymark.staff.parts import SignInSheet

ANSWER = "Thank you for telling us. Carys will look after this with you. Is it still safe to ring?"
FITTED = "Mel rang: the locksmith came, and the door is safe now."
AGREED = "Joan would like the locks done on a day when the children are at school."


def start_made_up_cases(*, by: SignInSheet, owner: SignInSheet, team: Team) -> None:
    """Make a case of each conversation that waits: the person's own gets an owner, an answer and a log."""
    member = by.member
    keyring = keyring_with(member.holder, by.secret)
    for arrival in list(waiting_for(member)):
        thread = _read(arrival.id, member, keyring)
        is_own = not thread.identity.call_me.startswith("Sam")
        if is_own:
            intake.answer(
                looked=thread.looked,
                text=ANSWER,
                by=member,
                signing_key=settings.KEYS.signing_key(),
                signed_by="Ines",
            )
            thread = thread_of(thread.looked, by=member, keyring=keyring)
        case = start_case(thread=thread, team=team, owner=owner.member if is_own else None, by=member)
        if is_own:
            _write_log(case, owner.member, keyring_with(owner.member.holder, owner.secret))


def close_made_up_case(*, by: SignInSheet, team: Team) -> None:
    """Make a case of the conversation that waits, answer it and close it, as a team lead would."""
    member = by.member
    keyring = keyring_with(member.holder, by.secret)
    (arrival,) = waiting_for(member)
    case = start_case(thread=_read(arrival.id, member, keyring), team=team, owner=member, by=member)
    log.note_call(case=case, outcome=CallOutcome.REACHED, text=FITTED, by=member, keyring=keyring)
    close_case(
        case=case,
        reason=CloseReason.MET,
        told=Told.AGREED,
        text="A new lock and a light at the back door. Mel will write again if anything happens.",
        by=member,
        keyring=keyring,
    )


def _read(arrival_id: UUID, by: Member, keyring: Keyring) -> Thread:
    looked = intake.look(arrival_id=arrival_id, by=by, keyring=keyring)
    return thread_of(looked, by=by, keyring=keyring)


def _write_log(case: Case, by: Member, keyring: Keyring) -> None:
    person = person_of(people_of(case.id, keys_of(case.id, keyring)))
    if person is not None:
        log.show_way(
            case=case, known=person, channel=Channel.PHONE, at=timezone.now(), by=by, keyring=keyring
        )
    log.note_call(case=case, outcome=CallOutcome.REACHED, text=AGREED, by=by, keyring=keyring)
    log.write_note(case=case, text="Asked the locksmith for Thursday morning.", by=by, keyring=keyring)
    log.set_stage(case=case, to=CaseStage.SUPPORTING, by=by, keyring=keyring)
