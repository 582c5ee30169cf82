"""The public file format age, version 1, for one X25519 recipient and one piece, over libsodium.

What a browser handed over is read with it, and suggestions are written: always without a "grease" stanza,
so that a file's length follows from its text's alone. Any fault raises `DoesNotUnseal`.
Source: age-encryption.org/v1.
"""

import hmac
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Final

from nacl.bindings import (
    crypto_aead_chacha20poly1305_ietf_decrypt,
    crypto_aead_chacha20poly1305_ietf_encrypt,
    crypto_scalarmult,
)
from nacl.exceptions import CryptoError

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import PublicKey, SecretKey

LONGEST: Final = 64 * 1024
"""Bytes of one piece. Longer texts are not written, and not read."""
OVERHEAD: Final = 200
"""Bytes that the format adds to a text of one piece."""

_HEADER = re.compile(
    rb"(age-encryption\.org/v1\n-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})\n---)"
    rb" ([A-Za-z0-9+/]{43})\n"
)
_NO_NONCE: Final = bytes(12)
_ONLY_PIECE: Final = bytes(11) + b"\x01"
_NONCE_BYTES: Final = 16
_FILE_KEY_BYTES: Final = 16


def seal_age(public: PublicKey, plain: bytes) -> bytes:
    """An age file that the secret half of `public` opens, `OVERHEAD` bytes longer than `plain`."""
    if len(plain) > LONGEST:
        raise ValueError("longer than one piece")
    one_time, file_key = SecretKey(token_bytes(32)), token_bytes(_FILE_KEY_BYTES)
    share, nonce = one_time.public.raw, token_bytes(_NONCE_BYTES)
    wrap = _wrap_key(_shared(one_time, public), share, public)
    body = crypto_aead_chacha20poly1305_ietf_encrypt(file_key, b"", _NO_NONCE, wrap)
    header = b"age-encryption.org/v1\n-> X25519 %b\n%b\n---" % (_encode(share), _encode(body))
    key = _derive(file_key, nonce, b"payload")
    payload = crypto_aead_chacha20poly1305_ietf_encrypt(plain, b"", _ONLY_PIECE, key)
    return header + b" " + _encode(_mac(file_key, header)) + b"\n" + nonce + payload


def unseal_age(secret: SecretKey, file: bytes) -> bytes:
    """The text of an age file for this one recipient; `DoesNotUnseal` for anything else."""
    found = _HEADER.match(file)
    if found is None or not OVERHEAD <= len(file) <= OVERHEAD + LONGEST:
        raise DoesNotUnseal
    share, body, mac = (_decode(part) for part in found.groups()[1:])
    nonce, payload = file[found.end() : found.end() + _NONCE_BYTES], file[found.end() + _NONCE_BYTES :]
    wrap = _wrap_key(_shared(secret, PublicKey(share)), share, secret.public)
    try:
        file_key = crypto_aead_chacha20poly1305_ietf_decrypt(body, b"", _NO_NONCE, wrap)
        if not hmac.compare_digest(_mac(file_key, found[1]), mac):
            raise DoesNotUnseal
        key = _derive(file_key, nonce, b"payload")
        return crypto_aead_chacha20poly1305_ietf_decrypt(payload, b"", _ONLY_PIECE, key)
    except CryptoError:
        raise DoesNotUnseal from None


def _shared(secret: SecretKey, public: PublicKey) -> bytes:
    try:
        return crypto_scalarmult(secret.raw, public.raw)
    except CryptoError:  # a public key of low order, which would share nothing secret
        raise DoesNotUnseal from None


def _wrap_key(shared: bytes, share: bytes, public: PublicKey) -> bytes:
    return _derive(shared, share + public.raw, b"age-encryption.org/v1/X25519")


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")


def _derive(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF-SHA256 (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(sha256().digest_size), secret, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _encode(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    """32 bytes; one spelling only, as the format asks."""
    raw = b64decode(text + b"=")
    if _encode(raw) != text:
        raise DoesNotUnseal
    return raw
