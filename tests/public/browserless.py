"""A visitor on the wire: plain sockets against a running public face.

Thousands of them fit in one process.
"""

import re
from dataclasses import dataclass
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

STATE = re.compile(rb'name="state" value="([^"]*)"')
SITTING = re.compile(rb'name="sitting" value="([^"]*)"')
WORDS = re.compile(rb'<ol class="words"[^>]*>(.*?)</ol>', re.DOTALL)
TALK, MAILBOX = "/en/t6", "/en/w4"


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes

    def first(self, pattern):
        found = pattern.search(self.body)
        return unescape(found[1].decode()) if found else ""

    @property
    def words(self):
        found = WORDS.search(self.body)
        return " ".join(re.findall(r"<li>(.*?)</li>", found[1].decode())) if found else ""


class Wire:
    """One connection that stays open, as a browser's would."""

    def __init__(self, origin, timeout=60):
        parts = urlsplit(origin)
        self.connection = HTTPConnection("127.0.0.1", parts.port, timeout=timeout)
        self.host = parts.netloc

    def ask(self, path, **fields):
        headers = {"Host": self.host}
        body = None
        if fields:
            body = urlencode(fields)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        self.connection.request("POST" if fields else "GET", path, body, headers)
        response = self.connection.getresponse()
        return Answer(response.status, response.read())

    def submit(self, message):
        """The three requests of the short way. Gives the last answer; its words are the receipt."""
        self.ask(TALK)
        page = self.ask(TALK, page="start", go="self", state="")
        return self.ask(TALK, page="message", go="send", state=page.first(STATE), message=message)

    def read(self, words):
        """Open a mailbox and see what is new. Gives both answers."""
        entered = self.ask(MAILBOX, go="enter", words=words)
        return entered, self.ask(MAILBOX, go="read", sitting=entered.first(SITTING))

    def close(self):
        self.connection.close()
