"""One conversation as its page draws it. A look unseals who wrote first, and may stop there."""

from typing import NoReturn
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
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
from waymark.intake.rules import NotForReader
from waymark.intake.terms import Help
from waymark.intake.threads import Thread, thread_of
from waymark.mailbox.queries import mailbox_by_id
from waymark.mailbox.rules import CHANGED, check_reply
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.keyring import make_keyring
from waymark.staff.models import Member
from waymark.staff.queries import members_here
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission

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
    except NotForReader:
        not_for(member, arrival_id)
    except DoesNotUnseal:
        raise Http404 from None
    except Refused as refused:
        say(request, refused.sentence)
        return None


def not_for(member: Member, arrival_id: UUID) -> NoReturn:
    """Whoever the sender named sees what a stranger sees, and colleagues hear that another has to take it."""
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
