"""Whatever somebody wrote runs its own way on the page: from right to left where its script does."""

import re
from html.parser import HTMLParser

import pytest

from tests.house.tree import HOUSE
from waymark.ui.templatetags.ui import paragraphs

TEMPLATES = sorted((HOUSE / "waymark").glob("*/**/templates/**/*.html"))
OWN = {
    "text", "message", "reach", "remark", "reason", "own", "call_me", "organisation", "role", "not_read",
    "because", "typed", "said", "before", "after", "pack_text", "value", "ours", "theirs",
}  # fmt: skip
"""What a person, a colleague or an editor typed is called so in templates."""
OURS = {
    *("each.text", "each.after", "ask.text", "way.text", "way.after", "sign.text"),  # of a pack
    *("file.kind.value", "fact.status.value", "row.change.value", "row.pair.kind"),  # words of our own
}
OF_FILE = {
    "desk/frame/templates/desk/said.html": {"said"},  # what was done
    "desk/directory/templates/desk/directory/entry.html": {"said"},  # which of five doubts visitors had
    "desk/editing/templates/desk/editing/revision.html": {"remark"},  # a form
}
WAYS = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)
_TAGS = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Reader(HTMLParser):
    """Notes each expression that stands in text with nothing around it that lets it run its own way."""

    def __init__(self):
        super().__init__()
        self.around, self.bare = [], []

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag not in VOID:
            free = (
                tag in {"bdi", "code", "title"}
                or named.get("dir") == "auto"
                or ("lang" in named and tag != "html")
            )
            self.around.append((tag, free or named.get("class") == "hidden"))  # nobody sees those
        elif tag == "input" and named.get("type", "text") in {"text", "search"} and "dir" not in named:
            self.bare.append(f"a box: {named.get('name')}")

    def handle_endtag(self, tag):
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(free for _tag, free in self.around):
            self.bare += re.findall(r"\x01(.*?)\x02", data)


def bare_in(template, ours=frozenset()):
    text = WAYS.sub(lambda m: "\x01" + re.sub(r"[<>\"]", "'", m[1]) + "\x02", _TAGS.sub("", template))
    reader = Reader()
    reader.feed(text)
    known = OURS | set(ours)
    return [
        each
        for each in reader.bare
        if each.startswith("a box")
        or (each.partition("|")[0].rpartition(".")[2] in OWN and each.partition("|")[0] not in known
            and "|paragraphs" not in each)
    ]  # fmt: skip


def test_every_own_word_in_every_template_may_run_its_own_way():
    faults = {}
    for path in TEMPLATES:
        name = str(path.relative_to(HOUSE / "waymark"))
        if found := bare_in(path.read_text("utf-8"), OF_FILE.get(name, ())):
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ letter.text }}</p>",
        "<div dir='auto'><p>x</p></div><p>{{ revision.remark }}</p>",
        "<dd>{{ sender.call_me|default:'–' }}</dd>",
        "<p>{{ text|linebreaks }}</p>",
        '<input type="text" name="near" value="{{ near }}">',
    ],
)
def test_an_own_word_without_a_way_would_be_found(template):
    assert bare_in(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p dir="auto">{{ letter.text|linebreaksbr }}</p>',
        "<p>From <bdi>{{ one.text }}</bdi></p>",
        "{{ letter.text|paragraphs }}",
        "<p>{{ way.text }}</p>",
        '<input type="text" name="near" dir="auto" value="{{ near }}">',
    ],
)
def test_an_own_word_with_a_way_passes(template):
    assert not bare_in(template)


def test_each_paragraph_of_a_letter_runs_its_own_way():
    letter = "ہم سے بات کریں۔\r\n\r\nCall us on Monday.\n \nیا منگل کو\nدو بجے"
    assert paragraphs(letter).split("\n") == [
        '<p dir="auto">ہم سے بات کریں۔</p>',
        '<p dir="auto">Call us on Monday.</p>',
        '<p dir="auto">یا منگل کو<br>دو بجے</p>',
    ]
    assert paragraphs("<b>\n\n\n") == '<p dir="auto">&lt;b&gt;</p>'
