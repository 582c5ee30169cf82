"""Bytes with the shape of what a browser seals: an age file of a size of the ladder. Nothing unseals them."""

from base64 import b64encode
from secrets import token_bytes

from waymark.planner.sizes import AGE_OVERHEAD, SMALLEST


def sealed(size: int = SMALLEST) -> bytes:
    share, body, mac = (b64encode(token_bytes(32)).rstrip(b"=") for _ in range(3))
    header = b"age-encryption.org/v1\n-> X25519 %b\n%b\n--- %b\n" % (share, body, mac)
    return header + token_bytes(max(0, size + AGE_OVERHEAD - len(header)))
