"""The language of a form's page, by its address. How it speaks is the press's to say, as for every page."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from django.utils import translation

from waymark.content.queries import languages_offered
from waymark.press.speaking import in_language, speech, spoken_in

__all__ = ["in_language", "speaking", "speech", "spoken_in"]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """The language of one page. 404 for one in which the service has no page."""
    if language not in languages_offered():
        raise Http404
    with translation.override(spoken_in(language)):
        yield
