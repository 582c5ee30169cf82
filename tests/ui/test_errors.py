"""Whatever goes wrong is told calmly, with the phone number, the way out, and all headers."""

import gzip

import pytest
from django.template.loader import get_template

from waymark.ui.headers import security_headers

_SENDING = {400, 413, 500, 503}
CASES = [
    ("get", "/400", 400),
    ("post", "/form", 403),
    ("get", "/nothing-here", 404),
    ("delete", "/form", 405),
    ("post", "/read", 413),
    ("get", "/429", 429),
    ("get", "/500", 500),
    ("get", "/503", 503),
]


@pytest.fixture
def ask(browser, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    def ask(method, path, status):
        headers = {"Sec-Fetch-Site": "cross-site" if status == 403 else "same-origin"}
        data = {"text": "x" * 2000} if status == 413 else None
        return getattr(browser, method)(path, data, headers=headers)

    return ask


@pytest.mark.parametrize(("method", "path", "status"), CASES)
def test_every_error_has_a_calm_page_with_the_phone_and_the_exit(ask, method, path, status):
    response = ask(method, path, status)
    page = response.content.decode()
    assert response.status_code == status
    assert 'href="tel:01632960123"' in page
    assert 'id="leave"' in page
    assert "canary-7431" not in page
    assert "<h1>" in page


@pytest.mark.parametrize(("method", "path", "status"), CASES)
def test_only_whoever_has_no_scripts_is_sent_back_by_the_browser(ask, method, path, status):
    """With them, Back leaves the site; what was sent is then still in its form, below the same sentences."""
    page = ask(method, path, status).content.decode()
    assert page.count("You can go back") == page.count("<noscript><p>You can go back") == (status in _SENDING)


@pytest.mark.parametrize(("method", "path", "status"), CASES)
def test_every_error_carries_every_header(ask, method, path, status):
    response = ask(method, path, status)
    for name, value in security_headers(secure=False).items():
        assert response.headers[name] == value
    assert not response.cookies


def test_the_wrong_host_gets_a_page_too(browser):
    response = browser.get("/page", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert response.headers["Content-Security-Policy"]


def test_an_error_page_reads_no_database(ask):
    # pytest-django refuses every query in a test that is not marked for one.
    assert ask("get", "/503", 503).status_code == 503


def test_an_error_page_is_labelled_as_the_english_that_it_is(browser):
    assert '<html lang="en" dir="ltr">' in browser.get("/ur/x4").content.decode()


def test_the_same_page_fits_the_desk(browser, settings):
    settings.UI_LAYOUT = "ui/layouts/desk.html"
    page = browser.get("/nothing-here").content.decode()
    assert "desk.css" in page
    assert "There is no page here" in page
    assert get_template("ui/layouts/desk.html")


def test_an_error_is_compressed_where_the_face_says_so_and_the_browser_takes_it(browser, settings):
    whole = browser.get("/nothing-here", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in whole.headers
    settings.UI_PACKS_ERRORS = True
    for accepted in ("", "br", "gzip;q=0", "gzip; q=0.0, br", "xgzip"):
        assert browser.get("/nothing-here", headers={"Accept-Encoding": accepted}).content == whole.content
    for accepted in ("gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8"):
        packed = browser.get("/nothing-here", headers={"Accept-Encoding": accepted})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == whole.content
        assert len(packed.content) <= 13_000
        assert packed.headers["Vary"] == "Accept-Encoding"
