"""From mailbox words to the mailbox: where it is (locator) and what opens it (an X25519 pair).

The slow derivation is what makes 73 bits enough. It takes about 25 ms and 19 MiB: bound how many run at once.
"""

from dataclasses import dataclass

from nacl.bindings import crypto_pwhash_alg, crypto_pwhash_ALG_ARGON2ID13

from waymark.sealing.hashing import H
from waymark.sealing.keys import Secret, SecretKey
from waymark.sealing.words import Words

MAILBOX_SALT = b"waymark-mailbox1"
MAILBOX_OPS = 2
MAILBOX_MEMORY = 19 * 1024 * 1024


@dataclass(frozen=True, repr=False)
class MailboxKeys(Secret):
    """A mailbox's locator (16 bytes, not secret to the server) and its secret half."""

    locator: bytes
    secret: SecretKey


def derive_mailbox(words: Words) -> MailboxKeys:
    """Argon2id (2 passes, 19 MiB) over the packed indices, then two derivations of the root."""
    root = crypto_pwhash_alg(
        32, words.packed, MAILBOX_SALT, MAILBOX_OPS, MAILBOX_MEMORY, crypto_pwhash_ALG_ARGON2ID13
    )
    return MailboxKeys(
        locator=H(root, "waymark-mb-loc", b"", 16), secret=SecretKey(H(root, "waymark-mb-key", b"", 32))
    )
