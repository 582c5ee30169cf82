"""One conversation as its page draws it. A look unseals who wrote first, and may stop there."""

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info

from waymark.cases.file.queries import cases_by_mailbox
from waymark.contact.queries import stops_on
from waymark.contact.rules import may_answer
from waymark.desk.contact.strip import DOUBTFUL, banner, make_strip
from waymark.desk.frame.days import due_in_words, holidays_around
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.inbox.choices import teams_to_choose
from waymark.desk.inbox.forms import ReplyForm, StartForm
from waymark.desk.inbox.lines import AGES, SENDERS
from waymark.desk.signing_in.person import member_of
from waymark.intake import actions
from waymark.intake.actions.answering import NO_MAILBOX
from waymark.intake.models import Arrival
from waymark.intake.queries import arrival_for, who_has
from waymark.intake.rules import NotForReader, TiedReader
from waymark.intake.terms import Help, Stage
from waymark.intake.threads import Joined, Thread, thread_of
from waymark.mailbox.queries import mailbox_by_id
from waymark.mailbox.rules import CHANGED, check_reply
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.keyring import make_keyring
from waymark.staff.models import Member
from waymark.staff.queries import members_here
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission
from waymark.staff.ties import tell_tied

NEWER_SENT = (
    "They went back, changed something and sent it again. The newer one counts: "
    "what this one says about numbers and addresses is not safe any more."
)
EARLIER_SENT = "They had sent this form before, and changed something since. This one counts."
TO_INBOX = "Back to the inbox"
WAS_ERASED = (
    "The mailbox was erased by its holder while you wrote; it may not have been the person. Nothing can be "
    "sent there any more, and how to reach them went with it. They can write to us again at any time."
)
HELP_NAMES = {
    Help.EMOTIONAL: "emotional support",
    Help.AGENCIES: "talking to agencies",
    Help.PREVENTION: "staying safe",
    Help.PRACTICAL: "practical help",
    Help.RESTORATIVE: "restorative work",
    Help.LANGUAGE: "help in another language",
}


def theirs(request: HttpRequest, arrival_id: UUID) -> Arrival:
    """The arrival, or the page for what does not exist."""
    arrival = arrival_for(member_of(request), arrival_id)
    if arrival is None:
        raise Http404
    return arrival


def look_at(request: HttpRequest, arrival_id: UUID) -> Thread | None:
    """The conversation, its look recorded. None when it is gone: the reason is said on the next page.

    `Http404` for what is not the reader's, and for a reader whom the sender named: then colleagues are told.
    Also for what belongs in a case: there it is read, since only the case says whom its person named.
    """
    member, keyring = member_of(request), make_keyring(request.session)
    arrival = theirs(request, arrival_id)
    if arrival.mailbox is not None and cases_by_mailbox(member, [arrival.mailbox]):
        raise Http404
    try:
        looked = actions.look(arrival_id=arrival_id, by=member, keyring=keyring)
        return thread_of(looked, by=member, keyring=keyring)
    except NotForReader as refused:
        not_for(member, arrival_id, refused)
    except DoesNotUnseal:
        raise Http404 from None
    except Refused as refused:
        say(request, refused.sentence)
        return None


@dataclass(frozen=True, slots=True)
class Went:
    """What became of a message while an answer to it was typed, and where to go on."""

    what: str
    href: str
    onward: str


def where_it_went(request: HttpRequest, arrival_id: UUID) -> Went | None:
    """Where an answer cannot be sent any more: why, and what can be done. None while the message is there."""
    arrival, inbox = theirs(request, arrival_id), reverse("desk:inbox-view")
    cases = cases_by_mailbox(member_of(request), [arrival.mailbox]) if arrival.mailbox else {}
    for case in cases.values():
        link = reverse("desk:case-view", args=[case.id])
        return Went(f"It is in case {case.reference} now. You can answer from there.", link, "Go to the case")
    if arrival.stage == Stage.TAKEN:
        return Went(
            "A colleague has made a case of it. The team that has the case can answer.", inbox, TO_INBOX
        )
    if arrival.stage == Stage.ERASED:
        return Went(WAS_ERASED, inbox, TO_INBOX)
    return None


