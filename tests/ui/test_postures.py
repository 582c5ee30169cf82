"""No view answers anybody it does not name."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.ui.face import say
from waymark.ui.postures import Posture, posture

SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("path", ["/page", "/form", "/sign-in"])
def test_anyone_reads_a_public_page(client, path):
    assert client.get(path).status_code == 200
    assert client.head(path).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/page"),
        ("put", "/form"),
        ("delete", "/form"),
        ("options", "/page"),
        ("get", "/leave"),
        ("get", "/verb"),
    ],
)
def test_a_method_that_is_not_declared_is_refused(browser, method, path):
    response = getattr(browser, method)(path, headers={"X-Who": "anna"})
    assert response.status_code == 405
    assert response["Allow"]


@pytest.mark.parametrize("path", ["/form", "/desk"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_a_form_sent_from_another_site_is_refused(browser, path, headers):
    assert browser.post(path, headers={"X-Who": "anna"} | headers).status_code == 403


@pytest.mark.parametrize("headers", [SAME, {"Origin": "null"}, {"Origin": "http://testserver"}, {}])
def test_a_form_sent_from_our_own_page_passes(client, headers):
    assert client.post("/form", headers=headers).status_code == 200


def test_leaving_works_from_anywhere(client):
    assert client.post("/leave", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_the_desk_is_closed_to_whoever_the_doorkeeper_does_not_know(browser):
    assert browser.get("/desk").status_code == 401
    assert browser.get("/desk", headers={"X-Who": "anna"}).status_code == 200


def test_without_the_permission_a_page_is_not_there(browser):
    stranger = browser.get("/editors", headers={"X-Who": "anna"})
    unknown = browser.get("/no-such-page", headers={"X-Who": "anna"})
    assert stranger.status_code == unknown.status_code == 404
    assert stranger.content == unknown.content
    assert browser.get("/editors", headers={"X-Who": "editor"}).status_code == 200


def test_without_a_doorkeeper_no_desk_view_answers(client, settings):
    settings.UI_DOORKEEPER = ""
    with pytest.raises(ImproperlyConfigured):
        client.get("/desk", headers={"X-Who": "anna"})


def test_an_undeclared_view_answers_nobody(client):
    with pytest.raises(ImproperlyConfigured, match="declares no posture"):
        client.get("/bare")


@pytest.mark.parametrize(
    ("kind", "permission"),
    [(Posture.PERMITTED, ""), (Posture.SIGNED_IN, "editor"), (Posture.PUBLIC_PAGE, "editor")],
)
def test_a_permission_goes_with_permitted_and_nothing_else(kind, permission):
    with pytest.raises(ImproperlyConfigured):
        posture(kind, permission=permission)(say)
