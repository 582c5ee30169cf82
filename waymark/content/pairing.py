"""A translation beside its English, block by block; and a translation made of such blocks again.

Each block keeps the stamp of the English that it was made from until somebody changes it or says that
it still fits. A block that is not there is simply left out: the public page shows its English.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from waymark.content.blocks import FENCE, PART, Unit, cut, hash_block
from waymark.content.drafting import quoted
from waymark.content.files import RawPage
from waymark.content.stamping import stamp_text
from waymark.records.refusal import Refused

HEADING: Final = "heading"


@dataclass(frozen=True, slots=True)
class Pair:
    """One block. `made_from` is the stamp of its translation: another one than `hash` makes it stale."""

    place: int
    kind: str
    english: str
    hash: str
    own: str = ""
    made_from: str = ""

    @property
    def is_missing(self) -> bool:
        return not self.own

    @property
    def is_stale(self) -> bool:
        return bool(self.own) and self.made_from != self.hash


@dataclass(frozen=True, slots=True)
class Typed:
    """What a translator sent for one block, whether they said that it fits the English of now, and the stamp
    of the English that stood beside it.
    """

    text: str
    fits: bool = False
    beside: str = ""


def pair(english: RawPage, own: RawPage | None) -> list[Pair]:
    """The heading, then each English block with its translation: by its stamp, or else by its place."""
    bare = [(HEADING, english.heading, hash_block(english.heading))]
    bare += [(unit.kind, text, hash_block(text)) for unit in cut(english.markdown) for text in unit.blocks]
    if own is None:
        return [Pair(n, kind, text, mark) for n, (kind, text, mark) in enumerate(bare)]
    made = own.translation.blocks if own.translation else ()
    texts = [own.heading, *(text for unit in cut(own.markdown) for text in unit.blocks)]
    stamped = list(zip(texts, [*made, *[""] * len(texts)], strict=False))
    matched = _match([mark for _, _, mark in bare], stamped)
    return [Pair(n, kind, text, mark, *matched.get(n, ("", ""))) for n, (kind, text, mark) in enumerate(bare)]


def _match(english: Sequence[str], own: Sequence[tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Which of the translation's blocks goes with which English one. What has no stamp of now goes where it
    stands between its neighbours.
    """
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for at, (_, mark) in enumerate(own):
        waiting[mark].append(at)
    matched = {0: own[0]} if own else {}
    taken = {0}
    where = {0: 0}
    for place, mark in enumerate(english[1:], 1):
        free = [at for at in waiting[mark] if at not in taken]
        if free:
            matched[place], where[place] = own[free[0]], free[0]
            taken.add(free[0])
    for place in range(1, len(english)):
        if place in matched:
            continue
        before = max((at for at in where if at < place), default=0)
        at = where[before] + place - before
        if at < len(own) and at not in taken and own[at][1] not in english:
            matched[place], where[place] = own[at], at
            taken.add(at)
    return matched


def has_moved(pairs: Sequence[Pair], typed: Mapping[int, Typed]) -> bool:
    """Whether any of this was typed beside other English than stands there now."""
    now = {each.place: each.hash for each in pairs}
    return any(each.beside != now.get(place) for place, each in typed.items())


def beside_now(pairs: Sequence[Pair], typed: Mapping[int, Typed]) -> dict[int, Typed]:
    """What was typed, each beside its English of now. Where that English is gone the words go into the next
    free box, or else under the last: they are never left out, and nobody has said that they fit.
    """
    found: dict[int, Typed] = {}
    boxes = [each for each in pairs if each.kind != PART]
    homeless: list[tuple[int, Typed]] = []
    for place, each in sorted(typed.items()):
        own = (box for box in boxes if box.hash == each.beside and box.place not in found)
        if box := next(own, None):
            found[box.place] = each
        elif each.text.strip():
            homeless.append((place, each))
    for place, each in homeless:
        free = [box.place for box in boxes if box.place not in found]
        there = next((at for at in free if at >= place), free[-1] if free else boxes[-1].place)
        above = f"{found[there].text}\n\n" if there in found else ""
        found[there] = Typed(above + each.text)
    return found


def weave(english: RawPage, pairs: Sequence[Pair], typed: Mapping[int, Typed]) -> str:
    """The text of a translation, as a draft, with each block's own stamp.

    *Refuses* a translation without a heading, and a block that would be cut into others than the English is.
    """
    said = {each.place: typed.get(each.place, Typed(each.own)).text.strip() for each in pairs}
    if not said[0]:
        raise Refused("The heading comes first: translate it too.", field="block_0")
    stamps = [_stamp(pairs[0], typed)]
    body: list[str] = []
    place = 1
    for unit in cut(english.markdown):
        places = range(place, place + len(unit.blocks))
        place += len(unit.blocks)
        if unit.kind == PART:
            body.append(unit.blocks[0])
            stamps += [pairs[each].hash for each in places]
        elif all(said[each] for each in places):
            body.append(_woven(unit, [_one_block(each, said[each]) for each in places]))
            stamps += [_stamp(pairs[each], typed) for each in places]
    return stamp_text(_front(english, said[0]) + "\n\n".join(body) + "\n", stamps)


def half_done(english: RawPage, said: Mapping[int, str]) -> list[int]:
    """Empty blocks of ::: pairs of which others are translated: such a pair is shown whole or not at all."""
    empty: list[int] = []
    place = 1
    for unit in cut(english.markdown):
        places = range(place, place + len(unit.blocks))
        place += len(unit.blocks)
        filled = [each for each in places if said.get(each, "").strip()]
        if unit.kind != PART and filled:
            empty += [each for each in places if each not in filled]
    return empty


def _stamp(each: Pair, typed: Mapping[int, Typed]) -> str:
    sent = typed.get(each.place)
    is_new = sent is not None and (sent.fits or sent.text.strip() != each.own.strip())
    return each.hash if is_new or not each.made_from else each.made_from


def _one_block(place: int, text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    units = cut(plain)
    whole = len(units) == 1 and len(units[0].blocks) == 1 and not units[0].kind
    if not whole:
        raise Refused(
            "Keep this one block: no empty line inside it, and no ::: line.",
            field=f"block_{place}",
        )
    return plain


def _woven(unit: Unit, blocks: Iterable[str]) -> str:
    inner = "\n\n".join(blocks)
    return f"{FENCE} {unit.kind}\n{inner}\n{FENCE}" if unit.kind else inner


def _front(english: RawPage, heading: str) -> str:
    lines = {"id": english.id, "code": english.code}
    told = "".join(f"{key} = {quoted(value)}\n" for key, value in lines.items())
    if english.of:
        told = f"{told}kind = {quoted(english.kind.value)}\nof = {quoted(english.of)}\n"
    return f'+++\n{told}heading = {quoted(heading)}\nstate = "draft"\n+++\n'


def earlier_texts(texts: Iterable[tuple[str, str]], wanted: Iterable[str]) -> dict[str, str]:
    """English blocks by these hashes, found in older (heading, body) pairs of the page."""
    missing = set(wanted)
    found: dict[str, str] = {}
    for heading, markdown in texts:
        for block in (heading, *(text for unit in cut(markdown) for text in unit.blocks)):
            if (mark := hash_block(block)) in missing:
                found.setdefault(mark, block)
    return found
