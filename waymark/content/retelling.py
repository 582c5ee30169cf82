"""Small changes of an item's text, each of which leaves every other line as it is."""

import re
import tomllib
from datetime import date
from typing import Final

from waymark.content.drafting import quoted, with_lines
from waymark.content.terms import FactKind, FactStatus
from waymark.records.refusal import Refused

_FENCE: Final = "+++\n"


def split_front(text: str) -> tuple[str, str]:
    """The front matter with its fences, and the body under it; no front matter is an empty one."""
    if not text.startswith(_FENCE) or "\n+++\n" not in text[3:]:
        return "", text
    end = text.index("\n+++\n", 3) + len("\n+++\n")
    return text[:end], text[end:]


def with_body(text: str, *, heading: str, body: str) -> str:
    """A page with another heading and body; its id, code and kind stay. A part has no heading."""
    front, _ = split_front(text)
    if front and heading:
        front = with_lines(front, {"heading": quoted(heading)}, after="code")
    return front + body


def page_text(*, name: str, code: str, heading: str, body: str) -> str:
    """A whole new page in English."""
    told = {"id": name, "code": code, "heading": heading}
    front = "".join(f"{key} = {quoted(value)}\n" for key, value in told.items())
    return f"{_FENCE}{front}{_FENCE}{body}"


def fact_text(
    text: str,
    *,
    kind: FactKind,
    value: str,
    source: str,
    owner: str,
    review_due: date,
    status: FactStatus,
    checked_on: date | None,
    because: str,
) -> str:
    """The fact's own lines with these values; comments and the lines around them stay."""
    said = {
        "kind": quoted(kind.value),
        "value": quoted(value),
        "source": quoted(source),
        "owner": quoted(owner),
        "review_due": review_due.isoformat(),
        "status": quoted(status.value),
    }
    extras = {
        "checked_on": checked_on.isoformat() if checked_on and status is FactStatus.CHECKED else "",
        "because": quoted(because) if because and status is FactStatus.SETTLED else "",
    }
    gone = tuple(key for key, line in extras.items() if not line)
    kept = [line for line in text.split("\n") if not _sets(line, gone)]
    said |= {key: line for key, line in extras.items() if line}
    return with_lines("\n".join(kept), said, after="status")


def with_page_on_shelf(index: str, shelf: str, page: str) -> str:
    """A pack's index with one more page at the end of this shelf. *Refuses* a shelf that is not there."""
    start, end = _inside_of(index, shelf)
    inside = index[start:end]
    bare = inside.rstrip()
    last = "," if bare.endswith(",") else ""
    glue = " " if last else ", " if bare else ""
    return index[:start] + f"{bare}{glue}{quoted(page)}{last}{inside[len(bare) :]}" + index[end:]


def shelf_with(index: str, page: str) -> str:
    """The shelf of a pack's index on which this page stands; none for a page that it does not name."""
    try:
        shelves = tomllib.loads(index).get("shelves", {})
    except tomllib.TOMLDecodeError:  # a draft of the index may be anything
        return ""
    return next((name for name, pages in shelves.items() if page in pages), "")


def without_page(index: str, page: str) -> str:
    """A pack's index without this page; every other line stays as it is."""
    shelf = shelf_with(index, page)
    if not shelf:
        return index
    start, end = _inside_of(index, shelf)
    name = re.escape(quoted(page))
    inside = re.sub(rf",\s*{name}|{name}\s*,\s*|{name}", "", index[start:end], count=1)
    return index[:start] + inside + index[end:]


def _inside_of(index: str, shelf: str) -> tuple[int, int]:
    """From where to where the pages of this shelf stand. *Refuses* a shelf that is not there."""
    opens = re.compile(rf"^(?:shelves\.)?{re.escape(shelf)}\s*=\s*\[", re.MULTILINE)
    found = opens.search(index)
    if found is None:
        raise Refused("The pack has no such shelf.", field="shelf")
    return found.end(), index.index("]", found.end())


def _sets(line: str, keys: tuple[str, ...]) -> bool:
    return any(re.match(rf"{key}\s*=", line) for key in keys)
