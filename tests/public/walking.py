"""Reads one page as bytes, without a browser, and says what is amiss with it."""

import gzip
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from waymark.press.terms import LARGEST_PAGE
from waymark.ui.languages import RIGHT_TO_LEFT

VOID = frozenset(
    {"meta", "link", "input", "br", "hr", "img", "path", "circle", "rect", "line", "source", "track"}
)
FETCHING = frozenset({"img", "image", "use", "iframe", "object", "embed", "video", "audio", "source", "base"})
SCRIPTS = {"ar": "ARABIC", "ur": "ARABIC", "gu": "GUJARATI", "pa": "GURMUKHI"}
NAME = 5  # words of four letters and more that a name may have
TITLE = re.compile(r"Information(?: – .*\d.*\d.*)?")


@dataclass
class Seen(HTMLParser):
    """What stands in the page: headings, links, ids, and each run of words with its language."""

    language: str
    faults: list = field(default_factory=list)
    open: list = field(default_factory=list)  # (tag, language) from the outside in
    levels: list = field(default_factory=list)
    ids: list = field(default_factory=list)
    links: list = field(default_factory=list)
    runs: list = field(default_factory=list)
    title: str = ""

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        have = dict(attrs)
        language = have.get("lang") or (self.open[-1][1] if self.open else "")
        if "lang" in have and have.get("dir") != ("rtl" if language in RIGHT_TO_LEFT else "ltr"):
            self.faults.append(f"{tag} is {language} and runs {have.get('dir')}")
        if tag in FETCHING or "src" in have or "srcset" in have:
            self.faults.append(f"<{tag}> fetches something")
        if tag == "link" and have != {"rel": "icon", "href": "data:,"}:
            self.faults.append("<link> fetches something")
        self.faults += [f"<{tag}> has {name}" for name in have if name == "style" or name.startswith("on")]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in have:
            self.ids.append(have["id"])
        if tag == "a":
            self.links.append(have)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> ends {self.open[-1][0] if self.open else 'nothing'}")
        else:
            self.open.pop()

    def handle_data(self, data):
        tag, language = self.open[-1] if self.open else ("", "")
        if tag == "title":
            self.title += data
        elif tag not in ("style", "script") and data.strip():
            self.runs.append((language, data.strip()))


def faults_of(path, html, *, known, outside):
    """Each thing that is amiss with this page, as a sentence. `known` are the addresses that answer."""
    language = "en" if path == "/" else path.split("/")[1]
    seen = Seen(language)
    seen.feed(html)
    seen.close()
    return [
        *seen.faults,
        *_frame(seen, html, language),
        *_links(seen, path, known, outside),
        *_languages(seen, language),
    ]


def _frame(seen, html, language):
    weight = len(gzip.compress(html.encode(), 6))
    if weight > LARGEST_PAGE:
        yield f"weighs {weight}"
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    if not html.startswith(f'<!doctype html>\n<html lang="{language}" dir="{direction}">'):
        yield "does not say its language and direction"
    if seen.open:
        yield f"does not end {seen.open[-1][0]}"
    if not TITLE.fullmatch(seen.title):
        yield f"has a title that tells: {seen.title}"
    if seen.levels.count(1) != 1 or seen.levels[0] != 1:
        yield "has not exactly one first heading"
    if any(after > before + 1 for before, after in zip(seen.levels, seen.levels[1:], strict=False)):
        yield "skips a level of heading"
    yield from (f"has the id {each} twice" for each, count in Counter(seen.ids).items() if count > 1)
    body = html.partition("<body")[2]
    if not re.search(r'>\s*<a class="skip" href="#main".*?</a>\s*<header class="top"', body, re.DOTALL):
        yield "does not begin with the skip link and the bar"
    if body.count('<form id="leave" method="post" action="/leave"') != 1:
        yield "has no way out"


def _links(seen, path, known, outside):
    for link in seen.links:
        to = link.get("href", "")
        if to.startswith("#"):
            if to[1:] not in seen.ids:
                yield f"leads to {to}, which is not there"
        elif to.startswith("/"):
            if to not in known:
                yield f"leads to {to}, where nothing answers"
        elif to.startswith("https:"):
            if to not in outside:
                yield f"leads outside to {to}"
            if link.get("rel") != "noreferrer noopener":
                yield f"tells {to} where its visitor came from"
        elif not re.fullmatch(r"tel:\+?\d+", to):
            yield f"leads to {to!r}"
    if not any(link.get("hreflang") for link in seen.links) and path != "/":
        yield "offers no other language"


def _languages(seen, language):
    """Sentences in another script than that of their language. Names stand as they are."""
    for said, words in seen.runs:
        letters = Counter(_script(sign) for sign in words if sign.isalpha())
        if not letters:
            continue
        wanted = SCRIPTS.get(said, "LATIN")
        strange = not letters[wanted] and len(re.findall(r"[A-Za-z]{4,}", words)) > NAME
        if strange or (wanted == "LATIN" and set(letters) - {"LATIN"}):
            yield f"has {words[:40]!r} as {said}"


def _script(sign):
    return unicodedata.name(sign, "").partition(" ")[0]
