"""The endpoints of the feed. Each reads its parameters, finds what is published, answers a page or lines."""

import json
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from waymark.api.answers import answer_json, answer_lines, answer_value
from waymark.api.directory import records
from waymark.api.directory.document import ADDRESSES, document
from waymark.api.directory.parameters import read_parameters
from waymark.directory.feed import TAXONOMIES, TAXONOMY_IDS, TERM_IDS, TERM_NAMES, taxonomy, taxonomy_term
from waymark.directory.queries import published
from waymark.ui.postures import Posture, posture

PER_PAGE: Final = 50
PROFILE: Final = "https://docs.openreferraluk.org/"
Answer = HttpResponse | StreamingHttpResponse


@posture(Posture.PUBLIC_PAGE)
def about(_request: HttpRequest) -> HttpResponse:
    said = {
        "version": "HSDS-UK-3.0",
        "profile": PROFILE,
        "openapi_url": f"{settings.API_ORIGIN}/openapi.json",
    }
    return answer_value(said)


@posture(Posture.PUBLIC_PAGE)
def openapi(_request: HttpRequest) -> HttpResponse:
    return answer_value(document(settings.API_ORIGIN))


@posture(Posture.PUBLIC_PAGE)
def list_services(request: HttpRequest) -> Answer:
    asked = read_parameters(request, ADDRESSES["/services"])
    ids = records.ids_in_order(records.services(asked), asked)

    def shown(some: list[UUID]) -> Iterable[str]:
        whole = records.records(some)
        if asked.get("minimal"):
            return map(records.minimal_record, whole)
        return whole if asked.get("full") else map(records.short_record, whole)

    if asked.get("format") == "ndjson":
        return answer_lines(shown(ids))
    return _page(asked, len(ids), lambda start, end: shown(ids[start:end]))


@posture(Posture.PUBLIC_PAGE)
def one_service(_request: HttpRequest, service_id: UUID) -> HttpResponse:
    if not published().filter(pk=service_id).exists():
        raise Http404
    return answer_json(_first(records.records([service_id])))


@posture(Posture.PUBLIC_PAGE)
def list_organisations(request: HttpRequest) -> Answer:
    asked = read_parameters(request, ADDRESSES["/organizations"])
    found = records.organisations(asked)
    whole = bool(asked.get("full") or asked.get("full_service"))

    def shown(rows: Iterable[Any]) -> Iterable[str]:
        return records.organisation_records(rows, with_services=whole)

    if asked.get("format") == "ndjson":
        return answer_lines(shown(found.iterator()))
    return _page(asked, found.count(), lambda start, end: shown(found[start:end]))


@posture(Posture.PUBLIC_PAGE)
def one_organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    read_parameters(request, ADDRESSES["/organizations/{id}"])
    rows = records.organisations({}).filter(pk=organisation_id)
    return answer_json(_first(records.organisation_records(rows, with_services=True)))


@posture(Posture.PUBLIC_PAGE)
def list_taxonomies(request: HttpRequest) -> Answer:
    asked = read_parameters(request, ADDRESSES["/taxonomies"])
    return _small_list(asked, [taxonomy(name) for name in TAXONOMIES])


@posture(Posture.PUBLIC_PAGE)
def one_taxonomy(_request: HttpRequest, taxonomy_id: UUID) -> HttpResponse:
    if taxonomy_id not in TAXONOMY_IDS:
        raise Http404
    return answer_value(taxonomy(TAXONOMY_IDS[taxonomy_id]))


@posture(Posture.PUBLIC_PAGE)
def list_terms(request: HttpRequest) -> Answer:
    asked = read_parameters(request, ADDRESSES["/taxonomy_terms"])
    terms = [taxonomy_term(name, term) for name, words in TERM_NAMES.items() for term in words]
    if "taxonomy_id" in asked:
        terms = [each for each in terms if each["taxonomy_id"] == str(asked["taxonomy_id"])]
    return _small_list(asked, [] if "parent_id" in asked else terms)


@posture(Posture.PUBLIC_PAGE)
def one_term(_request: HttpRequest, term_id: UUID) -> HttpResponse:
    if term_id not in TERM_IDS:
        raise Http404
    return answer_value(taxonomy_term(*TERM_IDS[term_id]))


@posture(Posture.PUBLIC_PAGE)
def list_at_locations(request: HttpRequest) -> Answer:
    asked = read_parameters(request, ADDRESSES["/service_at_locations"])
    ids = records.ids_in_order(records.with_place(records.services(asked)), asked)
    full = bool(asked.get("full"))
    if asked.get("format") == "ndjson":
        return answer_lines(records.at_locations(ids, full=full))
    return _page(asked, len(ids), lambda start, end: records.at_locations(ids[start:end], full=full))


@posture(Posture.PUBLIC_PAGE)
def one_at_location(_request: HttpRequest, at_id: UUID) -> HttpResponse:
    return answer_json(_first(records.at_locations([at_id], full=True)))


def _small_list(asked: dict[str, Any], values: list[dict[str, Any]]) -> Answer:
    words = asked.get("search", "").casefold().strip()
    texts = [json.dumps(each, ensure_ascii=False) for each in values if words in each["name"].casefold()]
    if asked.get("format") == "ndjson":
        return answer_lines(texts)
    return _page(asked, len(texts), lambda start, end: texts[start:end])


def _page(asked: dict[str, Any], total: int, shown: Any) -> HttpResponse:
    """The envelope of the standard round the records of one page, which are texts already."""
    per_page, number = asked.get("per_page", PER_PAGE), asked.get("page", 1)
    texts = list(shown((number - 1) * per_page, number * per_page))
    pages = max(1, -(-total // per_page))
    envelope = {
        "total_items": total,
        "total_pages": pages,
        "page_number": number,
        "size": len(texts),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not texts,
    }
    return answer_json(f'{json.dumps(envelope)[:-1]}, "contents": [{",".join(texts)}]}}')


def _first(texts: Iterable[str]) -> str:
    for text in texts:
        return text
    raise Http404
