"""Anchors: where all chains stood, signed and kept outside the database, so that rolling it back is noticed.

`anchors.log` has one signed line a night, each naming the line before; beside it lie the last line's heads.
"""

import json
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from waymark.audit.queries import HeadState, heads, verify_all
from waymark.records.days import day
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.hashing import LP, H
from waymark.sealing.keys import SigningKey, VerifyKey
from waymark.sealing.labels import Signed
from waymark.sealing.signatures import check_signature, sign

LOG = "anchors.log"
HEAD_BYTES = 16 + 8 + 32
NOTHING_BEFORE = bytes(32)


class AnchorsBroken(Exception):  # noqa: N818 - a finding
    """The anchors themselves are not what was signed."""


@dataclass(frozen=True)
class Anchor:
    """One night's line."""

    number: int
    made_on: date
    chains: int
    digest: bytes
    previous: bytes
    signature: bytes

    @property
    def message(self) -> bytes:
        """The bytes that are signed."""
        return LP(
            self.number.to_bytes(8, "big"),
            self.made_on.isoformat().encode("ascii"),
            self.chains.to_bytes(8, "big"),
            self.digest,
            self.previous,
        )

    @property
    def hash(self) -> bytes:
        """What the next line names."""
        return H(b"", "waymark-anchor", LP(self.message, self.signature), 32)


def make_anchor(folder: Path, signing: SigningKey) -> Anchor:
    """Digest where all chains stand, sign it, append it. Its heads are on disk before the line is.

    Verifies first, and raises what it finds: an anchor made over a cut chain would hide the cut.
    """
    verify_with_anchors(folder, signing.verify_key)
    before = read_anchors(folder, signing.verify_key)
    standing = _pack(heads())
    unsigned = Anchor(
        number=len(before) + 1,
        made_on=day(),
        chains=len(standing) // HEAD_BYTES,
        digest=_digest(standing),
        previous=before[-1].hash if before else NOTHING_BEFORE,
        signature=b"",
    )
    anchor = Anchor(**{**unsigned.__dict__, "signature": sign(signing, Signed.ANCHOR, unsigned.message)})
    _write(folder / _heads_name(anchor), standing)
    _write(folder / LOG, "".join(_line(each) for each in [*before, anchor]).encode("ascii"))
    for old in before:
        (folder / _heads_name(old)).unlink(missing_ok=True)
    return anchor


def check_anchored_today(folder: Path, verify_key: VerifyKey) -> None:
    """`AnchorsBroken` unless an anchor was made today: that is only done over chains that verify."""
    anchors = read_anchors(folder, verify_key)
    if not anchors or anchors[-1].made_on != day():
        raise AnchorsBroken("no anchor was made today: the chains were not found whole, or not looked at yet")


def read_anchors(folder: Path, verify_key: VerifyKey) -> list[Anchor]:
    """Every line, checked: numbers, order, signatures. `AnchorsBroken` otherwise."""
    file = folder / LOG
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    anchors: list[Anchor] = []
    for line in lines:
        anchor = _read(line)
        expected = anchors[-1].hash if anchors else NOTHING_BEFORE
        if anchor.number != len(anchors) + 1 or anchor.previous != expected:
            raise AnchorsBroken(f"line {len(anchors) + 1} does not follow the line before it")
        try:
            check_signature(verify_key, Signed.ANCHOR, anchor.message, anchor.signature)
        except DoesNotUnseal:
            raise AnchorsBroken(f"line {anchor.number} was not signed by this service") from None
        anchors.append(anchor)
    return anchors


def verify_with_anchors(folder: Path, verify_key: VerifyKey) -> dict[UUID, int]:
    """Verify every chain against itself and against the last anchor; how long each is."""
    anchors = read_anchors(folder, verify_key)
    return verify_all(_anchored_heads(folder, anchors[-1]) if anchors else None)


def _anchored_heads(folder: Path, anchor: Anchor) -> list[HeadState]:
    file = folder / _heads_name(anchor)
    packed = file.read_bytes() if file.exists() else b""
    if _digest(packed) != anchor.digest:
        raise AnchorsBroken("the heads beside the last line are not those that were signed")
    return [_unpack(packed[at : at + HEAD_BYTES]) for at in range(0, len(packed), HEAD_BYTES)]


def _pack(standing: list[HeadState]) -> bytes:
    return b"".join(head.chain_id.bytes + head.length.to_bytes(8, "big") + head.hash for head in standing)


def _unpack(packed: bytes) -> HeadState:
    return HeadState(UUID(bytes=packed[:16]), int.from_bytes(packed[16:24], "big"), packed[24:])


def _digest(packed: bytes) -> bytes:
    return H(b"", "waymark-heads", packed, 32)


def _heads_name(anchor: Anchor) -> str:
    return f"anchors.{anchor.number}.heads"


def _line(anchor: Anchor) -> str:
    values = {
        "number": anchor.number,
        "made_on": anchor.made_on.isoformat(),
        "chains": anchor.chains,
        "digest": anchor.digest.hex(),
        "previous": anchor.previous.hex(),
        "signature": anchor.signature.hex(),
    }
    return json.dumps(values) + "\n"


def _read(line: str) -> Anchor:
    try:
        values = json.loads(line)
        return Anchor(
            number=int(values["number"]),
            made_on=date.fromisoformat(values["made_on"]),
            chains=int(values["chains"]),
            digest=bytes.fromhex(values["digest"]),
            previous=bytes.fromhex(values["previous"]),
            signature=bytes.fromhex(values["signature"]),
        )
    except (ValueError, KeyError, TypeError):
        raise AnchorsBroken("a line cannot be read") from None


def _write(file: Path, content: bytes) -> None:
    """All or nothing: a crash leaves the old file."""
    new = file.with_name(f"{file.name}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    new.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
