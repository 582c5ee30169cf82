"""Writes the vectors that the planner's Python and JavaScript share: routes, words as typed, plans' keys.

By hand, when the rules change: `python -m tests.planner.make_vectors`. A test compares; published ones stay.
"""

import hashlib
import hmac
import json
import random
from dataclasses import asdict
from pathlib import Path

from waymark.planner.drawing import draw
from waymark.planner.home import read_home
from waymark.planner.routes import FromRoom, ways_from_each
from waymark.sealing.errors import NotTheseWords
from waymark.sealing.words import WordsKind, draw_words, read_words

FOLDER = Path(__file__).resolve().parents[1] / "vectors"
HOMES, TYPED, PLANS = 120, 60, 4
FACTS = ("phone", "signal", "lock", "seen", "them")


def home(chance: random.Random, largest: int = 8) -> dict:
    """A made-up home: from one bare room to a maze, with every answer given, refused or not known."""

    def known():
        return chance.choice([True, False, None])

    def lock():
        return {"locked": known(), "key": chance.choice(["mine", "theirs", "unknown"])}

    count = chance.randint(1, largest)
    names = [f"r{number}" for number in range(count)]
    bare = chance.random() < 0.2
    rooms = [
        {"id": name}
        if bare
        else {"id": name, "risk": chance.choice(["low", "high", "unknown"]), **{f: known() for f in FACTS}}
        for name in names
    ]
    links = [
        {"id": f"l{n}", "between": [chance.choice(names), chance.choice(names)], "door": known() is True}
        | lock()
        for n in range(chance.randint(0, count * 2))
    ]
    ways = [
        {"id": f"w{n}", "room": chance.choice(names), "door": known() is True, "usable": known()} | lock()
        for n in range(chance.randint(0, 4))
    ]
    order = {}
    if ways and chance.random() < 0.4:
        order[chance.choice(names)] = [way["id"] for way in chance.sample(ways, chance.randint(1, len(ways)))]
    return {"rooms": rooms, "links": links, "ways": ways, "order": order}


def as_data(found: FromRoom) -> dict:
    """The shape that the script answers in."""

    def course(each):
        return {**asdict(each), "cost": list(each.cost), "rooms": list(each.rooms)} | {
            "links": list(each.links),
            "unsure": list(each.unsure),
        }

    return {
        "room": found.room,
        "answer": found.answer.value,
        "ways": [
            {"way": way.way, "course": course(way.course), "place": way.place, "own": way.is_own}
            for way in found.ways
        ],
        "waiting": [
            {
                "room": each.room,
                "reasons": list(each.reasons),
                "course": course(each.course),
                "place": each.place,
            }
            for each in found.waiting
        ],
        "ask": list(found.ask),
    }


def routes() -> list[dict]:
    chance = random.Random("waymark-routes")
    homes = [home(chance) for _ in range(HOMES)]
    return [
        {
            "home": each,
            "found": [as_data(one) for one in ways_from_each(read_home(each))],
            "drawn": drawn(each),
        }
        for each in homes
    ]


def drawn(home: dict) -> str:
    """The first of the drawing's SHA-256, with names that have to be escaped and cut."""
    names = {room["id"]: f"<{room['id']}> & a long name" for room in home["rooms"]}
    svg = draw(home, names, {"map": "Map", "high": "high", "low": "low", "unknown": "?", "out": "way out"})
    return hashlib.sha256(svg.encode()).hexdigest()[:16]


def typed() -> list[dict]:
    """What people type, and what it is read as: six indices of plan words, or why not."""
    chance = random.Random("waymark-typed")
    found = []
    for number in range(TYPED):
        kind = WordsKind.MAILBOX if number % 7 == 6 else WordsKind.PLAN
        words = draw_words(kind, chance.randbytes(32))
        text = _typed(words, chance)
        try:
            read = {"indices": list(read_words(text, WordsKind.PLAN).indices)}
        except NotTheseWords as fault:
            read = {"fault": fault.reason.value.replace("_", "-"), "off_list": fault.offending}
        found.append({"typed": text} | read)
    return found


def _typed(words, chance: random.Random) -> str:
    spelled, digits = words.spelled, words.digits
    ways = [
        " ".join(spelled),
        "".join(spelled),
        "  ".join(spelled).upper(),
        "\n".join(f"{n}. {word}" for n, word in enumerate(spelled, 1)),
        "-".join(spelled),
        " ".join(spelled).replace("l", "1").replace("o", "0").replace("m", "rn").replace("w", "vv"),
        " ".join(spelled).translate(str.maketrans("aeopc", "аеорс")),
        " ".join(digits),
        "".join(digits),
        " ".join(digits).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        " ".join(digits).translate(str.maketrans("0123456789", "੦੧੨੩੪੫੬੭੮੯")),
        " ".join(digits).replace("0", "O").replace("1", "l"),
        " ".join(spelled[:5]),
        " ".join([*spelled[:5], "zzzyx"]),
        " ".join([*spelled[:4], spelled[5], spelled[4]]),
        " ".join(["9999", *digits[1:]]),
        "é".join(spelled),
        "",
    ]
    return chance.choice(ways)


def plans() -> list[dict]:
    """Locator, write token and identity of plan words, by Python's own scrypt."""
    chance = random.Random("waymark-plans")
    return [plan_keys(draw_words(WordsKind.PLAN, chance.randbytes(32))) for _ in range(PLANS)]


def plan_keys(words) -> dict:
    root = hashlib.scrypt(words.packed, salt=b"waymark-plan-1", n=2**15, r=8, p=1, maxmem=2**26, dklen=32)

    def part(label):
        return hmac.new(root, f"waymark-plan-{label}".encode(), "sha256").digest()

    return {
        "indices": list(words.indices),
        "parameters": 1,
        "locator": part("locator")[:16].hex(),
        "token": part("token").hex(),
        "identity": part("identity").hex(),
    }


MADE = {
    "routes": ("Ways out of made-up homes, in order.", routes),
    "typed": ("What somebody typed for six plan words, and what it is read as.", typed),
    "plans": ("From plan words to a vault's locator, write token and X25519 identity.", plans),
}


def vectors(name: str) -> str:
    about, make = MADE[name]
    lines = ",\n  ".join(json.dumps(each, ensure_ascii=False, sort_keys=True) for each in make())
    return f'{{\n "about": {json.dumps(about)},\n "vectors": [\n  {lines}\n ]\n}}\n'


if __name__ == "__main__":
    for each in MADE:
        (FOLDER / f"{each}.json").write_text(vectors(each), "utf-8")
