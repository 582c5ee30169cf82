"""A home as a simple drawing: the rooms in rows, what joins them, which have a way out. The same as map.js.

Pure: names in, SVG text out. Colours come from the page, and nothing is told by colour alone. Names are
escaped here: they are somebody's own words.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

BOX, TALL, GAP, EDGE = 120, 80, 44, 20
ACROSS: Final = 3
"""Rooms in a row at most, so that it can be read on a phone."""
LONGEST: Final = 16
"""Characters of a name that a box has room for."""
Place = tuple[int, int]


def escape(text: str) -> str:
    return re.sub(r"[&<>\"']", lambda mark: f"&#{ord(mark[0])};", text)


def lay_out(home: Mapping[str, Any]) -> tuple[dict[str, Place], int, int]:
    """Where each room stands, and how wide and tall it all is: along what joins them from the first."""
    rows = [line[at : at + ACROSS] for line in _steps_apart(home) for at in range(0, len(line), ACROSS)]
    places = {
        room: (EDGE + across * (BOX + GAP), EDGE + down * (TALL + GAP))
        for down, line in enumerate(rows)
        for across, room in enumerate(line)
    }
    widest, tall = max([1, *map(len, rows)]), max(1, len(rows))
    return places, EDGE * 2 + widest * BOX + (widest - 1) * GAP, EDGE * 2 + tall * TALL + (tall - 1) * GAP


def _steps_apart(home: Mapping[str, Any]) -> list[list[str]]:
    """Rooms by how many links they are from the first; what nothing joins to it begins anew below."""
    ids = [room["id"] for room in home["rooms"]]
    found: list[list[str]] = []
    row: dict[str, int] = {}
    for first in ids:
        if first in row:
            continue
        row[first], line = len(found), [first]
        while line:
            room = line.pop(0)
            if row[room] == len(found):
                found.append([])
            found[row[room]].append(room)
            for one, other in (link["between"] for link in home.get("links", ())):
                onward = other if one == room else one if other == room else room
                if onward in ids and onward not in row:
                    row[onward] = row[room] + 1
                    line.append(onward)
    return found


def draw(home: Mapping[str, Any], names: Mapping[str, str], say: Mapping[str, str]) -> str:
    """SVG. `say`: the words {map, high, low, unknown, out}; `names`: a room's id to its name."""
    places, width, height = lay_out(home)
    parts = [_joined(home, places, is_door=True), _joined(home, places, is_door=False)]
    for room in home["rooms"]:
        leads = any(way["room"] == room["id"] for way in home.get("ways", ()))
        parts.append(_room(room, places[room["id"]], names.get(room["id"], ""), say, leads=leads))
    label = escape(say["map"])
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}"'
    return f'{head} viewBox="0 0 {width} {height}" width="{width}">{"".join(parts)}</svg>'


def _joined(home: Mapping[str, Any], places: Mapping[str, Place], *, is_door: bool) -> str:
    """All doors between rooms, or all openings, as one path."""
    ends = [link["between"] for link in home.get("links", ()) if link["door"] is is_door]
    path = "".join(
        f"{pen}{x + BOX // 2} {y + TALL // 2}"
        for pair in ends
        if all(room in places for room in pair)
        for pen, (x, y) in zip("ML", (places[room] for room in pair), strict=True)
    )
    gap = "" if is_door else ' class="gap"'
    return f'<path{gap} d="{path}"/>' if path else ""


def _room(room: Mapping[str, Any], at: Place, name: str, say: Mapping[str, str], *, leads: bool) -> str:
    (x, y), middle = at, at[0] + BOX // 2
    risk = room.get("risk") if room.get("risk") in {"high", "low"} else "unknown"
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    said = [escape(short), escape(say[str(risk)]), *([escape(say["out"])] if leads else [])]
    lines = "".join(
        f'<text x="{middle}" y="{y + 23 + at * 22}">{line}</text>' for at, line in enumerate(said)
    )
    high = ' class="high"' if risk == "high" else ""
    return f'<rect{high} x="{x}" y="{y}" width="{BOX}" height="{TALL}" rx="6"/>{lines}'
