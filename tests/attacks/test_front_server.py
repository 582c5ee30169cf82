"""Through the front server that the runbook describes: nothing that it keeps holds a word of anybody's."""

import subprocess
import sys
from base64 import b64encode
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from threading import Thread
from urllib.parse import quote

import pytest
from PIL import Image
from pytest_socket import enable_socket

from tests.attacks.fronted import NGINX, fronted
from tests.intake.steps import CANARIES, STEPS
from tests.living import HOUSE, contents, living_world
from tests.public.visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.once]
FILE_CANARY = "canaryinthephoto"
ALL = (*CANARIES, FILE_CANARY, "canarypath", "canaryquery", "canaryheader", "canarybig")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MB = 1024 * 1024
PHONE = "01632 960123"


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    if not NGINX.exists():
        pytest.fail("nginx is missing: apt-get install nginx")
    enable_socket()
    folder = tmp_path_factory.mktemp("front")
    (folder / "tmp").mkdir()
    return folder


@pytest.fixture(scope="module")
def world(base, made_world):
    tmp = base / "tmp"
    more = {"TMPDIR": str(tmp), "WAYMARK_TLS_IN_FRONT": "yes", "BROKEN_STEP": str(tmp / "broken")}
    with living_world(base / "data", like=made_world, **more) as made:
        yield made


@pytest.fixture(scope="module")
def front(base, world):
    with fronted(world, base / "nginx") as made:
        yield made


