"""Hours as rows: which stretches hold on which days, as schedules of other systems have them."""

from typing import Final

from waymark.clocks.opening import DAYS, BankHolidays, Opening, Stretch

HOLIDAY: Final = "PH"


def schedules_of(opening: Opening) -> list[tuple[str, Stretch]]:
    """Stretches with the days on which they hold: `MO,TU`, or `PH` for bank holidays."""
    days: dict[Stretch, list[str]] = {}
    for name, stretches in zip(DAYS, opening.days, strict=True):
        for stretch in stretches:
            days.setdefault(stretch, []).append(name.upper())
    rows = [(",".join(names), stretch) for stretch, names in days.items()]
    if opening.on_holidays is BankHolidays.OWN:
        rows += [(HOLIDAY, stretch) for stretch in opening.holiday]
    return rows
