"""The words of the press: what it promises about a page's weight, and its audit tag."""

from typing import Final

from waymark.audit.terms import Tag

LARGEST_PAGE: Final = 13_000
"""Bytes of a compressed page: what a slow connection brings in its first answer."""


class PressTag(Tag):
    PRESSED = "press:edition:pressed"
