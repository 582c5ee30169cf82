"""Whatever a visitor can read is marked for translation; every catalogue holds the same words, unharmed."""

import ast
import re
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog, Message
from django.utils.translation import gettext as said_by_django
from django.utils.translation import override

from tests.house.tree import HOUSE
from tools import catalogues

WORDS = catalogues.find_words()
every_language = pytest.mark.parametrize("language", catalogues.LANGUAGES)
TEMPLATES = [path for path in catalogues.sources() if path.suffix == ".html"]
CODE = [
    path
    for path in catalogues.sources()
    if path.suffix == ".py" and str(path.relative_to(HOUSE)).startswith(("waymark/public/", "waymark/ui/"))
]

_MARKED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}|\{#.*?#\}|"
    r"<(?:script|style)\b.*?</(?:script|style)>|<(\w+)[^>]*\blang=\"en\"[^>]*>[^<]*</\1>",
    re.DOTALL,
)
_SHOWN = re.compile(r'\b(?:aria-label|aria-description|alt|title|placeholder|data-say-\w+)="([^"]*)"')
_TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_LITERAL = re.compile(r"""(?:label|heading|hint|text)=["']([A-Z][^"']+)["']|default:["']([A-Z][^"']+)["']""")
_LETTERS = re.compile(r"[^\W\d_]{2}")


def unmarked_in_template(text):
    """The visible words of a template that no translator would ever see."""
    bare = _MARKED.sub("", text)
    found = [said for pair in _LITERAL.findall(bare) for said in pair if said]
    plain = _TAGS.sub("\x00", bare)
    found += [said for said in _SHOWN.findall(plain) if _LETTERS.search(said)]
    without_markup = re.sub(r"<(?:[^>\"]|\"[^\"]*\")*>", "\n", plain)
    found += [said.strip() for said in without_markup.split("\n") if _LETTERS.search(said)]
    return found


# What is said to developers and to the log, never to a visitor.
_NOT_SAID = {
    "ImproperlyConfigured",
    "PermissionDenied",
    "ValueError",
    "exception",
    "error",
    "warning",
    "info",
}
_SENTENCE = re.compile(r"[A-Z“][^\n]*[a-z][^\n]* [^\n]*")


