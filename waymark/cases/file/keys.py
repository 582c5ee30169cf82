"""The keys of one case as one reader holds them, for one request. Nothing here is kept or stored."""

from collections.abc import Sequence
from uuid import UUID

from waymark.records.islands import Unlocked, unlock, unlock_current, unlock_many
from waymark.sealing.keyring import Keyring
from waymark.sealing.keys import IslandKey


class CaseKeys:
    """The current key of a case, and its older keys as they are asked for."""

    __slots__ = ("_case_id", "_found", "_keyring", "current")

    def __init__(self, case_id: UUID, current: Unlocked, keyring: Keyring | None) -> None:
        self._case_id = case_id
        self._keyring = keyring
        self.current = current
        self._found = {current.epoch: current.key}

    def __repr__(self) -> str:
        return "CaseKeys(redacted)"

    @property
    def epoch(self) -> int:
        """What new records are sealed under."""
        return self.current.epoch

    @property
    def key(self) -> IslandKey:
        return self.current.key

    def of(self, epoch: int) -> IslandKey:
        """The key of any epoch that this reader can reach; `DoesNotUnseal` for one that they cannot."""
        if epoch not in self._found and self._keyring is not None:
            self._found[epoch] = unlock(self._case_id, self._keyring, epoch)
        return self._found[epoch]


def keys_of(case_id: UUID, keyring: Keyring) -> CaseKeys:
    """`DoesNotUnseal` if this reader was not granted the case, or it was destroyed."""
    return CaseKeys(case_id, unlock_current(case_id, keyring), keyring)


def keys_of_many(case_ids: Sequence[UUID], keyring: Keyring) -> dict[UUID, CaseKeys]:
    """Whichever of these cases the reader was granted, in two queries."""
    return {
        case_id: CaseKeys(case_id, unlocked, keyring)
        for case_id, unlocked in unlock_many(case_ids, keyring).items()
    }
