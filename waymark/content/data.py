"""Files of data that a language has whole: the list to tick, the questions of the plan.

A translated one says how far it has come, as a page does, and of which English text it was made. It is shown
while that is the English of now; half a list in each language would help nobody.
"""

from pathlib import Path
from typing import Final

from waymark.content.blocks import hash_block
from waymark.content.files import TRANSLATION_KEYS, Translation, read_toml, read_translation
from waymark.content.terms import FALLBACK, PackFault, TranslationState

UNSTAMPED: Final = "this list does not say what it was made from: run `waymark pack stamp`"
NAMES: Final = ("signs.toml", "plan.toml")  # in a language's folder
Held = tuple[Path, str]  # the file, and its text


def translation_of(held: Held, language: str) -> Translation | None:
    """How far this file has come; None for English. Raises PackFault."""
    file, text = held
    table = read_toml(file, text)
    if language == FALLBACK:
        if set(table) & TRANSLATION_KEYS:
            raise PackFault(file, 1, f"the English holds no {', '.join(sorted(TRANSLATION_KEYS))}")
        return None
    found = read_translation(file, table)
    if len(found.blocks) != 1:
        raise PackFault(file, 1, UNSTAMPED)
    return found


def stamp_of(english: str) -> str:
    """What a translation of this text carries as its only `from`."""
    return hash_block(english)


def shown(held: dict[str, Held], *, drafts: bool) -> dict[str, Held]:
    """Of one file in several languages, those that visitors may see. Raises PackFault for a broken one."""
    kept = {}
    for language, each in held.items():
        translation = translation_of(each, language)
        if translation is None:
            kept[language] = each
        elif FALLBACK not in held:
            raise PackFault(each[0], 1, "there is no English that this translates")
        elif (drafts or translation.state is TranslationState.CHECKED) and not is_stale(each, held[FALLBACK]):
            kept[language] = each
    return kept


def is_stale(own: Held, english: Held) -> bool:
    """Whether the English changed since this translation was made."""
    return bool(read_toml(*own)["from"] != [stamp_of(english[1])])
