"""Where leaving leads: what makes an address neutral enough, and whether it still answers."""

import re
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

Ask = Callable[[str], tuple[int, str]]
"""Gives the status that an address answers with, and the address that answered in the end."""
_PLAIN_HOST: Final = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")
_SECONDS: Final = 10


def fault_in(address: str) -> str:
    """Why nobody should be sent there, as the rest of a sentence; empty when it will do.

    Whoever picks up the phone sees this address: it must fit anybody, and tell nothing about one person.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "is not an address"
    if parts.scheme != "https":
        return "must be an https address"
    if not _PLAIN_HOST.fullmatch(parts.netloc):
        return "must name a public host, without a user, a port or a number for a host"
    if parts.query or parts.fragment:
        return "must not carry a query or a fragment, which can hold something personal"
    if re.search(r"[^a-z/.-]|\d", parts.path, re.IGNORECASE):
        return "must not carry numbers or signs in its path, which can name a person or a place"
    return ""


def check_answers(address: str, ask: Ask) -> str:
    """What is wrong with what the address answers today; empty when nothing is."""
    try:
        status, where = ask(address)
    except OSError as trouble:
        return f"does not answer ({type(trouble).__name__})"
    if status != 200:
        return f"answers {status}"
    if urlsplit(where).hostname != urlsplit(address).hostname:
        return f"leads on to {urlsplit(where).hostname}"
    return ""


def ask_web(address: str) -> tuple[int, str]:
    """Asks over the network, as any browser would."""
    headers = {"User-Agent": "Mozilla/5.0", "Accept": "text/html"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310 - https: service.toml was read
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - as above
            return int(answer.status), str(answer.url)
    except urllib.error.HTTPError as refused:
        return refused.code, str(refused.url)
