"""What taking a list in did, or would do: counts of everything, the first faults and changes in full."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from waymark.directory.rows import Row

LINES_KEPT: Final = 2000


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    DISPUTED = "disputed"
    SAME = "same"
    LEFT = "left"
    REFUSED = "refused"


OUTCOMES: Final = {
    Outcome.NEW: "new",
    Outcome.CHANGED: "changed",
    Outcome.DISPUTED: "differs from what a person checked",
    Outcome.SAME: "as before",
    Outcome.LEFT: "left as it is",
    Outcome.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One row, what becomes of it, and what there is to say."""

    outcome: Outcome
    line: int
    name: str
    sentence: str


@dataclass
class Report:
    """Everything that was found. A file of any size makes a report of bounded size.

    Faults are kept apart from changes, so that thousands of new rows cannot crowd a refused one out.
    """

    origin: str
    dry_run: bool
    counts: Counter[Outcome] = field(default_factory=Counter)
    faults: list[Told] = field(default_factory=list)
    changes: list[Told] = field(default_factory=list)

    def tell(self, outcome: Outcome, row: Row, sentence: str = "") -> None:
        self.counts[outcome] += 1
        kept = self.faults if outcome is Outcome.REFUSED else self.changes
        if outcome is not Outcome.SAME and len(kept) < LINES_KEPT:
            kept.append(Told(outcome, row.line, row.name[:80], sentence))

    @property
    def lines(self) -> list[Told]:
        """Faults and changes in the order of the list."""
        return sorted([*self.faults, *self.changes], key=lambda told: told.line)

    @property
    def left_out(self) -> int:
        """How many faults and changes are counted, and no longer told one by one."""
        told = sum(self.counts.values()) - self.counts[Outcome.SAME]
        return told - len(self.faults) - len(self.changes)

    @property
    def summary(self) -> str:
        """Counts in words."""
        said = [f"{self.counts[each]} {OUTCOMES[each]}" for each in Outcome if self.counts[each]]
        return ", ".join(said) or "no rows"
