"""The desk's `__Host-` cookies on http://localhost: whether the two browsers of the house keep them."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

COOKIE = "__Host-probe=kept; Secure; HttpOnly; SameSite=Strict; Path=/"


class Probe(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        if self.path == "/give":
            self.send_header("Set-Cookie", COOKIE)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        said = json.dumps(self.headers.get("Cookie", ""))
        self.wfile.write(f"<title>probe</title><p>{said}</p><a href='/show'>on</a>".encode())

    def log_message(self, *parts):
        pass


@contextmanager
def probe():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Probe)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def address(loopback):
    with probe() as base:
        yield base


def test_chromium_keeps_a_host_cookie_on_localhost(tab, address):
    page = tab()
    page.goto(f"{address}/give")
    page.click("a")
    assert "__Host-probe=kept" in page.text_content("p")


def test_firefox_keeps_a_host_cookie_on_localhost(firefox, address):
    firefox.visit(f"{address}/give")
    firefox.visit(f"{address}/show")
    assert "__Host-probe=kept" in firefox.text
