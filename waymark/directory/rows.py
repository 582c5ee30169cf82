"""One row of a list that is taken in: an entry, or the reason why there is none."""

from dataclasses import dataclass

from waymark.directory.entries import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """`key` names the row within its list for good; `remarks` say what was read in a lenient way."""

    line: int
    key: str
    name: str
    entry: Entry | None = None
    fault: str = ""
    remarks: tuple[str, ...] = ()
