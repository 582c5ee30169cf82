"""docs/sealing-formats.md read with other libraries only: the formats stand without our code."""

import hashlib
import json
import struct
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

FOLDER = Path(__file__).parent.parent / "vectors"


def read(name):
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["vectors"]


def parts(*given):
    return b"".join(struct.pack(">I", len(part)) + part for part in given)


def place(v):
    where = v["place"]
    return [
        where["kind"].encode(),
        bytes.fromhex(where["record"].replace("-", "")),
        where["field"].encode(),
        struct.pack(">I", where["version"]),
        struct.pack(">I", where["epoch"]),
    ]


def hchacha20(key, nonce):
    state = list(struct.unpack("<16I", b"expand 32-byte k" + key + nonce))

    def quarter(a, b, c, d):
        for x, y, z, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[x] = (state[x] + state[y]) & 0xFFFFFFFF
            mixed = state[z] ^ state[x]
            state[z] = (mixed << turn | mixed >> 32 - turn) & 0xFFFFFFFF

    for _ in range(10):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        for column in range(4):
            quarter(column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
    return struct.pack("<8I", *state[:4], *state[12:])


def unseal(sealed, v, header, secret, person, hashed):
    keys = hashlib.blake2b(hashed, digest_size=64, key=secret, person=person).digest()
    nonce = sealed[header - 56 : header - 32]
    assert keys[32:] == sealed[header - 32 : header]
    cipher = ChaCha20Poly1305(hchacha20(keys[:32], nonce[:16]))
    padded = cipher.decrypt(bytes(4) + nonce[16:], sealed[header:], parts(sealed[:header], *place(v)))
    plain, mark, zeros = padded.rpartition(b"\x80")
    assert mark
    assert not zeros.strip(b"\0")
    return plain


def unseal_to(sealed, v, secret):
    own = X25519PrivateKey.from_private_bytes(secret)
    shared = own.exchange(X25519PublicKey.from_public_bytes(sealed[1:33]))
    public = own.public_key().public_bytes_raw()
    assert sealed[:1] == b"\x01"
    return unseal(sealed, v, 89, shared, b"waymark-to-v1", parts(sealed[1:33], public))


def unseal_in(sealed, v, key):
    assert sealed[:1] == b"\x02"
    return unseal(sealed, v, 57, key, b"waymark-in-v1", parts(sealed[1:25]))


@pytest.mark.parametrize("v", read("to"), ids=range(3))
def test_to_envelopes_read_by_the_book(v):
    assert unseal_to(bytes.fromhex(v["sealed"]), v, bytes.fromhex(v["secret"])).hex() == v["plain"]


@pytest.mark.parametrize("v", read("in"), ids=range(3))
def test_in_envelopes_read_by_the_book(v):
    assert unseal_in(bytes.fromhex(v["sealed"]), v, bytes.fromhex(v["key"])).hex() == v["plain"]


@pytest.mark.parametrize("v", read("grants"), ids=range(3))
def test_grants_read_by_the_book(v):
    inner = unseal_in(bytes.fromhex(v["sealed"]), v, bytes.fromhex(v["shred_key"]))
    assert unseal_to(inner, v, bytes.fromhex(v["holder_secret"])).hex() == v["granted"]
