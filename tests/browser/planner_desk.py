"""A caseworker of intake on the wire: signs in at the running desk, reads a hand-over, sends suggestions."""

import re
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

from tests.living import HOSTS, Living

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Desk:
    def __init__(self, live: Living, role: str) -> None:
        self.live, self.cookies, self.token = live, {}, ""
        person = live.sign_in(role)
        self.ask("/sign-in")
        self.ask("/sign-in", name=person["name"], passphrase=person["passphrase"])
        self.ask("/sign-in/code")
        self.ask("/sign-in/code", code=live.recovery_code(role))

    def ask(self, path: str, **fields: str) -> str:
        """A page, or with fields what a form on the last page brings."""
        host = f"{HOSTS['desk']}:{self.live.ports['desk']}"
        sent = {"Host": host, "Origin": f"http://{host}"}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({**fields, "csrfmiddlewaretoken": self.token})
        with closing(HTTPConnection("127.0.0.1", self.live.ports["desk"], timeout=30)) as line:
            line.request("POST" if fields else "GET", path, body, sent)
            answer = line.getresponse()
            assert answer.status < 400, (path, answer.status)
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.split(";")[0]
            text = answer.read().decode()
        found = _TOKEN.search(text)
        self.token = found[1] if found else self.token
        return text


def suggest(live: Living, lines: list[str], *, about: str) -> None:
    """Answers the hand-over in which this stands."""
    desk = Desk(live, "intake")
    paths = re.findall(r'href="(/plans/[0-9a-f-]{36})"', desk.ask("/plans"))
    (path,) = [path for path in dict.fromkeys(paths) if about in desk.ask(path)]
    desk.ask(path)
    desk.ask(path, text="\n".join(lines))
