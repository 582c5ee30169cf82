"""A record's place: what every envelope is bound to, so that moved bytes do not unseal."""

from dataclasses import dataclass
from uuid import UUID

from waymark.sealing.hashing import LP
from waymark.sealing.labels import Field, Kind

U32_END = 2**32


@dataclass(frozen=True)
class Place:
    """Where a sealed value belongs: kind, record, field, version of the value, epoch of the key."""

    kind: Kind
    record: UUID
    field: Field
    version: int = 1
    epoch: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.version < U32_END and 0 <= self.epoch < U32_END):
            raise ValueError("a version and an epoch are unsigned 32-bit numbers")

    @property
    def parts(self) -> tuple[bytes, bytes, bytes, bytes, bytes]:
        """The five parts as they stand in associated data (the formats call this *place*)."""
        return (
            self.kind.value.encode("ascii"),
            self.record.bytes,
            self.field.value.encode("ascii"),
            self.version.to_bytes(4, "big"),
            self.epoch.to_bytes(4, "big"),
        )

    def bind(self, header: bytes) -> bytes:
        """The associated data of an envelope: its own first bytes, then the place."""
        return LP(header, *self.parts)
