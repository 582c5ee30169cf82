"""The keys that live on disk, one 0600 file each in a 0700 folder, and which process may read which.

Nothing here is ever in a database. A process that asks for a key which is not its own gets an error; in
a real service the files also belong to different users.
"""

import os
import stat
from functools import cache
from pathlib import Path
from secrets import token_bytes
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from waymark.sealing.keys import PublicKey, SecretKey, SigningKey, VerifyKey, new_pair, new_signing_key

RAW_BYTES: Final = 32
SIGNING: Final = "signing.key"
SIGNING_PUBLIC: Final = "signing.pub"
OUTBOX: Final = "outbox.key"
OUTBOX_PUBLIC: Final = "outbox.pub"
AUDIT: Final = "audit.key"
LIMITS: Final = "limits.key"
SESSION: Final = "session.secret"
PUBLIC: Final = "public.secret"

_SHARED: Final = frozenset({SIGNING_PUBLIC, OUTBOX_PUBLIC, AUDIT, LIMITS})
READERS: Final = {
    "public": _SHARED | {PUBLIC},
    "desk": _SHARED | {SIGNING, SESSION},
    "worker": _SHARED | {SIGNING, OUTBOX, SESSION},
}
ALL_FILES: Final = frozenset[str]().union(*READERS.values())


class KeysFolder:
    """The keys of one process, read once each when first asked for."""

    def __init__(self, folder: Path, process: str) -> None:
        self.folder = folder
        self.process = process
        self._read = cache(self._read_file)

    def __repr__(self) -> str:
        return f"<KeysFolder of {self.process}>"

    def _read_file(self, name: str) -> bytes:
        if name not in READERS[self.process]:
            raise ImproperlyConfigured(f"The {self.process} process may not read {name}.")
        path = self.folder / name
        try:
            mode, raw = stat.S_IMODE(path.stat().st_mode), path.read_bytes()
        except FileNotFoundError as absent:
            raise ImproperlyConfigured(f"{path} is missing. `waymark init` makes the keys.") from absent
        if not name.endswith(".pub") and mode & 0o077:
            raise ImproperlyConfigured(f"{path} can be read by others. Its mode must be 0600.")
        if len(raw) != RAW_BYTES:
            raise ImproperlyConfigured(f"{path} is damaged.")
        return raw

    def django_secret(self) -> str:
        """What Django signs with: one for the public process, another for the desk and the worker."""
        return self._read(PUBLIC if self.process == "public" else SESSION).hex()

    def signing_key(self) -> SigningKey:
        return SigningKey(self._read(SIGNING))

    def verify_key(self) -> VerifyKey:
        return VerifyKey(self._read(SIGNING_PUBLIC))

    def outbox_secret(self) -> SecretKey:
        return SecretKey(self._read(OUTBOX))

    def outbox_public(self) -> PublicKey:
        return PublicKey(self._read(OUTBOX_PUBLIC))

    def audit_key(self) -> bytes:
        """32 bytes that key the hashes of the chains."""
        return self._read(AUDIT)

    def limits_key(self) -> bytes:
        """32 bytes that key what the limits count by."""
        return self._read(LIMITS)


def make_keys(folder: Path) -> bool:
    """Make the folder and whatever pair or secret is missing from it; True if anything was made.

    Never overwrites: a public half whose secret is gone stays as it is, and reading the secret says so.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    made = False
    if not (folder / SIGNING_PUBLIC).exists():
        signing = new_signing_key()
        _write(folder / SIGNING, signing.raw)
        _write(folder / SIGNING_PUBLIC, signing.verify_key.raw)
        made = True
    if not (folder / OUTBOX_PUBLIC).exists():
        outbox = new_pair()
        _write(folder / OUTBOX, outbox.raw)
        _write(folder / OUTBOX_PUBLIC, outbox.public.raw)
        made = True
    for name in (AUDIT, LIMITS, SESSION, PUBLIC):
        if not (folder / name).exists():
            _write(folder / name, token_bytes(RAW_BYTES))
            made = True
    return made


def _write(path: Path, raw: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
