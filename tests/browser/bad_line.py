"""A line between a browser and our site that breaks where a test wants it to, in the middle of an answer.

The length that was announced stays what it was, as on a real line: a browser knows that something is missing.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

ITS_OWN = {"connection", "transfer-encoding", "date", "server"}


@dataclass
class Line:
    """Where it is reached, and the paths of which only half arrives; a dead line answers nothing at all."""

    address: str
    breaks: set[str] = field(default_factory=set)
    dead: bool = False


@contextmanager
def bad_line(site: str) -> Iterator[Line]:
    """A line to `site`, at an address of this machine."""
    host = urlsplit(site).netloc

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            sent = {name: value for name, value in self.headers.items() if name.lower() != "connection"}
            sent |= {"Host": host} | ({"Origin": site} if "Origin" in self.headers else {})
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.close_connection = True
            if line.dead:
                return
            with closing(HTTPConnection(host, timeout=30)) as behind:
                behind.request(self.command, self.path, body, sent)
                answer = behind.getresponse()
                whole = answer.read()
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ITS_OWN | {"content-length"}:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(whole)))
            self.send_header("Connection", "close")
            with suppress(ConnectionError):  # whoever leaves a page waits for nothing of it
                self.end_headers()
                self.wfile.write(whole[: len(whole) // 2] if self.path in line.breaks else whole)

        do_POST = do_GET

        def log_message(self, *parts):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    line = Line(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
