"""What taking a list in did, or would do: counts of everything, and the first lines in full."""

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
    """Everything that was found. A file of any size makes a report of bounded size."""

    origin: str
    dry_run: bool
    counts: Counter[Outcome] = field(default_factory=Counter)
    lines: list[Told] = field(default_factory=list)

    def tell(self, outcome: Outcome, row: Row, sentence: str = "") -> None:
        self.counts[outcome] += 1
        if outcome is not Outcome.SAME and len(self.lines) < LINES_KEPT:
            self.lines.append(Told(outcome, row.line, row.name[:80], sentence))

    @property
    def summary(self) -> str:
        """Counts in words."""
        said = [f"{self.counts[each]} {OUTCOMES[each]}" for each in Outcome if self.counts[each]]
        return ", ".join(said) or "no rows"
