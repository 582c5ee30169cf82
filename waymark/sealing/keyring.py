"""The secrets that one signed-in person can reach for the length of one request.

Rooms take a Keyring as an argument. It never prints, pickles or outlives the request; only staff makes one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import Secret, SecretKey
from waymark.sealing.labels import HolderKind


@dataclass(frozen=True, order=True)
class Holder:
    """Who holds a secret half: kind, id, and the epoch of the pair."""

    kind: HolderKind
    id: UUID
    epoch: int = 0


class Keyring(Secret):
    """A person and the secret halves that they hold."""

    __slots__ = ("_person", "_secrets")

    def __init__(self, person: UUID, secrets: Mapping[Holder, SecretKey]) -> None:
        self._person = person
        self._secrets = dict(secrets)

    @property
    def person(self) -> UUID:
        return self._person

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Everything this person can unseal for, in a fixed order."""
        return tuple(sorted(self._secrets))

    def secret_for(self, holder: Holder) -> SecretKey:
        """The secret half of `holder`'s pair; `DoesNotUnseal` when this person has none."""
        found = self._secrets.get(holder)
        if found is None:
            raise DoesNotUnseal
        return found