def photo(megabytes):
    """A real picture, as large as that, which says the canary behind its end."""
    held = BytesIO()
    Image.new("RGB", (64, 64), "white").save(held, "JPEG", comment=FILE_CANARY.encode())
    lacking = int(megabytes * MB) - held.tell()
    held.write((FILE_CANARY * (lacking // len(FILE_CANARY) + 1)).encode()[:lacking])
    held.seek(0)
    held.name = f"{FILE_CANARY}.jpg"
    return held


def kept(base, *words):
    """Every file, log and temporary file of both faces and of nginx that says one of these."""
    needles = {shape for word in (*ALL, *words) for shape in shapes(word)}
    files = contents(base)
    assert any(path.name.endswith("-wal") for path in files)
    return sorted(
        str(path.relative_to(base)) for path, held in files.items() if any(each in held for each in needles)
    )


def shapes(word):
    yield from (word.encode(), word.upper().encode(), quote(word).encode(), word.encode("utf-16-le"))
    yield from (b64encode(b"x" * shift + word.encode())[4 : len(word)] for shift in range(3))


def written(visitor):
    visitor.go("/en/t6").press("It is for me").press("Go on", message="canarymessage")
    visitor.press("Go on", phone="01632 960777", phone_safe="yes")
    visitor.press("Go on", when="any", our_word="canaryword", cover_story="canarystory")
    return visitor.press("Go on", call_me="canaryname")


def test_a_whole_journey_with_a_large_photo_leaves_no_word_behind_anywhere(base, front, loopback):
    visitor = written(Visitor(front))
    visitor.press("Add this file", file=photo(9.5))
    assert f"{FILE_CANARY}.jpg" in visitor.said
    visitor.press("Go on").press("Send")
    words = visitor.words
    assert len(words) == 6
    visitor.go("/en/w4").press("Go on", words=" ".join(words))
    visitor.press("Write to us again").press("Send", text="canaryagain")
    assert visitor.status == 200
    assert kept(base, " ".join(words), "-".join(words)) == []


def test_a_body_whose_length_nobody_knows_is_held_in_memory_too(base, front, loopback):
    body = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n' + photo(11.5).read()
    pieces = [body[at : at + 65536] for at in range(0, len(body), 65536)]
    kind = {"Content-Type": "multipart/form-data; boundary=edge", "Transfer-Encoding": "chunked"}
    assert front.ask("POST", "/en/t6", iter(pieces), kind, chunked=True).status_code == 200
    sent = subprocess.run(
        ["curl", "-sk", "--http2", "-o", "/dev/null", "-w", "%{http_code} %{http_version}",
         "-H", "Content-Type: multipart/form-data; boundary=edge", "-X", "POST", "-T", "-",
         f"https://127.0.0.1:{front.secure}/en/t6"],
        input=body, capture_output=True, check=True,
    )  # fmt: skip
    assert sent.stdout == b"200 2"
    assert kept(base) == []


def test_what_is_too_large_gets_a_calm_page_with_the_number(base, front, loopback):
    for body in (b"message=" + b"canarybig" * (13 * MB // 9), iter([b"canarybig" * 200_000] * 8)):
        answer = front.ask("POST", "/en/t6", body, FORM, chunked=not isinstance(body, bytes))
        assert answer is None or answer.status_code == 413
        if answer is not None:
            assert b"That was too big to send" in answer.content
            assert PHONE.encode() in answer.content
            assert answer.headers["Cache-Control"] == "no-store"
    assert kept(base) == []


@pytest.mark.parametrize("protocol", ["--http1.1", "--http2"])
def test_the_calm_page_comes_in_both_protocols_and_in_english_where_there_is_no_other(
    base, front, loopback, protocol
):
    """Browsers speak HTTP/2: there nginx refused its own page for the body that it had refused already."""
    for path in ("/en/u3", "/xx/u3"):
        sent = subprocess.run(
            ["curl", "-sk", protocol, "--data-binary", "@-", "-w", "%{http_code}",
             f"https://127.0.0.1:{front.secure}{path}"],
            input=b"text=" + b"canarybig" * (13 * MB // 9), capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
        assert sent.endswith("413")
        assert "That was too big to send" in sent
        assert PHONE in sent
    assert kept(base) == []


def test_a_photo_that_is_too_large_for_us_is_told_at_its_box_and_nothing_else_is_lost(base, front, loopback):
    visitor = written(Visitor(front))
    visitor.press("Add this file", file=photo(22))
    assert visitor.status == 200
    assert "This file is too large. The most we can take is 10 MB." in visitor.said
    visitor.press("Go on")
    assert "canarymessage" in visitor.said
    assert kept(base) == []


def test_no_error_of_the_front_servers_own_leaves_a_canary(base, front, world, loopback):
    odd = {"X-Canary": "canaryheader", "Referer": "http://x/canarypath", "User-Agent": "canaryheader"}
    statuses = set()
    for method, path, headers in (
        ("GET", "/canarypath?q=canaryquery", odd),
        ("CANARYPATH", "/canarypath", odd),
        ("GET", "/" + "canarypath" * 900, odd),
        ("GET", "/", odd | {"X-Long": "canaryheader" * 800}),
        ("GET", "/%2e%2e/%00canarypath", odd),
        ("GET", "/front/en/413.html?canaryquery", odd),
        ("POST", "/en/t6?canaryquery", FORM | {"Content-Length": "canaryheader"}),
        ("POST", "/en/t6?canaryquery", FORM | {"Transfer-Encoding": "canaryheader"}),
    ):
        for host in ("127.0.0.1", "localhost", "canarypath.example"):
            answer = front.ask(method, path, None, headers, host=host)
            statuses.add(answer.status_code if answer else None)
    assert {400, 404, 414} <= statuses
    with closing(front.connect()) as line:  # somebody goes in the middle of sending
        line.putrequest("POST", "/en/t6?canaryquery")
        line.putheader("Content-Length", "5000")
        line.endheaders(b"message=canarymessage")
    assert kept(base) == []


def test_whoever_comes_without_https_is_sent_on_and_not_written_down(base, front, loopback):
    said = subprocess.run(
        ["curl", "-si", "-H", "Host: 127.0.0.1", f"http://127.0.0.1:{front.plain}/en/t6?canaryquery"],
        capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    assert "301 Moved" in said
    assert "location: https://127.0.0.1/en/t6" in said.lower()
    assert kept(base) == []


def test_a_face_that_is_away_is_told_calmly_and_no_word_stays(base, front, world, loopback):
    visitor = written(Visitor(front)).press("Go on")
    world.kill("public")
    try:
        visitor.press("Send")
        assert visitor.status == 502
        assert PHONE in visitor.said
        assert "not sent" in visitor.said
        assert front.get("/canarypath?canaryquery").status_code == 502
    finally:
        world.start("public")
    assert kept(base) == []


def test_answers_come_through_as_the_face_gave_them(front, loopback):
    for host, path in (
        ("127.0.0.1", "/"),
        ("127.0.0.1", "/en/t6"),
        ("127.0.0.1", "/x"),
        ("localhost", "/sign-in"),
    ):
        answer = front.ask("GET", path, host=host)
        assert answer.headers["Server"] == "web", path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "Content-Encoding" not in answer.headers, path


@pytest.fixture
def breaking(base, world):
    """The same world with a public face that breaks where this file tells it to."""
    broken = base / "tmp" / "broken"
    broken.write_text("", "utf-8")
    world.kill("public")
    command = (sys.executable, "-m", "tests.attacks.breaking", str(world.ports["public"]))
    world.start("public", command=command)
    yield broken
    world.kill("public")
    world.start("public")


def test_whatever_step_breaks_behind_it_no_word_stays_and_sending_again_works(
    base, front, breaking, loopback
):
    visitor = written(Visitor(front)).press("Go on")
    for step in STEPS:
        breaking.write_text(step, "utf-8")
        visitor.press("Send")
        assert visitor.status == 503, step
        assert "This was NOT saved" in visitor.said, step
    assert kept(base) == []
    breaking.write_text("", "utf-8")
    assert len(visitor.press("Send").words) == 6
    assert kept(base, " ".join(visitor.words)) == []


@contextmanager
def hearing(port):
    """What somebody behind the front server is told, request by request, in the feed's place."""
    heard = []

    class Behind(BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(self.headers)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_said):
            pass

    with HTTPServer(("127.0.0.1", port), Behind) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield heard
        finally:
            server.shutdown()


def test_the_feed_alone_is_told_who_asks_and_not_what_they_say_of_themselves(front, loopback):
    claimed = {"X-Forwarded-For": "203.0.113.9", "X-Real-IP": "203.0.113.9", "X-Forwarded-Proto": "http"}
    with hearing(front.feed) as heard:
        assert front.ask("GET", "/services", headers=claimed, host="feed.example.org").status_code == 204
    (told,) = heard
    assert told["X-Forwarded-For"] == "127.0.0.1"
    assert told["X-Forwarded-Proto"] == "https"
    assert told["Host"] == "feed.example.org"
    assert "203.0.113.9" not in str(told)
    assert {name for name in told if told[name] == "127.0.0.1"} == {"X-Forwarded-For"}


def test_this_search_finds_what_a_careless_front_server_keeps(base, world, loopback):
    """The same text without the lines that matter: a log has the path, and a body goes to the disk."""
    careless = ("access_log off;", "client_body_buffer_size 13m;", "client_body_buffer_size 41m;")
    folder = base.parent / f"{base.name}-careless"
    with fronted(world, folder, without=careless) as front:
        front.get("/canarypath")
        assert front.post("/en/t6", {"page": "files", "go": "add", "file": photo(1)}).status_code == 500
    assert "canarypath" in (folder / "access.log").read_text("utf-8")
    assert HOUSE not in folder.parents
