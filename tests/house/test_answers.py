"""What every answer of both faces carries, errors and files included, and what none of them tells."""

import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import clear_url_caches, path

from tests import people
from tests.conftest import ORIGINS, FaceClient, settings_of, walls_of
from tests.house.faces import routes
from waymark.staff.models import Member
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission
from waymark.ui import headers as ui_headers
from waymark.ui.postures import PUBLIC, Posture, posture

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CANARY = "Canary-93417"
TROUBLES = {
    "400": SuspiciousOperation(CANARY),
    "403": 403,
    "404": 404,
    "405": 405,
    "413": RequestDataTooBig(CANARY),
    "429": 429,
    "500": RuntimeError(CANARY),
    "503": OperationalError(CANARY),
}
TELLING = ("X-Powered-By", "Via", "ETag", "Last-Modified", "Access-Control-Allow-Origin")
RANDOM_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BARE_NUMBER = re.compile(r"""(?:href|action|value|id|name)=["'][^"']*?(?:/|=|-)\d+(?:["'/?&])""")

# Guessing by length needs a cookie to ride on: the forms of asking have none (decisions 0008 and 0018).
COMPRESSED = {
    "contact-start",
    "directory-list",
    "directory-whole",
    "mailbox-enter",
    "plan-write",
    "planner-script",
    "planner-texts",
    "signs-tick",
    "vault-open",
}


@pytest.fixture
def world(db):
    return people.build_world()


def failing(kind, stance):
    @posture(stance)
    def view(request):
        if isinstance(kind, int):
            return HttpResponse(status=kind)
        raise kind

    return view


def troubled(face):
    stance = Posture.PUBLIC_FORM if face == "public" else Posture.SIGNED_OUT
    return [path(f"trouble/{name}", failing(kind, stance)) for name, kind in TROUBLES.items()]


def check_headers(answer, face, what):
    policy = answer.headers.get("Content-Security-Policy", "")
    assert "default-src 'none'" in policy, what
    assert "frame-ancestors 'none'" in policy or "sandbox" in policy, what
    assert "unsafe" not in policy, what
    assert "*" not in policy, what
    assert answer.headers["X-Content-Type-Options"] == "nosniff", what
    assert answer.headers["X-Frame-Options"] == "DENY", what
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", what
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", what
    assert answer.headers["Referrer-Policy"] == {"public": "no-referrer", "desk": "same-origin"}[face], what
    assert "max-age" in answer.headers["Strict-Transport-Security"], what
    assert answer.headers["Server"] == "web", what
    for name in TELLING:
        assert name not in answer.headers, f"{what} tells {name}"
    if face == "public":
        assert not answer.cookies, what
        assert "Set-Cookie" not in answer.headers, what


def check_page(answer, face, what):
    check_headers(answer, face, what)
    assert answer.headers["Cache-Control"] == "no-store", what
    is_public_error = face == "public" and answer.status_code >= 400  # holds nothing that anybody sent
    if getattr(what, "name", "") not in COMPRESSED and not is_public_error:
        assert "Content-Encoding" not in answer.headers, f"{what} is compressed"


def everybody(world):
    return [value for value in vars(world).values() if isinstance(value, Member)]


def holder(world, route):
    needed = route.stance.permission
    return next(one for one in everybody(world) if not needed or has_permission(one, Permission(needed)))


def known(world):
    return {"member_id": world.caseworker.id, "team_id": world.team.id}


def test_every_address_of_the_public_face_answers_with_every_header(world, public_client):
    for route in routes("public"):
        for method in ("get", "post", "put"):
            answer = getattr(public_client, method)(route.address(), HTTP_ACCEPT_ENCODING="gzip, br")
            check_page(answer, "public", route)


def test_every_address_of_the_desk_answers_with_every_header(world, desk_client):
    for route in routes("desk"):
        desk_client.cookies.clear()
        for signed_in in (False, True):
            if signed_in:
                people.sign_in(desk_client, holder(world, route))
            for method in ("get", "post", "put"):
                answer = getattr(desk_client, method)(
                    route.address(**known(world)), HTTP_ACCEPT_ENCODING="gzip, br"
                )
                check_page(answer, "desk", route)


