"""The languages in which the forms are written. In any other the page says so, and stands in English."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from django.utils import translation

from waymark.content.queries import library, words
from waymark.ui.languages import DEFAULT, direction

WRITTEN = frozenset({DEFAULT})


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """The language of one page. 404 for one in which the service has no page."""
    if language not in library().languages:
        raise Http404
    with translation.override(language if language in WRITTEN else DEFAULT):
        yield


def in_language(language: str) -> dict[str, object]:
    """What every layout asks: the page's language and direction, and what to say when the words are
    not in it.
    """
    return {
        "language": language,
        "direction": direction(language),
        "fallback": "" if language in WRITTEN else words(language)["fallback"],
    }
