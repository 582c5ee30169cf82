"""Published vectors: what was sealed yesterday unseals for ever. A file here is added to, never rewritten."""

import hashlib
import json
from pathlib import Path
from uuid import UUID

import pytest

from waymark.sealing.envelopes import Sealed, seal_in_with, seal_to_with, unseal_in, unseal_to
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.files import unseal_file
from waymark.sealing.grants import unseal_grant
from waymark.sealing.keyring import Holder
from waymark.sealing.keys import IslandKey, PublicKey, SecretKey, SigningKey, VerifyKey
from waymark.sealing.labels import Field, HolderKind, Kind, Signed
from waymark.sealing.mailboxes import derive_mailbox
from waymark.sealing.padding import padded_length
from waymark.sealing.passphrases import derive_passphrase
from waymark.sealing.places import Place
from waymark.sealing.recovery import RecoveryEnvelopes, Sheet, read_sheet, rebuild
from waymark.sealing.sessions import session_key, session_row_id
from waymark.sealing.signatures import check_signature, sign, signed_key_statement
from waymark.sealing.tags import Role, TagKey, TagKind, tag
from waymark.sealing.words import WordsKind, draw_words, read_words

FOLDER = Path(__file__).parent.parent / "vectors"
USED = set()


def vectors(name):
    USED.add(name)
    published = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["vectors"]
    assert published
    return pytest.mark.parametrize("v", published, ids=range(len(published)))


def place(v):
    where = v["place"]
    return Place(
        Kind(where["kind"]), UUID(where["record"]), Field(where["field"]), where["version"], where["epoch"]
    )


def raw(text):
    return bytes.fromhex(text)


@vectors("to")
def test_to_envelopes(v):
    secret = SecretKey(raw(v["secret"]))
    assert secret.public == PublicKey(raw(v["public"]))
    sealed = seal_to_with(
        SecretKey(raw(v["one_time_secret"])), raw(v["nonce"]), secret.public, place(v), raw(v["plain"])
    )
    assert sealed.raw.hex() == v["sealed"]
    assert place(v).bind(sealed.raw[:89]).hex() == v["associated_data"]
    assert unseal_to(secret, place(v), Sealed(raw(v["sealed"]))) == raw(v["plain"])


@vectors("in")
def test_in_envelopes(v):
    key = IslandKey(raw(v["key"]))
    sealed = seal_in_with(raw(v["nonce"]), key, place(v), raw(v["plain"]))
    assert sealed.raw.hex() == v["sealed"]
    assert place(v).bind(sealed.raw[:57]).hex() == v["associated_data"]
    assert unseal_in(key, place(v), Sealed(raw(v["sealed"]))) == raw(v["plain"])


@vectors("grants")
def test_grants(v):
    shred, holder = IslandKey(raw(v["shred_key"])), SecretKey(raw(v["holder_secret"]))
    one_time = SecretKey(raw(v["one_time_secret"]))
    inner = seal_to_with(one_time, raw(v["inner_nonce"]), holder.public, place(v), raw(v["granted"]))
    assert seal_in_with(raw(v["outer_nonce"]), shred, place(v), inner.raw).raw.hex() == v["sealed"]
    assert unseal_grant(shred, place(v), holder, Sealed(raw(v["sealed"]))) == raw(v["granted"])


@vectors("padding")
def test_padding(v):
    assert padded_length(v["length"]) == v["padded"]


@vectors("words")
def test_words(v):
    words = draw_words(WordsKind(v["kind"]), raw(v["seed"]))
    assert list(words.indices) == v["indices"]
    assert " ".join(words.spelled) == v["spelled"]
    assert " ".join(words.digits) == v["digits"]
    assert words.packed.hex() == v["packed"]
    assert hashlib.sha256(b"waymark-words-v1" + words.packed).digest()[0] % 16 == v["check"]


@vectors("mailboxes")
def test_mailboxes(v):
    keys = derive_mailbox(read_words(v["spelled"], WordsKind.MAILBOX))
    assert keys.locator.hex() == v["locator"]
    assert keys.secret.raw.hex() == v["secret"]
    assert keys.secret.public.raw.hex() == v["public"]


@vectors("sessions")
def test_sessions(v):
    assert session_row_id(v["token"]) == v["row_id"]
    assert session_key(v["token"]).raw.hex() == v["key"]


@vectors("signatures")
def test_signatures(v):
    key, label, message = SigningKey(raw(v["seed"])), Signed(v["label"]), raw(v["message"])
    assert sign(key, label, message).hex() == v["signature"]
    check_signature(VerifyKey(raw(v["verify_key"])), label, message, raw(v["signature"]))


@vectors("key-statements")
def test_key_statements(v):
    holder = Holder(HolderKind(v["kind"]), UUID(v["id"]), v["epoch"])
    assert signed_key_statement(holder, PublicKey(raw(v["public"]))).hex() == v["statement"]


@vectors("passphrases")
def test_passphrases(v):
    assert derive_passphrase(v["typed"], raw(v["salt"]), v["ops"], v["memory"]).raw.hex() == v["key"]


@vectors("sheets")
def test_sheets(v):
    sheet = Sheet(raw(v["raw"]))
    assert " ".join(sheet.spelled) == v["spelled"]
    assert " ".join(sheet.digits) == v["digits"]
    assert read_sheet(v["spelled"]).secret.raw.hex() == v["secret"]


@vectors("recovery")
def test_recovery(v):
    envelopes = RecoveryEnvelopes(
        UUID(v["record"]), v["epoch"], PublicKey(raw(v["public"])), tuple(Sealed(raw(p)) for p in v["pairs"])
    )
    first, second, third = (Sheet(raw(sheet)) for sheet in v["sheets"])
    for one, other in ((first, second), (first, third), (second, third)):
        assert rebuild(one, other, envelopes).raw.hex() == v["secret"]


@vectors("files")
def test_files(v):
    key = IslandKey(raw(v["key"]))
    assert b"".join(unseal_file(key, place(v), [raw(v["sealed"])])) == raw(v["plain"])
    with pytest.raises(DoesNotUnseal):
        list(unseal_file(key, place(v), [raw(v["sealed"])[:-1]]))


@vectors("tags")
def test_tags(v):
    made = tag(TagKey(raw(v["key"])), TagKind(v["kind"]), Role(v["role"]), *v["parts"])
    assert made.hex() == v["tag"]
