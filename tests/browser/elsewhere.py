"""Two servers beside ours: the rest of the web, and a site that does everything the wrong way.

`elsewhere` answers over https for every host, so that browsers really arrive when they leave. `loud` breaks
each promise that a profile audit checks; an audit that does not find that is no audit.
"""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

TITLE = "Elsewhere"


@dataclass
class Server:
    """A server of a test and what it was asked: method, host, path and the headers of each request."""

    port: int
    asked: list[tuple[str, str, str, dict[str, str]]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


Answer = Callable[[str], tuple[dict[str, str], str]]


@contextmanager
def serving(answer: Answer, *, secure: Path | None = None) -> Iterator[Server]:
    """Answers every GET and POST with headers and HTML for its path; over https with a key in `secure`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = {name.lower(): value for name, value in self.headers.items()}
            known.asked.append((self.command, asked.get("host", ""), self.path, asked))
            self.rfile.read(int(asked.get("content-length", 0)))
            headers, html = answer(self.path)
            body = html.encode()
            self.send_response(200)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *parts):
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request, client_address):
            """A browser that is killed cuts its connections; that is no fault."""

    server = Quiet(("127.0.0.1", 0), Handler)
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_key_and_certificate(secure))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    known = Server(server.server_address[1])
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()


def _key_and_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody trusts: the browsers of the audits are told to take it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "elsewhere.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("www.bbc.co.uk")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "elsewhere.crt", folder / "elsewhere.key"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return paths


def elsewhere(folder: Path):
    """The neutral site and all others."""
    page = (
        f"<!doctype html><title>{TITLE}</title><link rel=icon href='data:,'><h1>{TITLE}</h1><p>Dry, with sun."
    )
    return serving(lambda path: ({"Cache-Control": "no-store"}, page), secure=folder)


LOUD_TITLE, LOUD_TEXT = "Help with domestic abuse", "someone close uses power over you, loudly"
_LOUD_SCRIPT = """
localStorage.setItem("read", "domestic abuse");
indexedDB.open("plans").onsuccess = e => e.target.result.close();
document.cookie = "visitor=7391; max-age=9999";
document.getElementById("leave").onclick = () => { location.href = "https://www.bbc.co.uk/weather"; };
"""


def loud():
    """A site that does everything the wrong way: telling paths and titles, kept copies, an exit by a link."""

    def answer(path: str) -> tuple[dict[str, str], str]:
        if path.startswith("/icon"):
            return {"Content-Type": "image/svg+xml", "Cache-Control": "max-age=9999"}, _LOUD_ICON
        if path.endswith(".txt"):
            return {"Content-Disposition": "attachment"}, LOUD_TEXT
        page = (
            f"<!doctype html><html lang=en><title>{LOUD_TITLE}: {path[1:]}</title>"
            "<link rel=icon href=/icon.svg>"
            f"<h1>Page {path}</h1><p>{LOUD_TEXT}</p>"
            "<p><a href=/staying-safe>Staying safe</a> <a href=/write-to-us>Write</a>"
            " <a href='https://partner.example/from'>Partner</a>"
            " <a href=/my-plan-to-leave.txt>Your plan</a></p>"
            "<form action=/thanks><input name=story><textarea name=more></textarea>"
            "<button>Send</button></form>"
            f"<p><button id=leave type=button>Leave this site</button></p><script>{_LOUD_SCRIPT}</script>"
        )
        return {"Cache-Control": "max-age=9999", "Referrer-Policy": "unsafe-url"}, page

    return serving(answer)


_LOUD_ICON = "<svg xmlns='http://www.w3.org/2000/svg'><rect width='16' height='16' fill='red'/></svg>"
