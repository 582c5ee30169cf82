"""Numbers in an address, such as where a list goes on. Anything else than a small one is no number."""

from typing import Final

from django.http import HttpRequest

DIGITS: Final = 9


def asked_number(request: HttpRequest, name: str) -> int | None:
    """The number after `name`, or None: also for one so long that no list goes on there."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= DIGITS else None
