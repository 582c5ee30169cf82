"""What a worker writes about a hand-over: suggestions, the case that keeps it, the team that gets it."""

from collections.abc import Iterable
from typing import Any

from django import forms

from waymark.cases.file.terms import REFERENCE_LENGTH
from waymark.staff.models import Team
from waymark.ui.forms import LongText, QuietForm

HALF = REFERENCE_LENGTH // 2


def as_written(typed: str) -> str:
    """A reference as references are written, however it was typed."""
    letters = "".join(each for each in typed.upper() if each.isalnum())
    return f"{letters[:HALF]}-{letters[HALF:]}"


class SuggestForm(QuietForm):
    """Suggestions, one on each line. The person keeps each or puts it aside."""

    text = forms.CharField(
        label="Suggestions",
        help_text="One on each line. They see these words only. They decide. It can be sent once.",
        max_length=20_000,
        widget=LongText(rows=5),
        error_messages={"required": "Write a suggestion first, one on each line."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "suggest_%s")  # the page has a second box for text
        super().__init__(*args, **kwargs)

    def lines(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["text"].splitlines() if line.strip()]


class KeepForm(QuietForm):
    """The case that keeps what was handed over."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=40,
        error_messages={"required": "Type the reference of the case that keeps this."},
    )

    def clean_reference(self) -> str:
        return as_written(self.cleaned_data["reference"])


class PassForm(QuietForm):
    """The team that gets it, and a sentence."""

    to = forms.ChoiceField(
        label="Which team gets it",
        error_messages={"required": "Choose a team.", "invalid_choice": "Choose one of these."},
    )
    reference = forms.CharField(
        label="Reference of the case, if you know it",
        help_text="If that team keeps the case from some of its people, only the others get this.",
        max_length=40,
        required=False,
    )
    text = forms.CharField(
        label="What they need to know, in a sentence",
        help_text="It may stay empty.",
        strip=True,
        required=False,
        max_length=500,
        widget=LongText(rows=2),
        error_messages={"max_length": "Please make this shorter: 500 characters at most."},
    )

    def __init__(self, *args: Any, teams: Iterable[Team], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "pass_%s")
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [("", "Choose"), *((str(team.id), team.shown_name) for team in teams)]

    def clean_reference(self) -> str:
        return as_written(self.cleaned_data["reference"])
