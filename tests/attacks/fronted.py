"""nginx in front of a living world, with the very text of the runbook.

Around that text stands what Debian has by itself: log files, at their most talkative, and folders for bodies.
"""

import os
import re
import ssl
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from types import SimpleNamespace

from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.living import HOUSE, WAYMARK, free_port
from tools.tied import tied

NGINX = Path("/usr/sbin/nginx")
RUNBOOK = HOUSE / "docs" / "runbooks" / "front-server.md"
FILES = re.compile(r"^```\n# (/etc/nginx/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
AROUND = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/outer-error.log info;
events {{}}
http {{
    access_log {folder}/access.log;
    error_log {folder}/error.log info;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/waymark.conf;
}}
"""


def documented():
    """The runbook's own files, by name."""
    return {Path(name).parent.name: text for name, text in FILES.findall(RUNBOOK.read_text("utf-8"))}


@dataclass
class Front:
    """A running front server: where it answers, and where everything that it may leave behind is."""

    folder: Path
    secure: int
    plain: int
    feed: int
    """Where it expects the feed."""

    def connect(self, timeout=60):
        trusting = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        return HTTPSConnection("127.0.0.1", self.secure, timeout=timeout, context=trusting)

    def ask(self, method, path, body=None, headers=None, *, host="127.0.0.1", chunked=False):
        """The answer, or None where the server would not speak."""
        with closing(self.connect()) as line:
            sent = {"Host": host, "Sec-Fetch-Site": "same-origin", **(headers or {})}
            with suppress(OSError, HTTPException):
                line.request(method, path, body, sent, encode_chunked=chunked)
                found = line.getresponse()
                return SimpleNamespace(status_code=found.status, content=found.read(), headers=found.headers)
        return None

    def get(self, address):
        return self.ask("GET", address)

    def post(self, address, fields):
        return self.ask(
            "POST", address, encode_multipart(BOUNDARY, fields), {"Content-Type": MULTIPART_CONTENT}
        )


@contextmanager
def fronted(world, folder, *, without=()):
    """The documented front server before this world; `without` leaves lines of it out."""
    for name in ("bodies", "answers"):
        (folder / name).mkdir(parents=True)
    front = Front(folder, free_port(), free_port(), free_port())
    make_certificate(folder)
    pages = [*WAYMARK, "front-pages", str(folder / "pages")]
    subprocess.run(pages, cwd=HOUSE, env=world.environment, check=True, stdin=subprocess.DEVNULL)
    write_files(front, world, without)
    said = (folder / "said").open("ab")
    running = subprocess.Popen(
        tied(NGINX, "-e", folder / "said", "-c", folder / "nginx.conf"), stderr=said, stdout=said
    )
    try:
        wait_for(front, running)
        forbid_disk(folder)
        yield front
    finally:
        running.terminate()
        running.wait(15)
        said.close()


def write_files(front, world, without):
    folder, files = front.folder, documented()
    changes = {
        "listen 443 ssl http2;": f"listen 127.0.0.1:{front.secure} ssl http2;",
        "listen 80;": f"listen 127.0.0.1:{front.plain};",
        "/etc/letsencrypt/live/help.example.org/": f"{folder}/",
        "/etc/letsencrypt/live/desk.example.org/": f"{folder}/",
        "/etc/letsencrypt/live/feed.example.org/": f"{folder}/",
        "/etc/nginx/snippets/": f"{folder}/snippet-",
        "/srv/waymark/front-pages": f"{folder}/pages",
        "127.0.0.1:8000": f"127.0.0.1:{world.ports['public']}",
        "127.0.0.1:8001": f"127.0.0.1:{world.ports['desk']}",
        "127.0.0.1:8002": f"127.0.0.1:{front.feed}",
        "help.example.org": "127.0.0.1",
        "desk.example.org": "localhost",
        **dict.fromkeys(without, ""),
    }
    whole = files["snippets"] + files["conf.d"]
    for documented_text, here in changes.items():
        assert documented_text in whole, f"the runbook no longer says {documented_text}"
        files = {name: text.replace(documented_text, here) for name, text in files.items()}
    (folder / "snippet-waymark.conf").write_text(files["snippets"], "utf-8")
    (folder / "waymark.conf").write_text(files["conf.d"], "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user), "utf-8")


def make_certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "2", "-subj", "/CN=front", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def wait_for(front, running):
    until = time.monotonic() + 20
    while time.monotonic() < until:
        assert running.poll() is None, (front.folder / "said").read_text("utf-8")
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", front.plain, timeout=2)) as line:
            line.connect()
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def forbid_disk(folder):
    """Where nginx would write a body or an answer there is no folder any more: it can only fail aloud."""
    for name in ("bodies", "answers"):
        for below in sorted((folder / name).rglob("*"), reverse=True):
            below.rmdir()
        (folder / name).rmdir()
        (folder / name).touch()
