"""Write the table of bank holidays that the house reads, from the library that knows their rules.

The library holds every country's at once, 12 MB in each process; the table holds the four nations'.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import holidays

TABLE: Final = Path(__file__).resolve().parent.parent / "waymark" / "clocks" / "holiday_table.py"
NATIONS: Final = ("ENG", "WLS", "SCT", "NIR")
YEARS: Final = range(2020, 2056)
HEAD: Final = '''"""Month and day of every bank holiday. Written by `./do generated`: change nothing here."""

from collections.abc import Mapping
from typing import Final

DAYS: Final[Mapping[tuple[str, int], str]] = {
'''


def table() -> str:
    """The text of the module."""
    lines = [f'    ("{nation}", {year}): "{_days(nation, year)}",\n' for nation in NATIONS for year in YEARS]
    return HEAD + "".join(lines) + "}\n"


def _days(nation: str, year: int) -> str:
    found: Iterable[object] = sorted(holidays.country_holidays("GB", subdiv=nation, years=year))
    return " ".join(f"{day:%m-%d}" for day in found)


def main() -> int:
    """With --check, 1 when the table is not what the library says now."""
    text = table()
    if TABLE.exists() and TABLE.read_text("utf-8") == text:
        return 0
    if "--check" in sys.argv[1:]:
        print(f"{TABLE.name} is out of date: run `./do generated`")
        return 1
    TABLE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
