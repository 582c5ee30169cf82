"""Real servers, errors of every kind, a canary in every parameter: no log, file or header ever says it."""

import re
import socket
from base64 import b64encode
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from types import SimpleNamespace
from urllib.parse import quote, urlencode

import pytest

from tests.living import HOSTS, contents, living_world

pytestmark = [pytest.mark.slow, pytest.mark.once]

CANARY = "canary9f3kept7secret"
TOO_BIG = 13 * 1024 * 1024
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def live(tmp_path_factory, made_world):
    socket_allowed()
    data = tmp_path_factory.mktemp("canaries")
    (data / "tmp").mkdir()
    with living_world(data / "world", like=made_world, TMPDIR=str(data / "tmp")) as world:
        yield world


def socket_allowed():
    from pytest_socket import enable_socket

    enable_socket()


def ask(live, face, method, path, body=None, headers=None):
    """The status, headers and body of one answer; None when the server would not speak."""
    host = f"{HOSTS[face]}:{live.ports[face]}"
    sent = {"Host": host, "Origin": f"http://{host}", **(headers or {})}
    with closing(HTTPConnection("127.0.0.1", live.ports[face], timeout=30)) as connection:
        try:
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            return None


def raw(live, face, said: bytes):
    with closing(socket.create_connection(("127.0.0.1", live.ports[face]), timeout=5)) as line:
        line.sendall(said)
        try:
            return line.recv(65536)
        except OSError:
            return b""


def multipart(fields, file=None):
    lines = []
    for name, value in fields.items():
        lines += ["--edge", f'Content-Disposition: form-data; name="{name}"', "", value]
    if file:
        lines += ["--edge", f'Content-Disposition: form-data; name="file"; filename="{CANARY}.png"', "", file]
    return "\r\n".join([*lines, "--edge--", ""]).encode(), {
        "Content-Type": "multipart/form-data; boundary=edge"
    }


NAMES = [
    "state",
    "sitting",
    "words",
    "text",
    "message",
    "once",
    "days",
    "go",
    "page",
    "call_me",
    "phone",
    "not_read",
    "name",
    "passphrase",
    "code",
    "token",
]


