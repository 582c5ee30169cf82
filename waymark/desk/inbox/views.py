"""The inbox and its messages. Another team's message answers like one that never was."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from waymark.cases.file.queries import cases_by_mailbox
from waymark.cases.file.rules import is_of_cases
from waymark.cases.starting.actions import start_case
from waymark.contact.terms import Channel
from waymark.desk.contact.strip import ABOUT_TO, script_for
from waymark.desk.frame.days import holidays_around
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.inbox.choices import offer_wall, read_choice, teams_to_choose
from waymark.desk.inbox.forms import ReplyForm, StartForm
from waymark.desk.inbox.lines import make_lines, make_news
from waymark.desk.inbox.message import Went, draw_message, look_at, not_for, theirs, where_it_went
from waymark.desk.signing_in.person import member_of
from waymark.desk.signing_in.typed import show_gone, words_in
from waymark.intake import actions
from waymark.intake.queries import PAGE, cursor_of, messages_for, news_for, summaries
from waymark.intake.rules import NotForReader, check_shown
from waymark.planner.queries import teams_and_hand_overs
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.staff.keyring import make_keyring
from waymark.staff.signing import keys
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

READ, ANSWER = Permission.READ_ARRIVALS, Permission.ANSWER_ARRIVALS


@posture(Posture.PERMITTED, permission=READ)
def view_inbox(request: HttpRequest) -> HttpResponse:
    """What waits, the most urgent first; the alerts above it."""
    member, keyring, today = member_of(request), make_keyring(request.session), timezone.localdate()
    teams, handed = teams_and_hand_overs(member)
    rows = messages_for(member, most=PAGE + 1, after=request.GET.get("after", ""), teams=teams)
    news, shown = news_for(member, teams), rows[:PAGE]
    casework = {team.id for team in teams if is_of_cases(team)}
    mailboxes = [row.mailbox for row in [*shown, *news] if row.mailbox and row.team in casework]
    cases = cases_by_mailbox(member, mailboxes) if mailboxes else {}
    context = {
        "lines": make_lines(
            summaries(shown, keyring), cases, today=today, holidays=holidays_around(today), reader=member.id
        ),
        "news": make_news(news, cases),
        "next": cursor_of(shown[-1]) if len(rows) > PAGE else "",
        "later": "after" in request.GET,
        "handed": handed,
        "here": reverse("desk:inbox-view"),
    }
    return draw(request, "desk/inbox/inbox.html", context)


@posture(Posture.PERMITTED, permission=READ)
def view_message(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """One conversation, read; the look is recorded. Whoever the sender named sees what a stranger sees."""
    arrival, member = theirs(request, arrival_id), member_of(request)
    cases = cases_by_mailbox(member, [arrival.mailbox]) if arrival.mailbox else {}
    for case in cases.values():
        return redirect("desk:case-view", case.id)
    thread = look_at(request, arrival_id)
    return redirect("desk:inbox-view") if thread is None else draw_message(request, thread)


@posture(Posture.PERMITTED, permission=ANSWER)
def reply(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Writes into the mailbox. What was typed stays on the page until it is sent."""
    typed = words_in(request.POST)
    if typed and (gone := where_it_went(request, arrival_id)):
        return show_gone(request, gone.what, typed=typed, href=gone.href, onward=gone.onward)
    thread = look_at(request, arrival_id)
    if thread is None:
        return redirect("desk:inbox-view")
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            check_shown(request.POST.get("shown", ""), thread.told)
            actions.answer(
                looked=thread.looked,
                thread=thread,
                text=said["text"],
                signed_by=said["signed_by"],
                by=member_of(request),
                signing_key=keys().signing_key(),
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
        else:
            say(request, "Your reply is in their mailbox.")
            return redirect("desk:message-view", arrival_id)
    return draw_message(request, thread, reply=form)


@posture(Posture.PERMITTED, permission=Permission.START_CASES)
def start(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Makes a case of a conversation and gives it to a team. Whoever comes second is led to the first's."""
    if request.method == "POST" and (gone := where_it_went(request, arrival_id)):
        return _go_on(request, gone)
    thread = look_at(request, arrival_id)
    if thread is None:
        return redirect("desk:inbox-view")
    teams = teams_to_choose()
    form = StartForm(request.POST or None, teams=teams)
    if request.method == "POST" and form.is_valid():
        team, owner = read_choice(teams, form.cleaned_data["to"])
        form, named = offer_wall(request.POST, teams, team, thread)
        if form.is_valid():
            try:
                case = start_case(thread=thread, team=team, owner=owner, by=member_of(request), named=named)
            except Refused as refused:
                if gone := where_it_went(request, arrival_id):
                    return _go_on(request, gone)
                form.add_error(refused.field if refused.field in form.fields else "to", refused.sentence)
            else:
                say(request, f"Case {case.reference} is started. {team.shown_name} has it.")
                return redirect("desk:inbox-view")
    return draw_message(request, thread, start=form)


@posture(Posture.PERMITTED, permission=ANSWER, posts_only=True)
def claim(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Takes a message on, or leaves it to others again."""
    theirs(request, arrival_id)
    member = member_of(request)
    try:
        if request.POST.get("verb") == "release":
            actions.release(arrival_id=arrival_id, by=member)
        else:
            actions.claim(arrival_id=arrival_id, by=member, keyring=make_keyring(request.session))
    except NotForReader as refused:
        not_for(member, arrival_id, refused)
    except DoesNotUnseal:
        raise Http404 from None
    except Refused as refused:
        say(request, refused.sentence)
    if request.POST.get("back") == "inbox":
        return redirect("desk:inbox-view")
    return redirect("desk:message-view", arrival_id)


@posture(Posture.PERMITTED, permission=ANSWER, posts_only=True)
def set_aside(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Takes a message out of the inbox without an answer. Only whoever may read it: not somebody it names."""
    thread = look_at(request, arrival_id)
    if thread is None:
        return redirect("desk:inbox-view")
    try:
        actions.set_aside(looked=thread.looked, by=member_of(request))
    except Refused as refused:
        say(request, refused.sentence)
    else:
        say(request, "Set aside. It is not in the inbox any more.")
    return redirect("desk:inbox-view")


@posture(Posture.PERMITTED, permission=READ, posts_only=True)
def clear_news(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Takes an alert out of the inbox once it was read."""
    theirs(request, arrival_id)
    try:
        actions.clear(arrival_id=arrival_id, by=member_of(request))
    except Refused as refused:
        say(request, refused.sentence)
    return redirect("desk:inbox-view")


@posture(Posture.PERMITTED, permission=ANSWER, posts_only=True)
def show_way(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Shows a number or an address to whoever is about to use it, if that is safe at this moment."""
    thread = look_at(request, arrival_id)
    channel = request.POST.get("channel", "")
    if thread is None or channel not in {each.value for each in ABOUT_TO}:
        return redirect("desk:inbox-view")
    way, context = (
        Channel(channel),
        {"heading": ABOUT_TO[Channel(channel)], "back": reverse("desk:message-view", args=[arrival_id])},
    )
    try:
        value = actions.show_way(thread=thread, channel=way, at=timezone.now(), by=member_of(request))
    except Refused as refused:
        return draw(request, "desk/contact/way.html", {**context, "refused": refused.sentence})
    script = script_for(thread.wishes, way)
    return draw(request, "desk/contact/way.html", {**context, "value": value, "script": script})


@posture(Posture.PERMITTED, permission=ANSWER, posts_only=True)
def show_words(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """Shows the code words, with a record."""
    thread = look_at(request, arrival_id)
    if thread is None:
        return redirect("desk:inbox-view")
    ours, their_word = actions.show_code_words(thread=thread, by=member_of(request))
    context = {"ours": ours, "theirs": their_word, "back": reverse("desk:message-view", args=[arrival_id])}
    return draw(request, "desk/contact/code_words.html", context)


def _go_on(request: HttpRequest, gone: Went) -> HttpResponse:
    say(request, gone.what)
    return redirect(gone.href)
