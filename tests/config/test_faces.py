"""What each face puts round its views, as its own settings say."""

import re
import subprocess
import sys

import pytest

from tests.conftest import settings_of
from tests.living import HOUSE
from waymark.config.about import write_service
from waymark.config.made_up import FACTS


def test_the_public_face_has_no_session_no_sign_in_and_no_cookie(public_client):
    settings = settings_of("public")
    around = " ".join(settings.MIDDLEWARE)
    for word in ("session", "Session", "auth", "csrf", "Csrf", "locale"):
        assert word not in around
    assert not any(
        app.startswith(("waymark.desk", "waymark.cases", "django.contrib")) for app in settings.INSTALLED_APPS
    )
    for address in ("/", "/nothing-here"):
        assert public_client.get(address).cookies == {}


def test_each_face_refuses_the_name_of_the_other(public_client, desk_client):
    assert settings_of("public").ALLOWED_HOSTS == ["help.example.org"]
    assert settings_of("desk").ALLOWED_HOSTS == ["desk.example.org"]


def test_plain_http_is_sent_to_https(public_client):
    answer = public_client.get("/nothing-here", **{"wsgi.url_scheme": "http"})
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("https://help.example.org")


@pytest.mark.django_db(databases=["default", "keys"])
def test_the_desk_gives_cookies_that_only_its_own_host_reads(desk_client):
    given = desk_client.get("/sign-in").cookies
    assert given
    for name, cookie in given.items():
        assert name.startswith("__Host-")
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_no_face_runs_with_debugging_on():
    for face in ("public", "desk", "worker"):
        settings = settings_of(face)
        assert settings.DEBUG is False
        assert settings.ADMINS == []
        assert settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("absent", "told"),
    [
        (r"^phone = .*\n", "does not say the service's phone"),
        (r"^\[complaints\][^\[]*", "[complaints]\nto ="),
    ],
)
def test_the_public_face_does_not_start_without_a_required_fact(tmp_path, absent, told):
    path = tmp_path / "service.toml"
    write_service(path, FACTS)
    path.write_text(re.sub(absent, "", path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")
    environment = {"WAYMARK_DATA": str(tmp_path), "PATH": "/usr/bin"}
    started = subprocess.run(
        [sys.executable, "-c", "import waymark.config.public.wsgi"],
        cwd=HOUSE, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert started.returncode != 0
    assert told in started.stderr
