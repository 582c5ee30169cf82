"""The OpenAPI document of the feed, made from the same table by which its parameters are read."""

from typing import Any, Final

from waymark.api.directory.parameters import PARAMETERS

PAGING: Final = ("search", "page", "per_page", "format")
FITTING: Final = (
    "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full",
    "minimum_age", "maximum_age", "start_time", "end_time", "day",
)  # fmt: skip
ADDRESSES: Final[dict[str, tuple[str, ...]]] = {
    "/": (),
    "/services": (*PAGING, *FITTING, "minimal"),
    "/services/{id}": (),
    "/organizations": (*PAGING, "full", "full_service"),
    "/organizations/{id}": ("full_service",),
    "/taxonomies": PAGING,
    "/taxonomies/{id}": (),
    "/taxonomy_terms": (*PAGING, "taxonomy_id", "top_only", "parent_id"),
    "/taxonomy_terms/{id}": (),
    "/service_at_locations": (*PAGING, *FITTING, "postcode", "proximity"),
    "/service_at_locations/{id}": (),
}
SAYS: Final = {
    "/": "What this is",
    "/services": "Published services",
    "/organizations": "Organisations with a published service",
    "/taxonomies": "The lists of terms",
    "/taxonomy_terms": "The terms",
    "/service_at_locations": "Where services are found; never a refuge",
}
_RECORD: Final = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string", "format": "uuid"}, "name": {"type": "string"}},
}
_COUNT: Final = {"type": "integer", "minimum": 0}
_PAGE: Final = {
    "type": "object",
    "required": [
        "total_items",
        "total_pages",
        "page_number",
        "size",
        "first_page",
        "last_page",
        "empty",
        "contents",
    ],
    "properties": {
        "total_items": _COUNT,
        "total_pages": _COUNT,
        "page_number": _COUNT,
        "size": _COUNT,
        "first_page": {"type": "boolean"},
        "last_page": {"type": "boolean"},
        "empty": {"type": "boolean"},
        "contents": {"type": "array", "items": _RECORD},
    },
}
_DETAIL: Final = {
    "type": "object",
    "required": ["detail"],
    "properties": {"detail": {"type": "string"}},
}
_START: Final = {
    "type": "object",
    "required": ["version", "profile", "openapi_url"],
    "properties": {
        "version": {"type": "string"},
        "profile": {"type": "string", "format": "uri"},
        "openapi_url": {"type": "string", "format": "uri"},
    },
}


def document(origin: str) -> dict[str, Any]:
    """The document for the feed at this address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Useful organisations",
            "version": "1",
            "description": "Open Referral UK 3.0 and HSDS 3.0: the superset of both, with phone numbers.",
            "license": {"name": "Open Government Licence v3.0", "identifier": "OGL-UK-3.0"},
        },
        "servers": [{"url": origin}],
        "paths": {path: {"get": _operation(path, names)} for path, names in ADDRESSES.items()},
    }


def _operation(path: str, names: tuple[str, ...]) -> dict[str, Any]:
    base = path.removesuffix("/{id}")
    is_list = path not in {"/", f"{base}/{{id}}"}
    schema = _START if path == "/" else _PAGE if is_list else _RECORD
    content: dict[str, Any] = {"application/json": {"schema": schema}}
    if "format" in names:
        content["application/x-ndjson"] = {"schema": {"type": "string"}}
    responses = {
        "200": {"description": SAYS[base or "/"], "content": content},
        "429": _refusal("Wait a minute"),
    }
    if names:
        responses["400"] = _refusal("A parameter cannot be read")
    parameters = [_parameter(name) for name in names]
    if not is_list and path != "/":
        responses["404"] = _refusal("There is nothing here")
        own = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        parameters.insert(0, own)
    said = {"summary": SAYS[base or "/"], "operationId": _name(path), "responses": responses}
    return said | ({"parameters": parameters} if parameters else {})


def _parameter(name: str) -> dict[str, Any]:
    known = PARAMETERS[name]
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": known.says,
        "schema": dict(known.schema),
    }


def _refusal(says: str) -> dict[str, Any]:
    return {"description": says, "content": {"application/json": {"schema": _DETAIL}}}


def _name(path: str) -> str:
    return "about" if path == "/" else path.strip("/").replace("/{id}", "_one")
