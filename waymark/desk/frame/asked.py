"""Small numbers from an address: anything else counts as not asked."""

from django.http import HttpRequest

DIGITS = 9


def number_asked(request: HttpRequest, name: str) -> int | None:
    """The number that the address asks for; None for none, and for what no list could hold."""
    found = request.GET.get(name, "")
    return int(found) if found.isdecimal() and len(found) <= DIGITS else None
