"""Why a case must not be destroyed, and when somebody looks at that again."""

from datetime import date
from typing import Any

from django import forms

from waymark.clocks.days import years_after
from waymark.ui.forms import DayInput, LongText, QuietForm


class HoldForm(QuietForm):
    """A hold."""

    text = forms.CharField(
        label="Why must it not be destroyed?",
        strip=False,
        max_length=100_000,
        widget=LongText(rows=3),
        help_text="In a sentence, such as: a court has asked for it.",
        error_messages={"required": "Say in a sentence why this case must not be destroyed."},
    )
    review_on = forms.DateField(
        label="Look at this again on",
        widget=DayInput,
        help_text="A year from now at most. The hold stays until somebody releases it.",
        error_messages={"required": "Choose a day.", "invalid": "Write a day such as 2027-05-31."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].widget.attrs |= {
            "min": today.isoformat(),
            "max": years_after(today, 1).isoformat(),
        }
