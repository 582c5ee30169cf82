"""One kind of apostrophe and of quotation mark in whatever people read: the curly one, in every language."""

import ast
import csv
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.tree import HOUSE, sources, texts_of
from tools import catalogues

ROOMS = (
    "cases", "contact", "content", "desk", "directory", "documents", "intake", "mailbox", "planner", "public",
    "staff", "ui",
)  # fmt: skip
"""The rooms whose sentences reach a screen. Reasons of fields (models.py) and what a console says do not."""
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=\ws)'(?=[ .,:;?!])")
STRAIGHT = re.compile(APOSTROPHE.pattern + r"|(?<=[ (])\"(?=\w)|(?<=[\w.?!…])\"(?=[ .,;:)])")
_TAGS = re.compile(r"\{#.*?#\}|<(script|style)\b.*?</\1>|<(?:[^>\"]|\"[^\"]*\")*>", re.DOTALL)
_MARKED = re.compile(
    r"_\(\"([^\"]*)\"\)|\{%\s*translate\s+\"([^\"]*)\"|default:\"([^\"]*)\"|label=\"([^\"]*)\""
)
_CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
TEMPLATES = sorted((HOUSE / "waymark").glob("*/**/templates/**/*.html"))
PACKS = sorted(path for path in (HOUSE / "packs").rglob("*") if path.suffix in {".md", ".toml", ".csv"})
NOT_SHOWN = {
    "ValueError",
    "TypeError",
    "RuntimeError",
    "ImproperlyConfigured",
    "error",
    "exception",
    "warning",
}


def straight_in(text, marks=STRAIGHT):
    return [text[max(0, each.start() - 20) : each.end() + 20] for each in marks.finditer(text)]


def straight_in_template(text):
    """What stands between tags, in what is marked, and in the labels of what it includes."""
    said = [part for found in _MARKED.findall(text) for part in found]
    return [each for part in (*said, _CODE.sub("\x00", _TAGS.sub("\n", text))) for each in straight_in(part)]


def straight_in_code(source):
    """The apostrophes of a file's sentences, but for those that explain, and those for us."""
    tree, passed = ast.parse(source), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            passed.add(id(node.value))
        elif (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in NOT_SHOWN
        ) or (isinstance(node, ast.ClassDef) and node.name == "Posture"):
            passed |= {id(inner) for inner in ast.walk(node)}
    return [
        each
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed
        for each in straight_in(node.value, APOSTROPHE)
        if " " in node.value and not re.search(r"[<=]", node.value)
    ]


def straight_in_pack(path):
    text = path.read_text("utf-8")
    if path.suffix == ".csv":
        return [each for row in csv.reader(text.splitlines()) for said in row for each in straight_in(said)]
    head, body = text, ""
    if path.suffix == ".md":
        head, _end, body = (
            text.removeprefix("+++\n").partition("\n+++\n") if text[:3] == "+++" else ("", "", text)
        )
    return straight_in(body) + [each for said in texts_of(tomllib.loads(head)) for each in straight_in(said)]


def test_every_template_of_both_faces_has_curly_marks():
    assert len(TEMPLATES) > 100
    assert {str(path): found for path in TEMPLATES if (found := straight_in_template(path.read_text()))} == {}


def test_every_sentence_in_code_has_curly_marks():
    told = [s for s in sources() if Path(s.name).parts[1] in ROOMS and "models" not in s.name]
    assert {s.name: found for s in told if (found := straight_in_code(s.text))} == {}


@pytest.mark.parametrize("language", catalogues.LANGUAGES)
def test_every_catalogue_has_curly_marks(language):
    faults = []
    for each in catalogues.read_catalogue(catalogues.catalogue_file(language), language):
        for held in (each.id, each.string) if each.id else ():
            said = held if isinstance(held, tuple) else (held,)
            faults += [found for part in said for found in straight_in(part) if "'" in part or '"' in part]
    assert faults == []


def test_every_page_of_a_pack_has_curly_marks():
    assert len(PACKS) > 400
    assert {str(path): found for path in PACKS if (found := straight_in_pack(path))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "<p>We don't ring</p>",
        '{% include "x.html" with label=_("Don\'t ring") %}',
        "<p>Your teams' cases</p>",
        '<p>Say "no" to it.</p>',
    ],
)
def test_the_scan_of_templates_finds_a_straight_one(text):
    assert straight_in_template(text)


def test_the_scan_of_templates_passes_over_markup():
    assert not straight_in_template("<a href=\"{% url 'desk:case-words' case.id %}\" class='x'>Don’t</a>")


@pytest.mark.parametrize("source", ['x = words("We don\'t ring.")', 'y = {1: "The teams\' cases"}'])
def test_the_scan_of_code_finds_a_straight_one(source):
    assert straight_in_code(source)


def test_the_scan_of_packs_finds_a_straight_one(tmp_path):
    for name, text in (
        ("a.toml", 'x = "It isn\'t"'),
        ("b.md", "+++\nx = 'y'\n+++\nIt isn't.\n"),
        ("c.csv", "x,it isn't\n"),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        assert straight_in_pack(tmp_path / name)
