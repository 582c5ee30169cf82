"""What opens a held file: its id and key, what it is, and the hash of the original.

Travels only inside envelopes.
"""

from dataclasses import dataclass
from uuid import UUID

from waymark.documents.terms import FileKind
from waymark.sealing.keys import IslandKey
from waymark.sealing.notes import JSON


@dataclass(frozen=True, slots=True, repr=False)
class HeldFile:
    """One sealed file. `sha256` is of the original, as hex; `size` is in bytes."""

    id: UUID
    key: IslandKey
    name: str
    kind: FileKind
    size: int
    sha256: str

    def __repr__(self) -> str:
        return "HeldFile(redacted)"

    def to_note(self) -> dict[str, JSON]:
        return {
            "id": str(self.id),
            "key": self.key.raw.hex(),
            "name": self.name,
            "kind": self.kind.value,
            "size": self.size,
            "sha256": self.sha256,
        }

    @classmethod
    def from_note(cls, note: JSON) -> "HeldFile":
        """Raises ValueError on anything that is not one of ours."""
        if not isinstance(note, dict) or not isinstance(note.get("size"), int):
            raise ValueError("A held file has another shape")
        size = note["size"]
        assert isinstance(size, int)
        return cls(
            id=UUID(str(note.get("id"))),
            key=IslandKey(bytes.fromhex(str(note.get("key")))),
            name=str(note.get("name")),
            kind=FileKind(str(note.get("kind"))),
            size=size,
            sha256=str(note.get("sha256")),
        )