def drive(live, face):
    """Errors of every kind; returns the statuses seen."""
    fields = dict.fromkeys(NAMES, CANARY)
    paths = {
        "public": ["/", "/en/t6", "/en/w4", f"/{CANARY}", f"/en/{CANARY}", "/leave"],
        "desk": [
            "/",
            "/sign-in",
            f"/{CANARY}",
            f"/enrol/with/{CANARY}",
            "/enrol",
            f"/cases/{CANARY}",
            "/inbox",
            "/unlock",
        ],
    }[face]
    seen = set()
    for path in paths:
        asked = f"{path}?{urlencode({'q': CANARY, CANARY: '1'})}"
        cookies = f"a={CANARY}; __Host-desk={CANARY}; __Host-form={CANARY}"
        odd = {"X-Canary": CANARY, "Referer": f"http://x/{CANARY}", "User-Agent": CANARY, "Cookie": cookies}
        shapes = [
            ("GET", asked, None, odd),
            ("POST", asked, urlencode(fields), {**odd, "Content-Type": FORM}),
            ("POST", asked, *multipart(fields, CANARY)),
            ("POST", asked, CANARY, {"Content-Type": f"multipart/form-data; boundary={CANARY}"}),
            (
                "POST",
                asked,
                f"--{CANARY}\r\nbroken{CANARY}",
                {"Content-Type": f"multipart/form-data; boundary={CANARY}"},
            ),
            ("POST", asked, urlencode({f"{CANARY}{n}": CANARY for n in range(1200)}), {"Content-Type": FORM}),
            ("POST", asked, f"text=%ff{CANARY}&go=send", {"Content-Type": FORM + "; charset=" + CANARY}),
            ("POST", asked, urlencode(fields), {"Content-Type": FORM, "Origin": f"http://{CANARY}.example"}),
            ("PUT", asked, CANARY, odd),
            (CANARY.upper(), asked, None, {}),
            ("GET", asked, None, {"Host": f"{CANARY}.example"}),
            (
                "GET",
                asked,
                None,
                {"Range": f"bytes={CANARY}", "If-None-Match": CANARY, "Accept-Encoding": CANARY},
            ),
        ]
        for method, where, body, headers in shapes:
            answer = ask(live, face, method, where, body, headers)
            if answer is not None:
                status, given, text = answer
                seen.add(status)
                assert CANARY not in repr(given).lower(), (method, path)
                assert "Traceback" not in text
                if face == "public":
                    assert "set-cookie" not in {name.lower() for name, _ in given}
    big = ask(
        live, face, "POST", paths[1], "text=" + CANARY * (TOO_BIG // len(CANARY)), {"Content-Type": FORM}
    )
    seen.add(big[0] if big else 413)
    for said in (
        f"GET /{CANARY} HTTP/9.9\r\n{CANARY}\r\n\r\n",
        f"{CANARY}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {CANARY}\r\nContent-Length: {CANARY}\r\n\r\n",
        f"POST /en/w4 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz{CANARY}\r\n",
        f"GET /{CANARY * 5000} HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        raw(live, face, said.encode())
    return seen


def kept(live):
    """Every file that holds the canary: of the data folder, of the logs, of the servers' temporary folder."""
    forms = {CANARY.encode(), CANARY.upper().encode(), CANARY.encode("utf-16-le"), quote(CANARY).encode()}
    forms |= {b64encode(b"x" * shift + CANARY.encode())[4:20] for shift in range(3)}
    return [
        str(file.relative_to(live.data.parent))
        for file, held in contents(live.data.parent).items()
        if any(form in held for form in forms)
    ]


def test_a_canary_that_somebody_kept_would_be_found(tmp_path):
    ways = (
        CANARY.encode(),
        CANARY.upper().encode(),
        CANARY.encode("utf-16-le"),
        b64encode(b"?" + CANARY.encode()),
    )
    for number, said in enumerate(ways):
        (tmp_path / f"face-{number}.log").write_bytes(b"asked for: " + said + b"\n")
    (tmp_path / "harmless.log").write_bytes(b"asked for: a page\n")
    found = kept(SimpleNamespace(data=tmp_path / "world"))
    assert sorted(found) == [f"face-{number}.log" for number in range(len(ways))]


def signed_in(live, role="intake"):
    """A desk session over plain HTTP, as a browser makes one; gives its cookies and a form token."""
    cookies = {}

    def step(method, path, **fields):
        body = urlencode({**fields, "csrfmiddlewaretoken": token}) if method == "POST" else None
        sent = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Content-Type": FORM,
        }
        status, given, text = ask(live, "desk", method, path, body, sent)
        for name, value in given:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                cookies[key] = rest.split(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
        return status, (found[1] if found else "")

    token = ""
    person = live.sign_in(role)
    _, token = step("GET", "/sign-in")
    step("POST", "/sign-in", name=person["name"], passphrase=person["passphrase"])
    _, token = step("GET", "/sign-in/code")
    step("POST", "/sign-in/code", code=live.code(role))
    status, token = step("GET", "/account")
    assert status == 200
    return cookies, token


@pytest.mark.parametrize("face", ["public", "desk"])
def test_no_error_leaves_a_canary_anywhere(face, live, loopback):
    seen = drive(live, face)
    assert {404, 405} <= seen
    assert not seen & {500, 502, 503}
    assert kept(live) == []


def test_no_error_inside_the_desk_leaves_a_canary_either(live, loopback):
    cookies, token = signed_in(live)
    sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Content-Type": FORM}
    fields = {
        **dict.fromkeys([*NAMES, "channel", "verb", "to", "back"], CANARY),
        "csrfmiddlewaretoken": token,
    }
    nobody = "00000000-0000-4000-8000-000000000000"
    for path in (
        "/account",
        "/inbox",
        f"/inbox/{nobody}/reply",
        f"/cases/{nobody}/note",
        "/cases",
        "/team",
        "/lock",
    ):
        for method in ("GET", "POST"):
            body = urlencode(fields) if method == "POST" else None
            status, given, _ = ask(live, "desk", method, f"{path}?q={CANARY}&after={CANARY}", body, sent)
            assert status < 500, path
            assert CANARY not in repr([value for name, value in given if name.lower() != "location"])
    assert kept(live) == []


def test_the_desk_is_not_compressed_and_public_pages_are(live, loopback):
    """docs/decisions/0008-asking.md says why the forms and the mailbox give nothing away by that."""
    accepts = {"Accept-Encoding": "gzip, br, zstd"}
    for path in ("/sign-in", "/nothing"):
        _, given, _ = ask(live, "desk", "GET", path, None, accepts)
        assert "content-encoding" not in {name.lower() for name, _ in given}, path
    for path in ("/en", "/en/w4", "/nothing"):
        _, given, _ = ask(live, "public", "GET", path, None, accepts)
        assert "content-encoding" in {name.lower() for name, _ in given}, path


def test_each_face_names_no_software(live, loopback):
    for face in HOSTS:
        for path in ("/", "/nothing"):
            _, given, text = ask(live, face, "GET", path)
            told = repr(given).lower() + text.lower()
            assert not re.search(r"granian|django|python/|gunicorn|whitenoise|werkzeug", told), (face, path)


def test_a_store_that_breaks_under_a_request_leaves_no_canary(live, loopback):
    """The database goes while people write: they are told, and what they typed is in no log."""
    found = next(file for file in live.data.rglob("*.sqlite3") if "keys" not in file.name)
    aside = found.with_suffix(".away")
    found.rename(aside)
    found.mkdir()
    try:
        for name in NAMES:
            for face, path in (("public", "/en/t6"), ("public", "/en/w4"), ("desk", "/sign-in")):
                body = urlencode({name: CANARY, "go": "enter", "page": "message", "message": CANARY})
                answer = ask(live, face, "POST", path, body, {"Content-Type": FORM})
                assert answer is None or "Traceback" not in answer[2]
    finally:
        found.rmdir()
        aside.rename(found)
    assert kept(live) == []
