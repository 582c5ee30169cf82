"""Turns the Markdown of a page into clean HTML, and refuses whatever a page may not hold.

A page holds headings, paragraphs, lists, strong words, links and our own blocks, one of which sets a drawing
of ours beside its words; never HTML or images.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from waymark.clocks.hours import read_week
from waymark.clocks.saying import Sayable
from waymark.content.blocks import FENCE, PART, PART_LINE
from waymark.content.pictures import PICTURES
from waymark.content.terms import FALLBACK, Fact, FactKind, PackFault, Surroundings, has_aged

BLOCKS: Final = frozenset({"urgent", "note", "doors", "more", "meaning"})
PICTURE: Final = "picture"
_TYPES: Final = frozenset(
    "paragraph heading bullet_list ordered_list list_item inline strong em link text softbreak hr".split()  # noqa: SIM905 - reads as a list of words
)
_HEADINGS: Final = frozenset({"h2", "h3"})
_SLOT: Final = re.compile(r"\{\{\s*([^}]*?)\s*\}\}")
_TOKEN: Final = re.compile("\ue000(\\d+)\ue001")
_RESERVED: Final = re.compile("[\ue000-\ue002]")  # ours alone: the ends of a token, and a doubt
DOUBT: Final = "\ue002"  # stands behind what nobody checked, until its sentence ends
_PAUSE: Final = re.compile(rf"{DOUBT}|[.!?۔؟।](?=[\s”\"»)’]|$)")
_MARKED: Final = frozenset({FactKind.PHONE, FactKind.HOURS, FactKind.WEB})  # where it is used
_MOST_NAMED: Final = 5  # headings at the foot: a list of more is not read
_NUMBER: Final = re.compile(r"\+?[0-9 ().-]+")
_TAGS: Final = {"a", "p", "h2", "h3", "ul", "ol", "li", "strong", "em", "hr", "div", "br"}
_ATTRIBUTES: Final = {"a": {"href", "rel"}, "div": {"class"}}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where links and slots lead: paths of pages by id, facts, parts, words, and what surrounds the pack."""

    pages: Mapping[str, str]
    facts: Mapping[str, Fact]
    parts: Mapping[str, tuple[Path, str]]
    words: Mapping[str, str]
    doors: Mapping[str, str]
    around: Surroundings
    spoken: str  # the language in which hours are said


