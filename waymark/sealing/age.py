"""The public file format age, version 1, for one X25519 recipient and one piece.

What a browser handed over is read by pyrage. Suggestions are written here over libsodium: pyrage adds a
"grease" stanza of random length, and a file's length has to follow from its text's alone. Any fault raises
`DoesNotUnseal`.
Sources: age-encryption.org/v1; bech32: BIP 173.
"""

import hmac
from base64 import b64encode
from hashlib import sha256
from secrets import token_bytes
from typing import Final

import pyrage
from nacl.bindings import crypto_aead_chacha20poly1305_ietf_encrypt, crypto_scalarmult
from nacl.exceptions import CryptoError

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import PublicKey, SecretKey

LONGEST: Final = 64 * 1024
"""Bytes of one piece. Longer texts are not written, and not read."""
OVERHEAD: Final = 200
"""Bytes that the format adds to a text of one piece."""

_NO_NONCE: Final = bytes(12)
_ONLY_PIECE: Final = bytes(11) + b"\x01"
_NONCE_BYTES: Final = 16
_FILE_KEY_BYTES: Final = 16
_PREFIX: Final = "age-secret-key-"
_LETTERS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_CHECKS: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECK_LETTERS: Final = 6


def seal_age(public: PublicKey, plain: bytes) -> bytes:
    """An age file that the secret half of `public` opens, `OVERHEAD` bytes longer than `plain`."""
    if len(plain) > LONGEST:
        raise ValueError("longer than one piece")
    one_time, file_key = SecretKey(token_bytes(32)), token_bytes(_FILE_KEY_BYTES)
    share, nonce = one_time.public.raw, token_bytes(_NONCE_BYTES)
    wrap = _derive(_shared(one_time, public), share + public.raw, b"age-encryption.org/v1/X25519")
    body = crypto_aead_chacha20poly1305_ietf_encrypt(file_key, b"", _NO_NONCE, wrap)
    header = b"age-encryption.org/v1\n-> X25519 %b\n%b\n---" % (_encode(share), _encode(body))
    key = _derive(file_key, nonce, b"payload")
    payload = crypto_aead_chacha20poly1305_ietf_encrypt(plain, b"", _ONLY_PIECE, key)
    mac = hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")
    return header + b" " + _encode(mac) + b"\n" + nonce + payload


def unseal_age(secret: SecretKey, file: bytes) -> bytes:
    """The text of an age file for this recipient; `DoesNotUnseal` for anything else."""
    if not OVERHEAD <= len(file) <= OVERHEAD + LONGEST:
        raise DoesNotUnseal
    try:
        return bytes(pyrage.decrypt(file, [pyrage.x25519.Identity.from_str(spell_secret(secret))]))
    except pyrage.DecryptError:
        raise DoesNotUnseal from None


def spell_secret(secret: SecretKey) -> str:
    """AGE-SECRET-KEY-1…: the secret in bech32, as age's programs write it."""
    bits = "".join(f"{byte:08b}" for byte in secret.raw) + "0000"
    values = [int(bits[start : start + 5], 2) for start in range(0, len(bits), 5)]
    head = [ord(letter) >> 5 for letter in _PREFIX] + [0] + [ord(letter) & 31 for letter in _PREFIX]
    check = _check([*head, *values, *[0] * _CHECK_LETTERS]) ^ 1
    values += [check >> 5 * (_CHECK_LETTERS - 1 - number) & 31 for number in range(_CHECK_LETTERS)]
    return (_PREFIX + "1" + "".join(_LETTERS[value] for value in values)).upper()


def _check(values: list[int]) -> int:
    """The check sum of bech32: the remainder of a polynomial over 32 elements."""
    found = 1
    for value in values:
        top, found = found >> 25, (found & 0x1FFFFFF) << 5 ^ value
        for number, each in enumerate(_CHECKS):
            found ^= each if top >> number & 1 else 0
    return found


def _shared(secret: SecretKey, public: PublicKey) -> bytes:
    try:
        return crypto_scalarmult(secret.raw, public.raw)
    except CryptoError:  # a public key of low order, which would share nothing secret
        raise DoesNotUnseal from None


def _derive(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF-SHA256 (RFC 5869)."""
    extracted = hmac.digest(salt or bytes(sha256().digest_size), secret, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


def _encode(raw: bytes) -> bytes:
    return b64encode(raw).rstrip(b"=")
