"""The list: read by anybody, asked by POST, doubted in two steps. Answers from memory, keeps nothing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from waymark.directory.actions import report_doubt
from waymark.directory.queries import service_standing
from waymark.public.directory import screens
from waymark.public.directory.chosen import MOST, Goal, say_chosen
from waymark.public.directory.doubts import DoubtForm, unseal_doubt
from waymark.public.directory.finding import find, read_asked
from waymark.public.directory.listing import entries_with_keys, entry_with_key, listing
from waymark.public.directory.packing import answer, answer_kept
from waymark.public.languages import speaking
from waymark.public.planner.plain.shown import most_for, plan_for
from waymark.records.refusal import NotSaved, Refused
from waymark.ui.languages import DEFAULT
from waymark.ui.postures import Posture, posture


@posture(Posture.PUBLIC_FORM)
def list_organisations(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    with speaking(language):
        if request.method != "POST":
            return _whole(request, language)
        if pick := request.POST.get("pick", ""):
            return _pick(request, pick, language)
        if seen := request.POST.get("see", ""):
            return _see(request, seen, language)
        if "doubted" in request.POST:
            return _take_doubt(request, language)
        asked = read_asked(request.POST)
        if asked.is_empty:
            return _whole(request, language)
        return answer(request, screens.draw_found(find(asked, listing()), asked, language))


@posture(Posture.PUBLIC_PAGE)
def send_whole(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    """What a browser needs to search and to tell more by itself: the same for everybody."""
    with speaking(language):
        return answer_kept(request, screens.write_whole(language), kind="application/json")


def _whole(request: HttpRequest, language: str) -> HttpResponse:
    return answer_kept(request, screens.draw_list(language))


def _see(request: HttpRequest, key: str, language: str) -> HttpResponse:
    each = entry_with_key(key)
    return answer(request, screens.draw_entry(each, language)) if each else _whole(request, language)


def _pick(request: HttpRequest, pick: str, language: str) -> HttpResponse:
    """One for a doubt, or some for a message or a plan: named by the button, or by boxes that were ticked."""
    what, one = [*pick.split(" "), ""][:2]
    if what == "find":
        return answer(request, screens.draw_find(read_asked(request.POST), language))
    chosen = entries_with_keys([one] if one else request.POST.getlist("one"), MOST)
    if what == "wrong":
        return answer(request, screens.draw_doubt(chosen[0] if chosen else None, language))
    goal = Goal.PLAN if what == Goal.PLAN else Goal.MESSAGE
    state = request.POST.get("state", "")
    if part := request.POST.get("part", ""):
        return answer(request, screens.draw_choice(goal, state, language, chosen=chosen, part=part))
    if not chosen:
        fault = _("Please choose one or more.") if "put" in request.POST else ""
        return answer(request, screens.draw_choice(goal, state, language, fault))
    plan = plan_for(language)
    if goal is Goal.MESSAGE or plan is None:
        return answer(request, screens.draw_chosen(say_chosen(chosen), language))
    try:
        return answer(request, screens.draw_noted(chosen, state, language, plan, most_for(request)))
    except Refused as refused:
        return answer(request, screens.draw_choice(goal, state, language, refused.sentence, chosen))


def _take_doubt(request: HttpRequest, language: str) -> HttpResponse:
    key = unseal_doubt(request.POST["doubted"])
    if key is None:
        return _whole(request, language)
    meant = entry_with_key(key) if key else None
    form = DoubtForm(request.POST, among=() if key else listing().entries)
    if not form.is_valid():
        return answer(request, screens.draw_doubt(meant, language, form))
    meant = meant or entry_with_key(form.meant)
    service = service_standing(meant.id) if meant else None
    if service is None:
        return _whole(request, language)
    try:
        report_doubt(service=service, what=form.what)
    except (Refused, NotSaved) as refused:
        form.add_error(None, refused.sentence)
        return answer(request, screens.draw_doubt(meant, language, form))
    return answer(request, screens.draw_thanks(language))
