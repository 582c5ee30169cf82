"""Has a safe copy made by a process of its own, which holds no key and no connection and ends with it.

What reads strangers' photos and PDF files can be broken by them: here it can open no file and no connection,
cannot take the face down with it, and its memory goes back when it ends. The bytes travel through pipes,
never over a disk.
"""

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final

from django.utils.translation import gettext_noop as words

import waymark
from waymark.documents.kinds import NoCopy, SafeCopy, Why, kind_of
from waymark.documents.terms import FileKind
from waymark.records.refusal import Refused
from waymark.records.turns import holds_turn

WAIT_SECONDS = 20.0
LONGEST_SECONDS = 60.0
BUSY: Final = words(
    "We are taking in many files just now. Please try again in a moment. Your words are still here."
)
SENTENCES: Final[Mapping[Why, str]] = {
    Why.EMPTY: words("This file is empty. Your words are still here."),
    Why.TOO_LARGE: words("This file is too large. The most we can take is 10 MB. Your words are still here."),
    Why.WRONG_KIND: words(
        "We can only take photos (JPEG, PNG or WebP) and PDF files. Your words are still here."
    ),
    Why.BROKEN: words("We could not read this file. It may be damaged. Your words are still here."),
    Why.LOCKED: words(
        "This PDF is locked with a password, so we could not check it. Your words are still here."
    ),
}
_COMMAND: Final = (sys.executable, "-B", "-s", "-m", "waymark.documents.copies")
_HOUSE: Final = Path(waymark.__path__[0]).parent
_one_at_a_time = BoundedSemaphore()  # unpacked photos are what could fill the memory


def safe_copy_of(content: bytes) -> SafeCopy:
    """The copy for staff. Raises Refused for what is too large, broken, locked, or of another kind."""
    if holds_turn():
        raise RuntimeError("making a copy inside a write turn would hold up every writer")
    try:
        kind_of(content)
        return _read(_ask(content))
    except NoCopy as none:
        raise Refused(SENTENCES[none.why]) from None


def _ask(content: bytes) -> bytes:
    """What the process of its own answers; nothing where it broke or took too long."""
    if not _one_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise Refused(BUSY)
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the file is what it reads, not what it runs
            _COMMAND,
            input=content,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=True,
            cwd=_HOUSE,
            env={},  # ours may name the databases
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return b""
    finally:
        _one_at_a_time.release()
    return done.stdout


def _read(answer: bytes) -> SafeCopy:
    """Of the answer nothing is believed but its form: a word of ours, or a kind and a copy."""
    said, _, content = answer.partition(b"\n")
    try:
        word = said.decode("ascii")
        if word in set(Why):
            raise NoCopy(Why(word))
        return SafeCopy(FileKind(word), content)
    except ValueError:
        raise NoCopy(Why.BROKEN) from None
