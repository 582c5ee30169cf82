"""Whatever stands in a header: an answer of our own, never an error of ours. Both faces and the feed."""

import logging

import pytest
from django.test.utils import override_settings

from tests import people
from tests.conftest import ORIGINS, FaceClient, walls_of
from tests.public import films
from waymark.config.tidying import tidied
from waymark.records.tokens import todays_token_key

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

NOISE = ("", "\xff\xfe", "[", "x" * 8_000)
ODD = {
    "HTTP_ORIGIN": ("http://[", "http://]", "http://[::1", "https://user@[x", "http://\xe9:99999", "//"),
    "HTTP_HOST": ("[", "[::1", "]", "a:b", "a:99999999", "\xe9", "..", "-", "a" * 300, ":80", "[::1]:x"),
    "HTTP_REFERER": ("http://[", "https://[::1", "http://\xe9", "//"),
    "HTTP_SEC_FETCH_SITE": ("[",),
    "HTTP_COOKIE": (
        "=",
        ";;;",
        "a",
        "__Host-desk=",
        "__Host-desk=\xff",
        '__Host-desk="\\777"',
        "=x; =y",
        "a=b" * 2_000,
    ),
    "HTTP_ACCEPT_LANGUAGE": ("*", "en;q=x", "-", "xx-" * 500, ";q="),
    "HTTP_ACCEPT_ENCODING": ("gzip;q=x", "br;q=", "*;q=0", ",", ";", "gzip;q=9e999", "br;q=nan"),
    "HTTP_ACCEPT": ("*/", "a/b;q=x"),
    "HTTP_RANGE": (
        "bytes=",
        "bytes=-",
        "bytes=9-1",
        "bytes=a-b",
        f"bytes={'9' * 5_000}-",
        "bytes=0-1,0-1",
        "x=0-1",
    ),
    "HTTP_IF_RANGE": ("x", "Thu, 99 Nov 2026 99:99:99 GMT"),
    "HTTP_IF_NONE_MATCH": ('"', "W/", ",,", "*"),
    "HTTP_IF_MODIFIED_SINCE": ("x", "Thu, 99 Nov 2026 99:99:99 GMT", "Thu, 01 Jan 99999 00:00:00 GMT"),
    "HTTP_X_FORWARDED_PROTO": ("https,http", "HTTPS", "["),
    "HTTP_X_FORWARDED_HOST": ("[",),
    "HTTP_X_CSRFTOKEN": ("\xff", "x" * 64),
    "HTTP_TRANSFER_ENCODING": ("chunked", "x"),
    "CONTENT_LENGTH": ("", "x", "-1", "1.5", "9" * 40, " 3 "),
    "CONTENT_TYPE": (
        "application/x-www-form-urlencoded; charset=hex",
        "application/x-www-form-urlencoded; charset=rot13",
        "application/x-www-form-urlencoded; charset=idna",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=nowhere",
        "application/x-www-form-urlencoded; charset*=x''%ff",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\xff",
        f"multipart/form-data; boundary={'b' * 300}",
        "multipart/form-data; boundary=b; charset=hex",
        "multipart/form-data; boundary=b; charset=utf-7",
        "multipart/form-data; boundary*=x''%ff",
        "multipart/mixed; boundary=b",
        "application/json; charset=[",
        ";;;",
    ),
}
PARTS = (
    b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\nHelp\r\n--b--\r\n',
    b"--b\r\nContent-Disposition: form-data; name*=x''%ff\r\n\r\nHelp\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="f"; filename="\xff"\r\n'
    b"Content-Type: ;\r\n\r\nx\r\n--b--\r\n",
    b'--b\r\nContent-Disposition: form-data; name="a"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n%\r\n--b--\r\n",
    b"--b\r\n\r\n\r\n--b",
    b"go=enter&words=%ff%fe&text=%00&sitting=\xff",
)
PLACES = {
    "public": ("/y3/k7", "/en/w4"),
    "desk": ("/inbox", "/sign-in"),
    "api": ("/services", "/services"),
}
"""Of each face: what is looked at, and where something is sent."""


@pytest.fixture(params=PLACES)
def face(request, db, settings):
    people.build_world()
    todays_token_key()
    films.put(settings.SIGNED_DIR, "k7")
    logging.disable(logging.ERROR)  # each answer is looked at here
    with override_settings(**walls_of(request.param)):
        yield request.param
    logging.disable(logging.NOTSET)


class Tidy(FaceClient):
    """As a server hands a request on: through the same wrapper as in each face's callable."""

    def __init__(self, host):
        super().__init__(host)
        behind = self.handler
        self.handler = lambda environ: behind(tidied(environ))


def test_an_odd_header_never_breaks_an_answer(face):
    browser, (looked_at, sent_to) = Tidy(ORIGINS[face]), PLACES[face]
    for odd in ({header: value} for header in ODD for value in (*ODD[header], *NOISE)):
        with_type = {"CONTENT_TYPE": "application/x-www-form-urlencoded"} | odd
        bodies = PARTS if "CONTENT_TYPE" in odd else PARTS[-1:]
        answers = [browser.generic("POST", sent_to, body, **with_type) for body in bodies]
        answers.append(browser.get(looked_at, **odd))
        for answer in answers:
            if answer.streaming:  # the client has closed all others, and kept the database's connection
                answer.close()
            assert answer.status_code < 500, (odd, answer.request["PATH_INFO"])
            assert "Content-Security-Policy" in answer.headers, (odd, answer.request["PATH_INFO"])


@pytest.mark.parametrize(
    "origin", ["http://[", "https://evil.example", "http://help.example.org.evil.example", "x"]
)
def test_an_origin_that_is_not_ours_is_refused_whatever_it_is(origin, in_public):
    answer = in_public().post("/en/t6", {"go": "self"}, HTTP_ORIGIN=origin)
    assert answer.status_code == 403
    assert "It did not come from a page of this site" in answer.content.decode()
