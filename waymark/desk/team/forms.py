"""Who joins and what they may do: shape of input only."""

from typing import Any

from django import forms

from waymark.staff.models import Team
from waymark.staff.queries import all_teams
from waymark.staff.terms import ROLE_NAMES
from waymark.ui.forms import Checks, QuietForm, Tick

ROLE_CHOICES = [(role.value, name) for role, name in ROLE_NAMES.items()]


class MemberForm(QuietForm):
    """A new colleague, or what one is allowed to do."""

    name = forms.CharField(
        label="Sign-in name",
        max_length=40,
        help_text="Small letters, digits, dots or dashes. It need not be a real name.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Give them a name to sign in with."},
    )
    shown_name = forms.CharField(
        label="Name that colleagues see",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Say what colleagues call them."},
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=ROLE_CHOICES,
        widget=Checks,
        error_messages={"required": "Tick at least one role."},
    )
    teams = forms.ModelMultipleChoiceField(
        label="Teams", queryset=Team.objects.none(), required=False, widget=Checks
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = self.fields["teams"]
        assert isinstance(teams, forms.ModelMultipleChoiceField)
        teams.queryset = all_teams()
        teams.label_from_instance = lambda team: team.shown_name  # type: ignore[method-assign, assignment]  # Django's own hook


class AccessForm(MemberForm):
    """What a colleague may do: the same fields without the sign-in name, which never changes."""

    name = None  # type: ignore[assignment]  # Django's way to leave a field out


class ComparedForm(QuietForm):
    """That two people read the digits to each other."""

    compared = forms.BooleanField(
        widget=Tick,
        label="I read these digits together with them, in person or on a call where I know the voice",
        error_messages={"required": "Compare the digits with them first."},
    )
