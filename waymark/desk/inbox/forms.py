"""What is typed in the inbox: a reply, and who gets a new case."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from waymark.staff.models import Member, Team
from waymark.ui.forms import Checks, LongText, QuietForm


class ReplyForm(QuietForm):
    """A reply to a mailbox."""

    text = forms.CharField(
        label="Your reply",
        strip=False,
        max_length=100_000,
        widget=LongText(rows=9),
        help_text="They read exactly this and how you sign when they next use their six words.",
        error_messages={"required": "Write something first."},
    )
    signed_by = forms.CharField(
        label="Signed",
        max_length=40,
        required=False,
        help_text="A first name is enough. Leave it empty to sign as the service.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "reply_%s")  # a case's page has a second box for text
        super().__init__(*args, **kwargs)


class StartForm(QuietForm):
    """Which team takes the case, and perhaps who; where somebody in it must not read it, who alone may."""

    to = forms.ChoiceField(
        label="Who takes it",
        error_messages={
            "required": "Choose a team, or somebody in it.",
            "invalid_choice": "Choose one of these.",
        },
    )

    named = forms.MultipleChoiceField(
        label="Only these may open the case",
        widget=Checks,
        required=False,
        help_text="For everybody else in that team there is no such case. Name two people at least.",
        error_messages={"invalid_choice": "That team has changed. Look at the list again."},
    )
    offered = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: object,
        teams: Iterable[tuple[Team, Iterable[Member]]],
        people: Mapping[Member, str] | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["named"], self.fields["offered"]
        else:
            named = self.fields["named"]
            assert isinstance(named, forms.MultipleChoiceField)
            named.choices = [(str(one.id), name) for one, name in people.items()]
        choices: list[tuple[str, str]] = [("", "Choose")]
        for team, members in teams:
            choices.append((str(team.id), f"{team.shown_name}: nobody yet"))
            choices += [
                (f"{team.id}/{member.id}", f"{team.shown_name}: {member.shown_name}") for member in members
            ]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a choice field has choices


class FindForm(QuietForm):
    """Looking for a case by its reference."""

    q = forms.CharField(label="Case reference", max_length=20, required=False)