class _Parser(MarkdownIt):
    """Lets every link and all HTML through to the tokens, where this module judges and refuses them."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the parser's own name and signature
        return True


_MARKDOWN: Final = _Parser("commonmark", {"html": True})


class Body:
    """Makes the body of one page: `Body(sources, heading, language).make(file, markdown, first_line)`.

    A number, hours or an address that nobody checked lately is marked where its sentence ends. What the
    page's own words rest on is named once, at the foot, by the heading under which they stand.
    """

    def __init__(self, sources: Sources, heading: str = "", language: str = FALLBACK) -> None:
        self.sources = sources
        self.slots: list[str] = []
        self.marked = False
        self.page_language = self.language = language
        self.heading = self.under = (heading, language)
        self.doubted: list[tuple[str, str]] = []  # headings with their language

    def make(self, file: Path, markdown: str, first_line: int, language: str = FALLBACK) -> str:
        return self.piece(file, markdown, first_line, language) + self.foot()

    def foot(self) -> str:
        """What stands under all pieces: what the mark means, and which parts nobody has checked lately."""
        self.language, words = self.page_language, self.sources.words
        under = list(dict.fromkeys(self.doubted))
        if not under:
            return f'<div class="foot"><p>{html.escape(words["check_note"])}</p></div>' if self.marked else ""
        if len(under) > _MOST_NAMED:
            under = [self.heading]
        rows = "".join(f"<li>{self._said(*each)}</li>" for each in under)
        name = "check_all" if self.marked else "check_points"
        note = words.get(name, words["check_note"])  # a pack may be older than these words
        return f'<div class="foot"><p>{html.escape(note)}</p><ul>{rows}</ul></div>'

    def piece(self, file: Path, markdown: str, first_line: int, language: str) -> str:
        """A stretch of the page, written in one language, that ends where a block ends."""
        self.language = language
        made = self._blocks(file, markdown, first_line)
        clean = nh3.clean(
            made, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"https", "tel"}, link_rel=None
        )
        return _TOKEN.sub(lambda found: self.slots[int(found[1])], clean)

    def _blocks(self, file: Path, markdown: str, first_line: int) -> str:
        made: list[str] = []
        for kind, text, line in _split_blocks(file, markdown, first_line):
            if kind == PART:
                made.append(self._part(file, text, line))
            else:
                made.append(self._block(kind, self._plain(file, text, line)))
        return "".join(made)

    def _block(self, kind: str, inner: str) -> str:
        name, _, drawing = kind.partition(" ")
        if name == PICTURE:
            # The drawing waits with the slots: the cleaning that follows lets no drawing through.
            inner = f"{self._hold(PICTURES[drawing])}<div>\n{inner}</div>"
        return f'<div class="{name}">\n{inner}</div>\n' if name else inner

    def _part(self, file: Path, name: str, line: int) -> str:
        if name not in self.sources.parts:
            raise PackFault(file, line, f"there is no part called {name!r}")
        part_file, markdown = self.sources.parts[name]
        return self._blocks(part_file, markdown, 1)

    def _plain(self, file: Path, markdown: str, first_line: int) -> str:
        if stray := _RESERVED.search(markdown):
            line = first_line + markdown.count("\n", 0, stray.start())
            raise PackFault(file, line, "holds a sign from the private range, which no script uses")
        tokens = _MARKDOWN.parse(markdown)
        in_link = in_heading = False
        for token, line in _walk(tokens, first_line):
            _check_token(file, line, token)
            if in_heading and token.type == "inline":
                self.under = (_words_of(token), self.language)
            in_heading = token.type == "heading_open"
            in_link = (in_link or token.type == "link_open") and token.type != "link_close"
            if in_link and _SLOT.search(token.content):
                raise PackFault(file, line, "a slot cannot stand inside a link")
            if token.type == "link_open":
                self._set_link(file, line, token)
            elif token.type == "text":
                token.content = self._fill(file, line, token.content)
        for token in tokens:
            if token.children:
                token.children = self._place_marks(token.children)
        return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))

    def _place_marks(self, children: list[Token]) -> list[Token]:
        """The same, with a mark where each sentence ends that holds something nobody checked: within it, a
        mark would tear it, and in some languages would stand before its verb.
        """
        doubt = in_link = False

        def pause(found: re.Match[str]) -> str:
            nonlocal doubt
            if found[0] == DOUBT:
                doubt = True
                return ""
            if in_link or not doubt:
                return found[0]
            doubt = False
            return self._hold(self._mark()) + found[0]

        for child in children:
            in_link = (in_link or child.type == "link_open") and child.type != "link_close"
            doubt = doubt or bool(child.meta.get("doubt"))
            if child.type == "text":
                child.content = _PAUSE.sub(pause, child.content)
        if not doubt:
            return children
        return [*children, Token("html_inline", "", 0, content=self._hold(self._mark()))]

    def _set_link(self, file: Path, line: int, token: Token) -> None:
        target = str(token.attrs.get("href", ""))
        scheme, _, name = target.partition(":")
        shelves = {"page": self.sources.pages, "door": self.sources.doors}
        if scheme in shelves:
            if name not in shelves[scheme]:
                raise PackFault(file, line, f"broken link: there is no {scheme} called {name!r}")
            token.attrs = {"href": shelves[scheme][name]}
        elif scheme == "fact":
            fact = self._fact(file, line, name)
            if fact.kind is not FactKind.WEB:
                raise PackFault(file, line, f"broken link: the fact {name!r} is not an address")
            token.attrs = {"href": fact.value, "rel": "noreferrer noopener"}
            token.meta["doubt"] = fact.needs_mark(self.sources.around.today)
        else:
            raise PackFault(file, line, f"{target!r}: a link leads to page:, door: or fact:")

    def _fill(self, file: Path, line: int, text: str) -> str:
        """The text with its slots filled; a doubt follows what needs a mark."""

        def fill(found: re.Match[str]) -> str:
            shown, doubt = self._slot(file, line, found[1])
            return (self._hold(shown) if shown else "") + (DOUBT if doubt else "")

        return _SLOT.sub(fill, text)

    def _hold(self, made: str) -> str:
        """A token in the place of HTML that we made ourselves, put back after the cleaning."""
        self.slots.append(made)
        return f"\ue000{len(self.slots) - 1}\ue001"

    def _slot(self, file: Path, line: int, slot: str) -> tuple[str, bool]:
        """What stands there, and whether it needs a mark."""
        kind, _, name = slot.partition(":")
        if kind == "fact":
            return self._show(self._fact(file, line, name))
        if kind == "service" and name in self.sources.around.service:
            return self._state(self.sources.around.service[name])
        raise PackFault(file, line, f"there is no slot called {slot!r}")

    def _state(self, stated: str | tuple[str, ...] | Sayable) -> tuple[str, bool]:
        """What the service says of itself. A day on which somebody made sure ages as a fact does."""
        if isinstance(stated, str):
            return self._written(stated), False
        if isinstance(stated, tuple):
            return "<br>".join(map(self._written, stated)), False
        return self._say(stated), isinstance(stated, date) and has_aged(stated, self.sources.around.today)

    def _written(self, text: str) -> str:
        """A number to ring, or words that the service wrote in English."""
        if _NUMBER.fullmatch(text):
            return show_phone(text)
        return self._said(text, FALLBACK)

    def _fact(self, file: Path, line: int, name: str) -> Fact:
        if name not in self.sources.facts:
            raise PackFault(file, line, f"there is no fact called {name!r}")
        return self.sources.facts[name]

    def _show(self, fact: Fact) -> tuple[str, bool]:
        doubt = fact.needs_mark(self.sources.around.today)
        if doubt and fact.kind not in _MARKED:
            self.doubted.append(self.under)
        if fact.is_rested_on:
            return "", False
        if fact.kind is FactKind.PHONE:
            shown = show_phone(fact.value)
        elif fact.kind is FactKind.HOURS:
            shown = self._say(read_week(fact.value.split(";")))
        else:
            has_words = any(sign.isalpha() for sign in fact.value)
            shown = self._said(fact.value, FALLBACK if has_words else self.language)
        return shown, doubt and fact.kind in _MARKED

    def _mark(self) -> str:
        self.marked = True
        words, of = html.escape(self.sources.words["check"]), self._of(self.page_language)
        return f' <span class="mark"{of}>{words}</span>'

    def _say(self, what: Sayable) -> str:
        spoken = self.sources.spoken if self.language != FALLBACK else FALLBACK
        return self._said(self.sources.around.say(what, spoken), spoken)

    def _said(self, text: str, language: str) -> str:
        """Words among the page's own; those of another language say so."""
        escaped, of = html.escape(text), self._of(language)
        return f"<span{of}>{escaped}</span>" if of else escaped

    def _of(self, language: str) -> str:
        """What a tag says whose words are not of the language of the stretch that they stand in."""
        direction = self.sources.around.direction(language)
        return "" if language == self.language else f' lang="{language}" dir="{direction}"'


