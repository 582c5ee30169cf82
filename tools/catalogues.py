"""The interface's words in every language: found in the code, merged into the catalogues, judged, compiled.

`./do strings` runs this. It never translates and never guesses: a sentence whose English changed has none.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parent.parent
LOCALE = HOUSE / "waymark" / "locale"
LANGUAGES = ("ar", "gu", "pa", "pl", "ro", "so", "ur")
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2"
    " : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "gu": "nplurals=2; plural=(n != 1);",
    "pa": "nplurals=2; plural=(n != 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ro": "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);",
    "so": "nplurals=2; plural=(n != 1);",
    "ur": "nplurals=2; plural=(n != 1);",
}
# The staff's rooms speak English: their words are nobody's to translate.
LEFT_OUT = ("waymark/desk/", "waymark/cases/", "waymark/config/", "waymark/ui/templates/ui/layouts/desk.html")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "words")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
SAID_TO_TRANSLATORS = ["Translators:"]
ENOUGH = 0.5
"""A catalogue with less than this translated is not compiled: its pages stay in English and say so."""
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|\{(\w*)\}|(%)(?!\()")
_MARKUP = re.compile(r"[<>&\"]")


@dataclass(frozen=True)
class Standing:
    """How far one catalogue is, and what is wrong with it."""

    language: str
    done: int
    of: int
    faults: tuple[str, ...]

    @property
    def enough(self) -> bool:
        return not self.faults and self.done >= self.of * ENOUGH


def sources() -> Iterator[Path]:
    """The Python files and templates whose words a visitor may see."""
    for pattern in ("*.py", "templates/**/*.html"):
        for path in sorted((HOUSE / "waymark").rglob(pattern)):
            name = str(path.relative_to(HOUSE))
            if not name.startswith(LEFT_OUT) and "/migrations/" not in name:
                yield path


def find_words() -> Catalog:
    """Every marked word and sentence of the house, as a catalogue without translations."""
    found = Catalog(project="Waymark", charset="utf-8", fuzzy=False)
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # Django turns a template into calls; what is left of it is noise that must not look like a block.
            text = "\n".join(line.strip() for line in templatize(text, origin=str(path)).split("\n"))
        name = str(path.relative_to(HOUSE))
        for _line, said, comments, context in extract(
            "python", io.BytesIO(text.encode()), KEYWORDS, SAID_TO_TRANSLATORS
        ):
            found.add(said, locations=[(name, None)], auto_comments=comments, context=context)
    return found


def catalogue_file(language: str, folder: Path = LOCALE) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def _empty(language: str) -> Catalog:
    return Catalog(locale=language, project="Waymark", charset="utf-8", fuzzy=False)


def merge(old: Catalog, words: Catalog, language: str) -> Catalog:
    """The words of the house with the translations that we have; those of words that are gone are dropped."""
    new = _empty(language)
    kept = {(each.context, each.id): each for each in old if each.id}
    for word in words:
        if not word.id:
            continue
        had = kept.get((word.context, word.id))
        new.add(
            word.id,
            had.string if had else _nothing(word, language),
            locations=word.locations,
            flags=had.flags & {"fuzzy"} if had else (),
            auto_comments=word.auto_comments,
            user_comments=had.user_comments if had else (),
            context=word.context,
        )
    return new


def _nothing(word: Message, language: str) -> str | tuple[str, ...]:
    return "" if isinstance(word.id, str) else ("",) * plurals(language)


def plurals(language: str) -> int:
    """How many forms of a word this language has after a number."""
    return int(PLURALS[language].removeprefix("nplurals=")[0])


def written(catalogue: Catalog, language: str) -> bytes:
    """The file of a catalogue: the same words give the same bytes, whoever writes it on whatever day."""
    body = io.BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_by_file=True, include_lineno=False)
    header = [
        'msgid ""',
        'msgstr ""',
        '"Project-Id-Version: Waymark\\n"',
        f'"Language: {language}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
        f'"Plural-Forms: {PLURALS[language]}\\n"',
    ]
    return ("\n".join(header) + "\n\n").encode() + body.getvalue()


def is_translated(message: Message) -> bool:
    """Whether every form has its words. What is marked as fuzzy has none."""
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    return not message.fuzzy and bool(strings) and all(each.strip() for each in strings)


def faults_of(message: Message, language: str) -> Iterator[str]:
    """What makes a translation unfit to be shown, each in a sentence."""
    if not is_translated(message):
        return
    forms = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    if not isinstance(message.id, str) and len(strings) != plurals(language):
        yield f"{forms[0]!r} has {len(strings)} forms; this language has {plurals(language)}"
    for string in strings:
        if _placeholders(string) != _placeholders(forms[-1]):
            yield f"{forms[-1]!r}: the placeholders of {string!r} are not the same"
        if sorted(_MARKUP.findall(string)) != sorted(_MARKUP.findall(forms[-1])):
            yield f"{forms[-1]!r}: {string!r} holds a < > & or straight quotation mark of its own"
        if forms[-1].startswith("\n") != string.startswith("\n"):
            yield f"{forms[-1]!r}: both or neither begin with a line end"


def _placeholders(text: str) -> list[str]:
    # The hour counted to 24 may stand for the hour counted to 12.
    found = ["".join(each).replace("hour24", "hour") for each in _PLACEHOLDER.findall(text)]
    return sorted(found)


def standing(catalogue: Catalog, language: str) -> Standing:
    messages = [each for each in catalogue if each.id]
    faults = tuple(fault for each in messages for fault in faults_of(each, language))
    return Standing(language, sum(map(is_translated, messages)), len(messages), faults)


def compiled(path: Path, language: str) -> bytes:
    """What Django reads at start: the words that are translated, and no others. Each day the same bytes."""
    whole, body = read_catalogue(path, language), io.BytesIO()
    whole.creation_date = datetime(2000, 1, 1, tzinfo=UTC)  # the library would write today's into the file
    for message in [each for each in whole if each.id and not is_translated(each)]:
        whole.delete(message.id, message.context)
    write_mo(body, whole)
    return body.getvalue()


def renew(folder: Path = LOCALE) -> list[Standing]:
    """Write every catalogue anew from the code, and compile those that are far enough and without fault."""
    words, found = find_words(), []
    for language in LANGUAGES:
        path = catalogue_file(language, folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(merge(read_catalogue(path, language), words, language), language))
        stands = standing(read_catalogue(path, language), language)
        if stands.enough:
            path.with_suffix(".mo").write_bytes(compiled(path, language))
        else:
            path.with_suffix(".mo").unlink(missing_ok=True)
        found.append(stands)
    return found


def main() -> int:
    found = renew()
    for each in found:
        left = "" if each.done == each.of else f", {each.of - each.done} to do"
        shown = "" if each.enough else "  (not compiled)"
        print(f"{each.language}  {each.done} of {each.of} translated{left}{shown}")
        for fault in each.faults:
            print(f"    {fault}")
    return 1 if any(each.faults for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
