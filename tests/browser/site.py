"""The public pages on a real port, and pages of Chromium that look at them. Starts nothing but a thread."""

import threading
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from types import SimpleNamespace
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from waymark.clocks.hours import read_week
from waymark.config import pages
from waymark.content.queries import library
from waymark.ui.policies import public_policy

NEUTRAL = "https://www.bbc.co.uk/weather"
SERVICE = SimpleNamespace(
    name="Example Support",
    phone="01632 960123",
    hours=read_week(["Mon-Fri 09:00-17:00"]),
    area="Exampleshire",
    exit=NEUTRAL,
    site_name="Information",
    demonstration=True,
    attachments=True,
)
WALLS = {
    "SERVICE": SERVICE,
    "SECURE_CSP": public_policy(NEUTRAL),
    "SECURE_REFERRER_POLICY": "no-referrer",
    "UI_LAYOUT": "ui/layouts/public.html",
    "ROOT_URLCONF": "tests.public.face",
    "ALLOWED_HOSTS": ["127.0.0.1"],
    "MIDDLEWARE": [
        "waymark.ui.headers.SecurityHeaders",
        "waymark.ui.errors.CalmErrors",
        "waymark.ui.postures.Postures",
    ],
    **{name: getattr(pages, name) for name in ("PACKS_DIR", "PACKS", "PACK_SURROUNDINGS", "UI_LINKS")},
}


class Threads(ThreadingMixIn, WSGIServer):
    """A browser opens connections ahead of need; one thread would wait on an idle one for ever."""

    daemon_threads = True
    block_on_close = False


class Silent(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


class Site:
    """Where the pages are, and the requests that came, as (method, path)."""

    def __init__(self, base, asked):
        self.base, self.asked = base, asked
        self.paths = dict(_paths())


def _paths():
    yield "missing", "/en/zz9"
    for code, page in library().codes.items():
        yield page, f"/en/{code}".rstrip("/")


@contextmanager
def public_site():
    """Serves the public pages on this machine until the block ends."""
    asked = []

    def noting(environ, start_response):
        asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        return handler(environ, start_response)

    with override_settings(**WALLS):
        library.cache_clear()
        handler = WSGIHandler()
        server = make_server("127.0.0.1", 0, noting, server_class=Threads, handler_class=Silent)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Site(f"http://127.0.0.1:{server.server_port}", asked)
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
            library.cache_clear()
