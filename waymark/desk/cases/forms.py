"""What is typed in a case: a note, how a call went, whom it is handed to."""

from collections.abc import Iterable, Mapping
from functools import partial
from secrets import token_urlsafe
from typing import Any

from django import forms

from waymark.cases.closing.terms import CLOSE_REASONS, REOPEN_REASONS, TOLD_NAMES, Point
from waymark.cases.log.terms import OUTCOME_NAMES
from waymark.staff.models import Member, Team
from waymark.ui.forms import Checks, Choices, LongText, QuietForm


class OnceForm(QuietForm):
    """A form whose words count once, however often it is sent: pressed twice, or after a lost answer."""

    once = forms.CharField(
        widget=forms.HiddenInput, required=False, max_length=64, initial=partial(token_urlsafe, 16)
    )


class NoteForm(OnceForm):
    """A note for the log."""

    text = forms.CharField(
        label="Note",
        strip=False,
        max_length=100_000,
        widget=LongText(rows=4),
        error_messages={"required": "Write something first."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "note_%s")  # a case's page has a second box for text
        super().__init__(*args, **kwargs)


class CallForm(OnceForm):
    """How a call went."""

    outcome = forms.ChoiceField(
        label="How did it go?",
        choices=[(each.value, name) for each, name in OUTCOME_NAMES.items()],
        widget=Choices,
        error_messages={"required": "Choose how it went."},
    )
    text = forms.CharField(
        label="What was agreed", required=False, strip=False, max_length=100_000, widget=LongText(rows=4)
    )


class HandForm(QuietForm):
    """To whom, and the sentence that goes along."""

    to = forms.ChoiceField(
        label="Hand over to",
        error_messages={"required": "Choose somebody, or a team.", "invalid_choice": "Choose one of these."},
    )
    text = forms.CharField(
        label="What they need to know, in a sentence",
        strip=False,
        max_length=5_000,
        widget=LongText(rows=3),
        error_messages={"required": "Say in a sentence what they need to know."},
    )

    def __init__(self, *args: Any, members: Iterable[Member], teams: Iterable[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [
            ("", "Choose"),
            *((f"member/{member.id}", member.shown_name) for member in members),
            *((f"team/{team.id}", f"{team.shown_name} (another team)") for team in teams),
        ]


class WallForm(QuietForm):
    """Who may open a case. `shown` is what the page said of it when it was drawn."""

    named = forms.MultipleChoiceField(
        label="Who may open this case",
        widget=Checks,
        error_messages={
            "required": "Name two people at least. A case that one person alone can open is lost with them.",
            "invalid_choice": "The team has changed. Look at the list again.",
        },
    )
    text = forms.CharField(
        label="Why, if those you name should know",
        required=False,
        strip=False,
        max_length=5_000,
        widget=LongText(rows=2),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Mapping[Member, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = self.fields["named"]
        assert isinstance(named, forms.MultipleChoiceField)
        named.choices = [(str(one.id), name) for one, name in people.items()]


class OpenForm(QuietForm):
    """Why the whole team may open a case again."""

    text = forms.CharField(
        label="Why may the whole team open it again?",
        strip=False,
        max_length=5_000,
        widget=LongText(rows=3),
        error_messages={"required": "Say in a sentence why the whole team may open this case again."},
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)


class CloseForm(QuietForm):
    """Why a case ends, what the person was told, and what is still open."""

    reason = forms.ChoiceField(
        label="Why does it end?",
        choices=[(each.value, name) for each, name in CLOSE_REASONS.items()],
        widget=Choices,
        error_messages={"required": "Choose why it ends."},
    )
    told = forms.ChoiceField(
        label="What does the person know?",
        choices=[(each.value, name) for each, name in TOLD_NAMES.items()],
        widget=Choices,
        error_messages={"required": "Choose what they know of it."},
    )
    text = forms.CharField(
        label="What somebody should know if they come back",
        required=False,
        strip=False,
        max_length=100_000,
        widget=LongText(rows=5),
    )
    confirmed = forms.MultipleChoiceField(
        label="This is still open. Tick what you know of",
        required=False,
        widget=Checks,
        error_messages={"invalid_choice": "This list has changed. Look at it again."},
    )

    def __init__(self, *args: Any, still_open: Mapping[Point, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not still_open:
            del self.fields["confirmed"]
            return
        confirmed = self.fields["confirmed"]
        assert isinstance(confirmed, forms.MultipleChoiceField)
        confirmed.choices = [(point.value, sentence) for point, sentence in still_open.items()]


class ReopenForm(QuietForm):
    """Why a case begins again."""

    reason = forms.ChoiceField(
        label="Why does it begin again?",
        choices=[(each.value, name) for each, name in REOPEN_REASONS.items()],
        widget=Choices,
        error_messages={"required": "Choose why it begins again."},
    )
    text = forms.CharField(
        label="What happened", required=False, strip=False, max_length=100_000, widget=LongText(rows=4)
    )


class FindForm(QuietForm):
    """Looking for a case by its reference."""

    q = forms.CharField(
        label="Find by reference", max_length=20, required=False, widget=forms.TextInput({"type": "search"})
    )