def not_for(member: Member, arrival_id: UUID, why: NotForReader) -> NoReturn:
    """Whoever the sender named, or may know them, sees what a stranger sees; colleagues hear that another has
    to take it.
    """
    if isinstance(why, TiedReader):
        tell_tied(by=member, about=arrival_id)
    actions.pass_on(arrival_id=arrival_id, by=member)
    raise Http404


def draw_message(
    request: HttpRequest, thread: Thread, *, reply: ReplyForm | None = None, start: StartForm | None = None
) -> HttpResponse:
    """The page of a conversation: the strip, the words, and what can be done."""
    member, arrival, wishes, now = member_of(request), thread.looked.arrival, thread.wishes, timezone.now()
    stops, claimed = stops_on(wishes), who_has(arrival)
    today = timezone.localdate()
    due, due_words = due_in_words(today, arrival.answer_by, holidays_around(today))
    if start is None and has_permission(member, Permission.START_CASES):
        start = StartForm(teams=teams_to_choose())
    context = {
        "thread": thread,
        "joined": [tell_joined(each, member) for each in thread.joined],
        "arrival": arrival,
        "identity": thread.identity,
        "first": thread.first,
        "strip": make_strip(wishes, at=now, stops=stops, doubtful=thread.doubtful),
        "banner": banner(wishes.sender),
        "who": SENDERS[wishes.sender],
        "age": AGES[thread.first.content.age],
        "helps": [HELP_NAMES[each] for each in thread.first.content.help],
        "due": due,
        "language": get_language_info(thread.first.content.page_language)["name"],
        "claimed": claimed,
        "mine": claimed == member,
        "due_words": due_words,
        "names": {str(one.id): one.shown_name for one in members_here()},
        "reply": reply or ReplyForm(),
        "no_reply": why_no_reply(thread, may_answer(wishes, stops=stops)),
        "start": start,
        "shown": (reply is not None and bool(reply.errors)) or (start is not None and bool(start.errors)),
    }
    return draw(request, "desk/inbox/message.html", context)


@dataclass(frozen=True, slots=True)
class AlsoSent:
    """Another message from the same form, in the words of the page; `href` where this reader can go there."""

    newer: bool
    sentence: str
    named: str
    href: str = ""


def tell_joined(one: Joined, reader: Member) -> AlsoSent:
    """That somebody went back, changed something and sent again; where the other one is now."""
    sentence, row = NEWER_SENT if one.newer else EARLIER_SENT, one.row
    if row is None or row.stage == Stage.ERASED:
        return AlsoSent(one.newer, sentence, "It is not there any more.")
    if row.mailbox is not None and (cases := cases_by_mailbox(reader, [row.mailbox])):
        case = next(iter(cases.values()))
        return AlsoSent(
            one.newer, sentence, f"Case {case.reference}", reverse("desk:case-view", args=[case.id])
        )
    if row.stage == Stage.TAKEN:
        return AlsoSent(
            one.newer, sentence, "It is in a case already. Tell the team that has it of this one."
        )
    if row.content is None or arrival_for(reader, row.id) is None:
        return AlsoSent(one.newer, sentence, "It is not for your team to read.")
    name = "Read the newer one" if one.newer else "Read the earlier one"
    return AlsoSent(one.newer, sentence, name, reverse("desk:message-view", args=[row.id]))


def why_no_reply(thread: Thread, allowed: bool) -> str:
    """Why nothing can be written to their mailbox, or nothing."""
    arrival, answer_to = thread.looked.arrival, thread.looked.content.answer_to
    if arrival.mailbox is None or answer_to is None:
        return NO_MAILBOX
    if thread.looked.disputed:
        return CHANGED
    if thread.doubtful:
        return DOUBTFUL
    try:
        check_reply(mailbox_by_id(arrival.mailbox), answer_to)
    except Refused as refused:
        return refused.sentence
    return "" if allowed else "Their wishes do not allow an answer there."
