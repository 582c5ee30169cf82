"""How much work a passphrase costs: one setting, lowered only by tests."""

from django.conf import settings

FULL = (3, 64 * 1024 * 1024)


def derivation() -> tuple[int, int]:
    """Operations, and bytes of memory."""
    ops, memory = getattr(settings, "STAFF_DERIVATION", FULL)
    return int(ops), int(memory)
