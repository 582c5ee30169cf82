"""A service that offers languages which nobody has to translate first: each word comes back marked.

The marks show what is not translated, and the catalogue is compiled as a real one is.
"""

from dataclasses import replace
from functools import lru_cache

from django.utils.translation import trans_real

from tools import catalogues
from waymark.content import queries
from waymark.ui.languages import has_catalogue

LEFT, RIGHT = "⟦", "⟧"


def offer(monkeypatch, *languages, words=None):
    """Let the service have pages in these languages beside English; `words` are those of words.toml."""
    known = queries.library.__wrapped__() if hasattr(queries.library, "__wrapped__") else queries.library()
    own = {
        "check": "⟦check first⟧",
        "check_note": "⟦note about checks⟧",
        "fallback": "⟦not in your language yet⟧",
    } | (words or {})
    more = replace(
        known,
        languages=("en", *languages),
        words={**known.words, **dict.fromkeys(languages, own)},
    )
    monkeypatch.setattr(queries, "library", lru_cache(lambda: more))


def speak(settings, folder, *languages):
    """Give each language a whole catalogue: every word of the house in double brackets."""
    words = catalogues.find_words()
    for language in languages:
        made = catalogues.merge(catalogues.read_catalogue(folder / "none", language), words, language)
        for message in made:
            if message.id:
                message.string = _marked(message, language)
        path = catalogues.catalogue_file(language, folder)
        path.parent.mkdir(parents=True)
        path.write_bytes(catalogues.written(made, language))
        path.with_suffix(".mo").write_bytes(catalogues.compiled(path, language))
    settings.LOCALE_PATHS = [folder]
    forget()


def _marked(message, language):
    if isinstance(message.id, str):
        return f"{LEFT}{message.id}{RIGHT}"
    return tuple(f"{LEFT}{message.id[1]}{RIGHT}" for _ in range(catalogues.plurals(language)))


def forget():
    """Read the catalogues anew: Django keeps what it has read for the life of the process."""
    trans_real._translations = {}
    trans_real._default = None
    has_catalogue.cache_clear()