@pytest.mark.parametrize("face", ["public", "desk"])
@pytest.mark.parametrize("trouble", TROUBLES)
def test_every_error_carries_every_header_and_says_nothing_of_it(face, trouble, world, monkeypatch):
    with override_settings(**walls_of(face)):
        urls = __import__(django_settings.ROOT_URLCONF, fromlist=["urlpatterns"])
        monkeypatch.setattr(urls, "urlpatterns", [*troubled(face), *urls.urlpatterns])
        clear_url_caches()
        try:
            client = FaceClient(ORIGINS[face])
            answer = client.get(f"/trouble/{trouble}?q={CANARY}", HTTP_X_CANARY=CANARY)
            assert answer.status_code == int(trouble)
            check_page(answer, face, trouble)
            assert CANARY not in answer.content.decode()
            assert "Traceback" not in answer.content.decode()
        finally:
            clear_url_caches()


@pytest.mark.parametrize("face", ["public", "desk"])
def test_a_wrong_host_an_odd_method_and_plain_http_carry_every_header(face, world):
    with override_settings(**walls_of(face)):
        client = FaceClient(ORIGINS[face])
        other = FaceClient(ORIGINS["desk" if face == "public" else "public"])
        for answer in (other.get("/"), other.get("/static/x.css"), client.generic("TRACE", "/")):
            assert answer.status_code in {400, 405}
            check_page(answer, face, "a wrong host")
        plain = Client(SERVER_NAME=ORIGINS[face]).get("/" if face == "public" else "/sign-in")
        assert plain.status_code == 301
        assert plain["Location"].startswith(f"https://{ORIGINS[face]}/")
        assert plain.headers["Content-Security-Policy"]
        assert plain.headers["Cache-Control"] == "no-store"


def test_files_of_the_desk_carry_every_header_and_their_names_say_nothing(world, tmp_path):
    (tmp_path / "desk.0123456789ab.css").write_text("body{}")
    (tmp_path / "desk.0123456789ab.css.gz").write_bytes(b"")
    words = ("case", "victim", "abuse", "violence", "refuge", "waymark")
    with override_settings(**walls_of("desk") | {"STATIC_ROOT": tmp_path}):
        answer = FaceClient(ORIGINS["desk"]).get("/static/desk.0123456789ab.css")
        assert answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        for name in ("X-Content-Type-Options", "X-Frame-Options", "Cross-Origin-Resource-Policy"):
            assert name in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert not answer.cookies
        answer.close()
    house = Path(ui_headers.__file__).parent.parent
    for file in house.glob("**/static/**/*"):
        named = file.relative_to(next(one for one in file.parents if one.name == "static")).as_posix()
        assert not [word for word in words if word in named.lower()], named


def test_the_public_face_serves_no_file_at_all(world, public_client):
    for address in (
        "/static/",
        "/static/desk.css",
        "/favicon.ico",
        "/robots.txt",
        "/.well-known/security.txt",
    ):
        assert public_client.get(address).status_code == 404
    around = " ".join(settings_of("public").MIDDLEWARE)
    assert "whitenoise" not in around


@pytest.mark.parametrize("face", ["public", "desk"])
def test_nothing_round_a_page_compresses_it(face):
    around = " ".join(settings_of(face).MIDDLEWARE).lower()
    for word in ("gzip", "brotli", "compress", "zstd"):
        assert word not in around


def test_no_page_of_the_desk_holds_a_number_that_counts_records(world, desk_client):
    seen = 0
    for route in (route for route in routes("desk") if not route.stance.posts_only):
        if route.stance.posture in PUBLIC | {Posture.SIGNED_OUT, Posture.HALF, Posture.LOCKED}:
            continue
        people.sign_in(desk_client, holder(world, route))
        answer = desk_client.get(route.address(**known(world)))
        if answer.status_code != 200:
            continue
        seen += 1
        html = re.sub(r"<svg.*?</svg>|<head>.*?</head>", "", answer.content.decode(), flags=re.DOTALL)
        assert not BARE_NUMBER.findall(RANDOM_ID.sub("", html)), route
    assert seen >= 4
