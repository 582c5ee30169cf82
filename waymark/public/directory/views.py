"""The list: read by anybody, asked by POST, doubted in two steps. Answers from memory, keeps nothing."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from waymark.directory.actions import report_doubt
from waymark.directory.queries import service_standing
from waymark.public.directory import screens
from waymark.public.directory.chosen import MOST, say_chosen
from waymark.public.directory.doubts import DoubtForm, unseal_doubt
from waymark.public.directory.finding import find, read_asked
from waymark.public.directory.listing import entries_with_keys, entry_with_key, listing
from waymark.public.directory.packing import answer, answer_kept
from waymark.public.languages import speaking
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
        if "doubted" in request.POST:
            return _take_doubt(request, language)
        asked = read_asked(request.POST)
        if asked.is_empty:
            return _whole(request, language)
        return answer(request, screens.draw_found(find(asked, listing()), asked, language))


@posture(Posture.PUBLIC_PAGE)
def list_country(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    """What is there for the whole country."""
    with speaking(language):
        return answer_kept(request, screens.draw_country(language))


@posture(Posture.PUBLIC_PAGE)
def list_others(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    """Other parts of the country, and lines for people who ask as part of their job."""
    with speaking(language):
        return answer_kept(request, screens.draw_others(language))


@posture(Posture.PUBLIC_PAGE)
def send_whole(request: HttpRequest, language: str = DEFAULT) -> HttpResponse:
    """What a browser needs to search for itself. The same for everybody: that it is fetched tells no more."""
    with speaking(language):
        return answer_kept(request, screens.write_whole(language), kind="application/json")


def _whole(request: HttpRequest, language: str) -> HttpResponse:
    return answer_kept(request, screens.draw_list(language))


def _pick(request: HttpRequest, pick: str, language: str) -> HttpResponse:
    """One for a doubt, or some for a message: from boxes on the page, or from a page that lists them."""
    chosen = entries_with_keys(request.POST.getlist("one"), MOST)
    if pick == "wrong":
        return answer(request, screens.draw_doubt(chosen[0] if chosen else None, language))
    if chosen:
        return answer(request, screens.draw_chosen(say_chosen(chosen), language))
    fault = _("Please choose one or more.") if pick == "put" else ""
    return answer(request, screens.draw_choice(language, fault))


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
