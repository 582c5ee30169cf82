"""Keeps one process of the public face at the newest edition: asks once a second, outside every request.

While the database is away it keeps serving what it had. Pages pressed under another stamp are never served:
then the process draws its own, of what is live, and so it does where nothing was pressed at all.
"""

import logging
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from waymark.content.packs import load_packs, sketch_library
from waymark.content.queries import library
from waymark.content.stored import live_packs, surroundings, version
from waymark.content.terms import Library, PackFault
from waymark.press.drawing import draw_each, indexed_path
from waymark.press.editions import Edition
from waymark.press.encodings import compress
from waymark.press.models import PressedPage, Pressing
from waymark.press.pressing import QUICK
from waymark.press.stamps import stamp
from waymark.records.days import day
from waymark.records.routing import MAIN

SECONDS: Final = 1.0
log = logging.getLogger("waymark.press")


class Shows(Protocol):
    """Whatever answers with an edition, and can be given another."""

    edition: Edition


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tables said at one look: the newest pressing, the version of what is live, and the day."""

    number: int
    stamp: str
    version: int
    day: date


class Keeper:
    """`look` takes up what is new; `begin` does so once a second in a thread of its own, until `end`."""

    def __init__(self, shows: Shows, headers: Mapping[str, str]) -> None:
        self.shows = shows
        self._headers = headers
        self._seen: Seen | None = None
        self._said = ""
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def look(self) -> bool:
        """Whether anything was new. What cannot be read or drawn now is asked for again.

        Raises PackFault only where a process begins and not even the shipped packs hold.
        """
        try:
            new = self._look()
            self._said = ""
            return new
        except (DatabaseError, InterfaceError) as fault:
            _close_broken()
            self._say(f"the database is away ({type(fault).__name__})")
        except PackFault:
            self._say("what is live does not hold with this release")
        except Exception as fault:  # noqa: BLE001 - a thread that died would show the same pages for ever
            self._say(f"they cannot be drawn ({type(fault).__name__})", fault)
        if self._seen is None and not self.shows.edition.pages:
            self._show_shipped()
        return False

    def begin(self) -> None:
        """Look, and go on looking. In a process that was forked it begins anew, since threads stay behind."""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_looking, name="edition", daemon=True)
        self._thread.start()

    def begin_in_children(self) -> None:
        os.register_at_fork(after_in_child=self.begin)

    def end(self) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join(2 * SECONDS)

    def _keep_looking(self) -> None:
        while not self._ended.wait(SECONDS):
            self.look()
        connections[MAIN].close()

    def _look(self) -> bool:
        now = _see()
        before = self._seen
        if now == before:
            return False
        live = before is None or (now.version, now.day) != (before.version, before.day)
        held = _live_library() if live else library()
        if now.stamp == stamp():
            edition = self._read(now)
        elif live or before is None:
            edition = self._draw(held)
        else:
            edition = self.shows.edition
        library.hold(held)
        self.shows.edition = edition
        self._seen = now
        return True

    def _read(self, now: Seen) -> Edition:
        """The pressed pages: only those that changed since the edition in hand, if that was pressed."""
        mine = self.shows.edition
        since = mine.number if mine.stamp == now.stamp else 0
        rows = PressedPage.objects.all()
        kept = set(rows.values_list("path", flat=True)) if since else set()
        changed = rows.filter(number__gt=since).values_list("path", "body")
        pages = {path: body for path, body in mine.pages.items() if path in kept}
        pages |= {path: bytes(body) for path, body in changed}
        return Edition(pages, self._headers, now.number, now.stamp, indexed_path())

    def _draw(self, of: Library) -> Edition:
        pages: dict[str, bytes] = {}

        def take(path: str, html: str) -> None:
            pages[path] = compress(html.encode(), QUICK)

        draw_each(of, take)
        return Edition(pages, self._headers, listed=indexed_path())

    def _show_shipped(self) -> None:
        """The packs as this release has them: better than no page for somebody in danger."""
        shipped = load_packs(list(settings.PACK_FOLDERS.values()), surroundings())
        self.shows.edition = self._draw(shipped)

    def _say(self, sentence: str, fault: Exception | None = None) -> None:
        if sentence == self._said:  # once, not once a second
            return
        self._said = sentence
        log.warning(f"published pages stay as they are: {sentence}", exc_info=fault)


def _close_broken() -> None:
    if not connections[MAIN].in_atomic_block:
        connections[MAIN].close_if_unusable_or_obsolete()


def _see() -> Seen:
    row = Pressing.objects.values_list("number", "stamp").first() or (0, "")
    return Seen(row[0], row[1], version(), day())


def _live_library() -> Library:
    return sketch_library(live_packs(), surroundings())
