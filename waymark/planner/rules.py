"""What may be stored in a vault: bytes of the right shape and of one of a few sizes, for an offered time."""

from waymark.planner.sizes import AGE_HEADER, AGE_OVERHEAD, LARGEST, SMALLEST
from waymark.planner.terms import KEEP_CHOICES
from waymark.records.refusal import Refused, allows
from waymark.sealing.padding import padded_length

NOT_SEALED = "This did not arrive whole. Nothing was saved, and nothing that was saved before is lost."
NOT_OFFERED = "Please choose one of the times."


def check_sealed(blob: bytes) -> None:
    """Refuses anything but one age file for one X25519 recipient, padded to a size of the ladder."""
    if AGE_HEADER.match(blob) is None or not _on_the_ladder(len(blob) - AGE_OVERHEAD):
        raise Refused(NOT_SEALED)


def check_keep(days: int) -> None:
    """Refuses any number of days but those that we offer."""
    if days not in KEEP_CHOICES:
        raise Refused(NOT_OFFERED)


def may_sealed(blob: bytes) -> bool:
    return allows(check_sealed, blob)


def may_keep(days: int) -> bool:
    return allows(check_keep, days)


def _on_the_ladder(size: int) -> bool:
    """4 KiB, then the sizes of Padmé's rule, to 64 KiB."""
    return SMALLEST <= size <= LARGEST and padded_length(size - 1) == size