def show_phone(number: str) -> str:
    """A number as a link that dials it, kept in its own direction; the (0) of "+44 (0)…" is not dialled."""
    bare = number.replace("(0)", "") if number.startswith("+") else number
    dialled = "".join(sign for sign in bare if sign.isdigit() or sign == "+")
    return f'<a class="tel" href="tel:{dialled}"><bdi>{html.escape(number)}</bdi></a>'


def _split_blocks(file: Path, markdown: str, first_line: int) -> Iterator[tuple[str, str, int]]:
    """(kind, text, line) of each stretch: kind is empty outside blocks, and "part" for a part's name.

    The kind of a picture carries the name of its drawing: "picture phone".
    """
    kind, held, start = "", list[str](), first_line
    for line, text in enumerate(markdown.split("\n"), first_line):
        part = PART_LINE.fullmatch(text)
        if not part and not text.startswith(FENCE):
            held.append(text)
            continue
        if any(held):
            yield kind, "\n".join(held), start
        held, start = [], line + 1
        if part:
            yield PART, part[1], line
            continue
        name = text.removeprefix(FENCE).strip()
        if bool(name) == bool(kind):
            raise PackFault(file, line, "blocks begin with ::: and a name, end with :::, and hold no other")
        if name:
            _check_block(file, line, name)
        kind = name
    if kind:
        raise PackFault(file, start - 1, f"the block {kind!r} does not end")
    if any(held):
        yield kind, "\n".join(held), start


def _check_block(file: Path, line: int, kind: str) -> None:
    name, _, drawing = kind.partition(" ")
    if name == PICTURE:
        if drawing not in PICTURES:
            raise PackFault(file, line, f"there is no drawing called {drawing!r}: {', '.join(PICTURES)}")
    elif kind not in BLOCKS:
        raise PackFault(file, line, f"there is no block called {kind!r}")


def _words_of(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [] if child.type == "text")


def _walk(tokens: list[Token], first_line: int) -> Iterator[tuple[Token, int]]:
    line = first_line
    for token in tokens:
        if token.map:
            line = first_line + token.map[0]
        yield token, line
        inner = line
        for child in token.children or []:
            yield child, inner
            inner += child.type == "softbreak"


def _check_token(file: Path, line: int, token: Token) -> None:
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if kind.startswith("html"):
        raise PackFault(file, line, f"raw HTML is not allowed: {token.content.strip()[:40]!r}")
    if kind not in _TYPES:
        raise PackFault(file, line, f"{kind.replace('_', ' ')} is not allowed in a page")
    if kind == "heading" and token.tag not in _HEADINGS:
        raise PackFault(file, line, "headings in a page are ## and ###; # is the heading of the page itself")
