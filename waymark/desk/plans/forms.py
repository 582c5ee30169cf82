"""What a worker writes about a hand-over: suggestions, and the case that keeps it."""

from django import forms

from waymark.ui.forms import LongText, QuietForm


class SuggestForm(QuietForm):
    """Suggestions, one on each line. The person keeps each or puts it aside."""

    text = forms.CharField(
        label="Suggestions",
        help_text="One on each line. They see these words only. They decide.",
        max_length=20_000,
        widget=LongText(rows=5),
        error_messages={"required": "Write a suggestion first, one on each line."},
    )

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["text"].splitlines() if line.strip()]


class KeepForm(QuietForm):
    """The case that keeps what was handed over."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=40,
        error_messages={"required": "Type the reference of the case that keeps this."},
    )
