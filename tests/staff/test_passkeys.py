"""Passkeys against a small authenticator of our own: the right answer counts once, every other one never."""

import hashlib
import json
from dataclasses import dataclass, field

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

from tests import people
from waymark.records.refusal import Refused
from waymark.staff import passkeys, proving
from waymark.staff.actions.second_factor import add_passkey, remove_passkey
from waymark.staff.models import Passkey
from waymark.staff.queries import passkeys_held

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@dataclass
class Authenticator:
    """A security key: one credential, a private key that never leaves it."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = b"credential-of-one-key"

    def data(self, host, *, fresh):
        flags = 0x41 if fresh else 0x01
        found = hashlib.sha256(host.encode()).digest() + bytes([flags]) + (0).to_bytes(4, "big")
        if fresh:
            public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
            found += bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        return found

    def client(self, kind, asked, origin):
        challenge = json.loads(asked)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def create(self, asked, origin=None):
        origin = origin or settings.DESK_ORIGIN
        made = cbor.encode(
            {"fmt": "none", "attStmt": {}, "authData": self.data(host_of(settings.DESK_ORIGIN), fresh=True)}
        )
        client = self.client("webauthn.create", asked, origin)
        return self.answer(clientDataJSON=client, attestationObject=made)

    def get(self, asked, origin=None):
        client = self.client("webauthn.get", asked, origin or settings.DESK_ORIGIN)
        data = self.data(host_of(settings.DESK_ORIGIN), fresh=False)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self.answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def answer(self, **parts):
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "response": {name: websafe_encode(value) for name, value in parts.items()},
            }
        )


def host_of(origin):
    return origin.removeprefix("https://")


@pytest.fixture
def secret(world):
    return people.secret_of(world.caseworker)


@pytest.fixture
def key():
    return Authenticator()


@pytest.fixture
def kept(world, secret, key):
    asked, state = passkeys.ask_for_new(world.caseworker, [])
    return add_passkey(
        by=world.caseworker, secret=secret, state=state, answer=key.create(asked), label="blue key"
    )


def ask(world, secret):
    return passkeys.ask_for_held([one.credential for one in passkeys_held(world.caseworker, secret)])


def prove(world, secret, state, answer):
    proving.prove_passkey(by=world.caseworker, secret=secret, state=state, answer=answer)


def test_a_passkey_that_was_added_lets_its_owner_in(world, secret, key, kept):
    asked, state = ask(world, secret)
    prove(world, secret, state, key.get(asked))
    assert [one.label for one in passkeys_held(world.caseworker, secret)] == ["blue key"]


def test_everything_about_a_passkey_is_sealed(kept, key):
    assert key.id not in kept.sealed.raw
    assert b"blue key" not in kept.sealed.raw


def test_a_colleague_unseals_nothing_of_it(world, kept):
    assert passkeys_held(world.caseworker, people.secret_of(world.colleague)) == []


def test_an_answer_to_an_earlier_challenge_is_refused(world, secret, key, kept):
    asked, _ = ask(world, secret)
    _, newer = ask(world, secret)
    with pytest.raises(Refused):
        prove(world, secret, newer, key.get(asked))


def test_an_answer_without_a_challenge_is_refused(world, secret, key, kept):
    asked, _ = ask(world, secret)
    with pytest.raises(Refused):
        prove(world, secret, {}, key.get(asked))


@pytest.mark.parametrize("origin", ["https://desk.example.org.evil.example", "http://desk.example.org"])
def test_an_answer_given_to_another_site_is_refused(world, secret, key, kept, origin):
    asked, state = ask(world, secret)
    with pytest.raises(Refused):
        prove(world, secret, state, key.get(asked, origin))


def test_another_key_with_the_same_name_is_refused(world, secret, kept):
    asked, state = ask(world, secret)
    with pytest.raises(Refused):
        prove(world, secret, state, Authenticator().get(asked))


def test_a_flipped_bit_is_refused(world, secret, key, kept):
    asked, state = ask(world, secret)
    answer = json.loads(key.get(asked))
    signature = bytearray(websafe_decode(answer["response"]["signature"]))
    signature[-1] ^= 1
    answer["response"]["signature"] = websafe_encode(bytes(signature))
    with pytest.raises(Refused):
        prove(world, secret, state, json.dumps(answer))


@pytest.mark.parametrize("answer", ["", "[]", "null", "{}", '{"id": 1}', "{", '{"response": {}}', "\ud800"])
def test_whatever_else_comes_is_refused_with_a_sentence(world, secret, kept, answer):
    _, state = ask(world, secret)
    with pytest.raises(Refused, match="did not work here"):
        prove(world, secret, state, answer)


def test_a_new_passkey_given_to_another_site_is_not_kept(world, secret, key):
    asked, state = passkeys.ask_for_new(world.caseworker, [])
    with pytest.raises(Refused):
        add_passkey(
            by=world.caseworker,
            secret=secret,
            state=state,
            answer=key.create(asked, "https://evil.example"),
            label="x",
        )
    assert not Passkey.objects.exists()


def test_a_passkey_is_removed_by_its_owner_only(world, kept):
    with pytest.raises(Refused):
        remove_passkey(by=world.colleague, passkey_id=kept.id)
    assert Passkey.objects.exists()
    remove_passkey(by=world.caseworker, passkey_id=kept.id)
    assert not Passkey.objects.exists()