def unmarked_in_code(source):
    """The constants of a file that read like a sentence and stand in no call that marks them."""
    tree = ast.parse(source)
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {*catalogues.KEYWORDS, *_NOT_SAID}:
                passed |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.FunctionDef) and node.returns:
            passed |= {id(inner) for inner in ast.walk(node.returns)}
        elif isinstance(node, ast.ClassDef) and node.name == "Posture":
            passed |= {id(inner) for inner in ast.walk(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in passed
        and _SENTENCE.fullmatch(node.value)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_of_the_public_face_holds_an_unmarked_word(path):
    assert unmarked_in_template(path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_code_of_the_public_face_holds_an_unmarked_sentence(path):
    assert unmarked_in_code(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello there</p>",
        '<nav aria-label="On every page"></nav>',
        '{% include "x.html" with label="Go on" %}',
        "{{ heading|default:'Please look' }}",
        '<p>{% translate "One" %} and two</p>',
    ],
)
def test_the_scan_of_templates_finds_what_is_not_marked(text):
    assert unmarked_in_template(text)


@pytest.mark.parametrize(
    "source", ['x = "Please wait a moment"', 'f(fault="This is wrong.")', 'y = {1: "No way out"}']
)
def test_the_scan_of_code_finds_what_is_not_marked(source):
    assert unmarked_in_code(source)


@pytest.mark.parametrize(
    "source", ['x = _("Please wait")', '"A module says."', 'raise ValueError("Not one of ours")']
)
def test_the_scan_of_code_passes_over_what_nobody_is_shown(source):
    assert not unmarked_in_code(source)


def ids(catalogue):
    return {(each.context, each.id) for each in catalogue if each.id}


def read(language):
    return catalogues.read_catalogue(catalogues.catalogue_file(language), language)


def test_the_words_of_the_house_are_found():
    found = ids(WORDS)
    assert (None, "Leave this site") in found
    assert (None, "Someone could be hurt today or tonight") in found
    assert (
        None,
        "This PDF is locked with a password, so we could not check it. Your words are still here.",
    ) in found
    assert ("in a date", "May") in found
    assert any(isinstance(each, tuple) for _context, each in found)


@every_language
def test_a_catalogue_holds_the_words_of_the_house_and_no_others(language):
    assert ids(read(language)) == ids(WORDS), "run ./do strings"


@every_language
def test_a_translation_keeps_placeholders_and_forms_and_adds_no_markup(language):
    assert catalogues.standing(read(language), language).faults == ()


@every_language
def test_a_catalogue_is_compiled_as_it_stands(language):
    path = catalogues.catalogue_file(language)
    stands = catalogues.standing(read(language), language)
    made = path.with_suffix(".mo")
    assert made.exists() == stands.enough, "run ./do strings"
    assert not made.exists() or made.read_bytes() == catalogues.compiled(path, language), "run ./do strings"


@every_language
def test_a_catalogue_is_written_the_one_way(language):
    path = catalogues.catalogue_file(language)
    assert path.read_bytes() == catalogues.written(read(language), language), "run ./do strings"


def judge(word, string, language="ur", **more):
    return list(catalogues.faults_of(Message(word, string, **more), language))


@pytest.mark.parametrize(
    ("word", "string"),
    [
        ("We answer by %(due)s.", "ہم جواب دیں گے۔"),
        ("We answer by %(due)s.", "%(due)s %(day)s"),
        ("“{word}” is not ours.", "{words}"),
        ("Leave this site", "<b>چھوڑیں</b>"),
        ("Leave this site", 'x" onclick="y'),
        ("Leave this site", "100%"),
        (("%(count)s hour", "%(count)s hours"), ("%(count)s",)),
        (("%(count)s hour", "%(count)s hours"), ("ایک", "%(count)s")),
    ],
)
def test_a_harmful_translation_is_named(word, string):
    assert judge(word, string)


@pytest.mark.parametrize(
    ("word", "string"),
    [
        ("We answer by %(due)s.", "%(due)s تک"),
        ("%(hour)sam", "%(hour24)s"),
        ("Leave this site", ""),
        (("%(count)s hour", "%(count)s hours"), ("%(count)s گھنٹہ", "%(count)s گھنٹے")),
    ],
)
def test_a_harmless_or_absent_translation_passes(word, string):
    assert not judge(word, string)


def test_an_empty_or_doubtful_translation_counts_as_none():
    assert not catalogues.is_translated(Message("x", " "))
    assert not catalogues.is_translated(Message(("x", "y"), ("a", "")))
    assert not catalogues.is_translated(Message("x", "a", flags={"fuzzy"}))
    assert catalogues.is_translated(Message("x", "a"))


def test_a_changed_sentence_loses_its_translation_and_a_kept_one_keeps_it():
    old, new = Catalog(), Catalog()
    old.add("Leave this site", "A")
    old.add("Old sentence", "B")
    new.add("Leave this site")
    new.add("New sentence")
    merged = catalogues.merge(old, new, "ur")
    assert {each.id: each.string for each in merged if each.id} == {
        "Leave this site": "A",
        "New sentence": "",
    }


def test_what_is_compiled_is_what_django_says(tmp_path, settings):
    words = Catalog()
    words.add("Leave this site")
    words.add("Go on")
    made = catalogues.merge(words, words, "ur")
    made.get("Leave this site").string = "یہ سائٹ چھوڑیں"
    path = catalogues.catalogue_file("ur", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_bytes(catalogues.written(made, "ur"))
    path.with_suffix(".mo").write_bytes(catalogues.compiled(path, "ur"))
    script = (
        "import django; from django.conf import settings; "
        f"settings.configure(USE_I18N=True, LOCALE_PATHS=[{str(tmp_path)!r}]); django.setup(); "
        "from django.utils.translation import gettext, override; "
        "override('ur').__enter__(); print(gettext('Leave this site'), gettext('Go on'))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "یہ سائٹ چھوڑیں Go on"
    with override("en"):
        assert said_by_django("Leave this site") == "Leave this site"


BUTTONS = {
    "friend": "It is for someone I know",
    "pro": "I ask as part of my job",
    "teens": "I am under 18",
    "device": "Leave this site",
}


@every_language
def test_a_page_names_a_button_as_it_is_labelled(language):
    """Whoever is told to press something looks for those very words."""
    for page, label in BUTTONS.items():
        file = HOUSE / "packs" / "england-and-wales" / language / f"{page}.md"
        if file.exists():
            with override(language):
                assert said_by_django(label) in file.read_text(), f"{language} {page}"
