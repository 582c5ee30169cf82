"""Padding, so that the length of a sealed text tells little: to 256 bytes, then by Padmé's rule.

The mark 80 and zeros follow the text, so taking the padding off is never a guess.
"""

from waymark.sealing.errors import DoesNotUnseal

SMALLEST = 256
MARK = b"\x80"


def padded_length(length: int) -> int:
    """Bytes after padding: 256, or by Padmé's rule (PURBs, PETS 2019), then at most 12 % more."""
    marked = length + 1
    exponent = marked.bit_length() - 1
    free_bits = exponent - exponent.bit_length()
    mask = (1 << free_bits) - 1
    return max(SMALLEST, (marked + mask) & ~mask)


def pad(plain: bytes) -> bytes:
    """`plain`, the mark, and zeros up to the padded length."""
    return (plain + MARK).ljust(padded_length(len(plain)), b"\0")


def unpad(padded: bytes) -> bytes:
    """What was padded; raises `DoesNotUnseal` unless every byte of the padding is as `pad` makes it."""
    plain = padded.rstrip(b"\0")
    if not plain.endswith(MARK):
        raise DoesNotUnseal
    plain = plain[:-1]
    if padded_length(len(plain)) != len(padded):
        raise DoesNotUnseal
    return plain
