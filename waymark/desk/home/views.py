"""Today: what waits for this member, and for nobody yet."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from waymark.cases.file.queries import cases_by_mailbox, own_for, unowned_for
from waymark.cases.file.rules import is_of_cases
from waymark.cases.keeping.queries import listings_for
from waymark.cases.people.queries import cases_naming
from waymark.cases.tasks.actions import finish_task
from waymark.cases.tasks.queries import errands_for
from waymark.desk.cases.lines import make_lines
from waymark.desk.frame.days import holidays_around
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.inbox.lines import make_lines as make_message_lines
from waymark.desk.inbox.lines import make_news
from waymark.desk.signing_in.person import member_of
from waymark.intake.queries import messages_for, news_for, summaries
from waymark.planner.queries import teams_and_hand_overs
from waymark.records.refusal import Refused
from waymark.staff.keyring import make_keyring
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission
from waymark.staff.ties import ties_of
from waymark.ui.postures import Posture, posture

FEW = 20


@posture(Posture.PERMITTED, permission=Permission.READ_CASES)
def view_today(request: HttpRequest) -> HttpResponse:
    """Errands from colleagues, new words from people, alerts, cases without an owner, one's own cases."""
    member, keyring, today = member_of(request), make_keyring(request.session), timezone.localdate()
    teams, handed = teams_and_hand_overs(member)
    # What waits at intake must not crowd out what came for a case.
    casework = [team for team in teams if is_of_cases(team)]
    rows, news = messages_for(member, most=FEW + 1, teams=casework), news_for(member, teams)
    cases = cases_by_mailbox(member, [row.mailbox for row in [*rows, *news] if row.mailbox])
    lines = make_message_lines(
        summaries(rows, keyring), cases, today=today, holidays=holidays_around(today), reader=member.id
    )
    own, unowned = list(own_for(member)[: FEW + 1]), list(unowned_for(member)[: FEW + 1])
    errands, ties = errands_for(member, keyring), ties_of(member, keyring)
    named = cases_naming(member, {one.case.id for one in errands}, keyring, ties)
    context = {
        "handed": handed,
        "ending": listings_for(member).count() if has_permission(member, Permission.CLOSE_CASES) else 0,
        "errands": [one for one in errands if one.case.id not in named],
        "lines": [line for line in lines[:FEW] if line.case],
        "more_lines": len(lines) > FEW,
        "news": [one for one in make_news(news, cases) if one.case],
        "unowned": make_lines(unowned[:FEW], keyring, reader=member, ties=ties),
        "more_unowned": len(unowned) > FEW,
        "own": make_lines(own[:FEW], keyring, reader=member, ties=ties),
        "more_own": len(own) > FEW,
    }
    return draw(request, "desk/home/today.html", context)


@posture(Posture.PERMITTED, permission=Permission.READ_CASES, posts_only=True)
def finish(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Takes an errand off the list."""
    try:
        finish_task(task_id=task_id, by=member_of(request))
    except Refused as refused:
        say(request, refused.sentence)
    return redirect("desk:today-view")
