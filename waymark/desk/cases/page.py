"""A case as its page draws it. What is not the reader's answers like what never was. Looks are recorded."""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from waymark.cases.file.actions import look_at_case, put_back
from waymark.cases.file.keys import CaseKeys, keys_of
from waymark.cases.file.models import Case
from waymark.cases.file.queries import mailboxes_of
from waymark.cases.file.rules import may_move, may_write
from waymark.cases.file.terms import STAGE_NAMES, CaseStage
from waymark.cases.log.queries import PAGE, entries_of
from waymark.cases.log.written import newest_number
from waymark.cases.people.known import Known
from waymark.cases.people.queries import people_of, person_of
from waymark.cases.people.rules import check_read_people
from waymark.cases.people.terms import Part
from waymark.cases.plan.queries import versions_of
from waymark.contact.queries import stops_on
from waymark.contact.rules import may_answer
from waymark.desk.cases.forms import NoteForm
from waymark.desk.cases.kept import keeping_of
from waymark.desk.cases.walled import wall_line
from waymark.desk.cases.words import word_entry
from waymark.desk.contact.strip import Strip, banner, make_strip
from waymark.desk.frame.asked import asked_number
from waymark.desk.frame.draw import draw
from waymark.desk.inbox.forms import ReplyForm
from waymark.desk.signing_in.person import member_of
from waymark.desk.signing_in.typed import show_gone, words_in
from waymark.intake.models import Arrival
from waymark.intake.queries import waiting_for
from waymark.intake.rules import NotForReader, TiedReader
from waymark.intake.terms import NEWS_STAGES, Stage
from waymark.mailbox.queries import mailbox_by_id
from waymark.mailbox.rules import check_reply
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Keyring
from waymark.staff.keyring import make_keyring
from waymark.staff.models import Member
from waymark.staff.queries import all_teams
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission
from waymark.staff.ties import tell_tied, ties_at_look

NO_MAILBOX = "They have no mailbox. Use a way that they said is safe."
NOT_THEIRS_NOW = "This case is not there for you any more. What you typed was not written into it."
NOT_ALLOWED = "Their wishes do not allow an answer there."


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A case that this reader has before them, for one request."""

    case: Case
    keys: CaseKeys
    people: list[Known]
    member: Member
    keyring: Keyring

    def __repr__(self) -> str:
        return f"Opened({self.case.id}, redacted)"

    def known(self, person_id: UUID) -> Known:
        """Somebody in the case; `Http404` for anybody else."""
        found = next((one for one in self.people if one.id == person_id), None)
        if found is None:
            raise Http404
        return found


def look_at(request: HttpRequest, case_id: UUID) -> Opened:
    """The case, its look recorded. `Http404` for another team's, for whom the person named, and for whoever
    declared that they know somebody in it, which is recorded. Was it theirs, it goes back to colleagues.
    """
    member, keyring = member_of(request), make_keyring(request.session)
    try:
        case, keys = look_at_case(case_id=case_id, by=member, keyring=keyring)
        people = people_of(case.id, keys)
        check_read_people(people, member, ties_at_look(member, keyring, about=case.id))
    except TiedReader:
        tell_tied(by=member, about=case_id)
        put_back(case_id=case_id, by=member)
        raise Http404 from None
    except NotForReader:
        put_back(case_id=case_id, by=member)
        raise Http404 from None
    except (Refused, DoesNotUnseal):
        raise Http404 from None
    return Opened(case, keys, people, member, keyring)


def strip_of(known: Known) -> Strip:
    """The strip for somebody in a case, at this moment."""
    wishes = known.wishes
    return make_strip(wishes, at=timezone.now(), stops=stops_on(wishes), doubtful=known.doubtful)


def draw_case(
    request: HttpRequest,
    opened: Opened,
    *,
    note: NoteForm | None = None,
    reply: ReplyForm | None = None,
) -> HttpResponse:
    """The page of a case."""
    case, people = opened.case, opened.people
    closed = case.stage == CaseStage.CLOSED
    person, sender = person_of(people), person_of(people, Part.SENDER)
    names = {member.id: member.shown_name for member in Member.objects.only("id", "shown_name")}
    teams = {team.id: team.shown_name for team in all_teams()}
    try:
        entries = entries_of(case.id, opened.keys, before=asked_number(request, "before"))
    except DoesNotUnseal:
        return _shut_out(request, opened)
    waiting = list(waiting_for(opened.member).filter(mailbox__in=mailboxes_of(case)))
    writer = next((one for one in (person, sender) if one and one.about.mailbox), None)
    context = {
        "case": case,
        "stage": STAGE_NAMES[CaseStage(case.stage)],
        "moves": [(to.value, STAGE_NAMES[to]) for to in CaseStage if may_move(case, to)],
        "person": person,
        "sender": sender,
        "strip": strip_of(person) if person and not closed else None,
        "writer": writer,
        "banner": banner(writer.wishes.sender) if writer else "",
        "not_read": [one.about.identity.not_read for one in people if one.about.identity.not_read],
        "rows": [word_entry(entry, names, teams) for entry in entries],
        "versions": versions_of(case.id),
        "older": entries[-1].number if len(entries) == PAGE else 0,
        "newest": newest_number(case.id) if "before" in request.GET else entries[0].number if entries else 0,
        "new": [row for row in waiting if row.stage not in NEWS_STAGES],
        "news": _news(waiting),
        "closed": closed,
        "may_write": may_write(opened.member) and not closed,
        "may_reopen": may_write(opened.member) and closed,
        "may_close": has_permission(opened.member, Permission.CLOSE_CASES),
        "wall": wall_line(case, opened.member),
        "kept": keeping_of(case, opened.keys, names),
        "note": note or NoteForm(),
        "reply": reply or ReplyForm(),
        "no_reply": why_no_reply(writer),
    }
    return draw(request, "desk/cases/case.html", context)


def _shut_out(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The case was theirs when this request began and is not any more: what they typed is shown once more."""
    with suppress(DoesNotUnseal):
        keys_of(opened.case.id, opened.keyring)
        raise RuntimeError("an entry of a case does not unseal")
    if not (typed := words_in(request.POST)):
        raise Http404
    return show_gone(request, NOT_THEIRS_NOW, typed=typed)


def why_no_reply(known: Known | None) -> str:
    """Why nothing can be written to their mailbox, or nothing."""
    if known is None or known.about.mailbox is None or known.about.answer_to is None:
        return NO_MAILBOX
    try:
        check_reply(mailbox_by_id(known.about.mailbox), known.about.answer_to)
    except Refused as refused:
        return refused.sentence
    return "" if may_answer(known.wishes, stops=stops_on(known.wishes)) else NOT_ALLOWED


def _news(waiting: list[Arrival]) -> list[Arrival]:
    """One alert of each kind."""
    kinds = {row.stage: row for row in waiting if row.stage in NEWS_STAGES}
    return [kinds[stage] for stage in (Stage.STOPPED, Stage.ERASED) if stage in kinds]
