"""Published pages come from memory, in the encoding asked for; everything else reaches Django untouched."""

import gzip
import os
from io import BytesIO

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.press.answering import Answering
from waymark.press.editions import ENCODINGS, Edition
from waymark.press.encodings import BEST, choose_encoding, compress

HTML = "<!doctype html><title>Information</title><p>Prżykład</p>".encode()
HEADERS = {
    "X-Robots-Tag": "noindex",
    "Content-Security-Policy": "default-src 'none'",
    "Cache-Control": "no-store",
}


def behind(environ, start_response):
    start_response("404 Not Found", [("X-From", "behind")])
    return [b"behind"]


def edition_of(**pages):
    return Edition({path: compress(body, BEST) for path, body in pages.items()}, HEADERS, listed="/")


def answering():
    edition = edition_of(**{"/": HTML, "/en": HTML})
    return Answering(behind, edition, is_ours=lambda environ: environ["HTTP_HOST"] == "ours.example")


def ask(app, path="/en", method="GET", accept="br, gzip", host="ours.example", query=""):
    answer = {}

    def start_response(status, headers):
        answer.update(status=int(status.split()[0]), headers=dict(headers), listed=headers)

    environ = {
        "PATH_INFO": path,
        "REQUEST_METHOD": method,
        "QUERY_STRING": query,
        "HTTP_HOST": host,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    if accept is not None:
        environ["HTTP_ACCEPT_ENCODING"] = accept
    answer["body"] = b"".join(app(environ, start_response))
    return answer


@pytest.mark.parametrize(
    ("accept", "encoding", "unpack"),
    [
        ("br, gzip", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        (None, None, bytes),
        ("", None, bytes),
        ("deflate", None, bytes),
    ],
)
def test_the_page_comes_in_the_encoding_asked_for(accept, encoding, unpack):
    answer = ask(answering(), accept=accept)
    assert answer["status"] == 200
    assert answer["headers"].get("Content-Encoding") == encoding
    assert unpack(answer["body"]) == HTML
    assert answer["headers"]["Content-Length"] == str(len(answer["body"]))
    assert answer["headers"]["Vary"] == "Accept-Encoding"
    assert HEADERS.items() <= answer["headers"].items()


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", None),
        ("*;q=0", None),
        ("br;q=zero", "identity"),
        ("GZIP", "gzip"),
        ("br;q=0.5, identity", "identity"),
        ("gzip" + "," * 300, "identity"),
    ],
)
def test_quality_values_and_refusals_are_heeded(accept, chosen):
    assert choose_encoding(accept) == chosen


@given(st.text(max_size=80))
def test_no_header_is_too_odd_to_read(accept):
    assert choose_encoding(accept) in {*ENCODINGS, None}


def test_head_gets_the_headers_without_the_body():
    answer = ask(answering(), method="HEAD")
    assert answer["status"] == 200
    assert answer["body"] == b""
    assert int(answer["headers"]["Content-Length"]) > 0


@pytest.mark.parametrize(
    "request_",
    [
        {"path": "/en/"},
        {"path": "/no"},
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"host": "elsewhere.example"},
        {"host": "ours.example.evil.example"},
        {"accept": "identity;q=0"},
    ],
)
def test_everything_else_is_left_to_django(request_):
    assert ask(answering(), **request_)["headers"] == {"X-From": "behind"}


def test_a_foreign_host_is_refused_every_time_not_only_the_first():
    app = answering()
    assert ask(app)["status"] == 200
    assert ask(app, host="elsewhere.example")["status"] == 404
    assert ask(app, host="elsewhere.example")["status"] == 404


def test_a_new_edition_takes_the_place_of_the_old_whole():
    app = answering()
    app.edition = edition_of(**{"/en": b"new"})
    assert ask(app, accept=None)["body"] == b"new"
    assert ask(app, path="/")["status"] == 404


def test_the_server_may_change_the_list_of_headers_without_harm():
    app = answering()
    ask(app)["listed"].clear()
    assert HEADERS.items() <= ask(app)["headers"].items()


def test_compressed_bytes_are_the_same_on_every_run():
    assert compress(HTML, BEST) == compress(HTML, BEST)
    assert ask(answering(), accept="gzip")["body"] == ask(answering(), accept="gzip")["body"]


def test_one_address_may_be_listed_by_search_engines_and_no_other():
    assert ask(answering(), path="/")["headers"]["X-Robots-Tag"] == "all"
    assert ask(answering(), path="/en")["headers"]["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("length", [0, 1, 1_007, 1_008, 1_009, 65_519, 65_520, 65_521, 200_000])
def test_a_window_as_large_as_the_text_holds_all_of_it(length):
    sentence = b"Is it safe to read now? "
    raw = (sentence * (length // len(sentence) + 1))[:length]
    packed = compress(raw, BEST)
    assert brotli.decompress(packed) == raw
    # What repeats is written once, however far back it stands.
    far = raw + os.urandom(2_000) + raw
    assert len(compress(far, BEST)) < len(packed) + 2_100
