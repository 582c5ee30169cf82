"""The list: read by anybody, asked by POST, doubted in two steps. Answers from memory, keeps nothing."""

from django.http import HttpRequest, HttpResponse

from waymark.directory.actions import report_doubt
from waymark.directory.queries import service_standing
from waymark.public.directory import screens
from waymark.public.directory.doubts import DoubtForm, unseal_service
from waymark.public.directory.finding import find, read_asked
from waymark.public.directory.listing import listing
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
        if "wrong" in request.POST:
            return _ask_doubt(request, language)
        if "doubted" in request.POST:
            return _take_doubt(request, language)
        asked = read_asked(request.POST)
        if asked.is_empty:
            return _whole(request, language)
        return answer(request, screens.draw_found(find(asked, listing()), asked, language))


def _whole(request: HttpRequest, language: str) -> HttpResponse:
    return answer_kept(request, screens.draw_list(language))


def _ask_doubt(request: HttpRequest, language: str) -> HttpResponse:
    entry = screens.entry_with_key(request.POST["wrong"])
    if entry is None:
        return _whole(request, language)
    return screens.show_doubt(entry.id, entry.entry.name, language)


def _take_doubt(request: HttpRequest, language: str) -> HttpResponse:
    service_id = unseal_service(request.POST["doubted"])
    service = service_standing(service_id) if service_id else None
    if service is None:
        return _whole(request, language)
    form = DoubtForm(request.POST)
    if not form.is_valid():
        return screens.show_doubt(service.id, service.name, language, form)
    try:
        report_doubt(service=service, what=form.what)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return screens.show_doubt(service.id, service.name, language, form)
    except NotSaved as fault:
        form.add_error(None, fault.sentence)
        return screens.show_doubt(service.id, service.name, language, form)
    return screens.show_thanks(language)
