"""That something in an entry is wrong: asked in one step, told in the next, under a token of our own."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from waymark.directory.entries import Listed
from waymark.directory.terms import DOUBTS, Doubt
from waymark.public.tokens import seal_field, unseal_field
from waymark.sealing.labels import Field
from waymark.ui.forms import Choices, QuietForm

LIVES: Final = timedelta(hours=1)


class DoubtForm(QuietForm):
    """What is wrong: a choice, and no text in which somebody could write about themselves."""

    which = forms.ChoiceField()
    doubt = forms.ChoiceField(widget=Choices)

    def __init__(self, *args: object, among: Sequence[Listed] = (), **kwargs: object) -> None:
        """`among`: the entries to choose from, where the page does not know yet which one is meant."""
        super().__init__(*args, **kwargs)
        if among:
            self._ask_which(among)
        else:
            del self.fields["which"]
        field = self.fields["doubt"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("What is wrong?")
        field.choices = [(word.value, _(said)) for word, said in DOUBTS.items()]
        field.error_messages["required"] = _("Please choose what is wrong.")
        field.error_messages["invalid_choice"] = _("Please choose what is wrong.")

    def _ask_which(self, among: Sequence[Listed]) -> None:
        field = self.fields["which"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("Which one?")
        field.choices = [("", ""), *((each.id.hex, each.entry.name) for each in among)]
        field.error_messages["required"] = _("Please choose one.")
        field.error_messages["invalid_choice"] = _("Please choose one.")

    @property
    def meant(self) -> str:
        return str(self.cleaned_data.get("which", ""))

    @property
    def what(self) -> Doubt:
        return Doubt(self.cleaned_data["doubt"])


def seal_doubt(service_id: UUID | None) -> str:
    """A token for one entry, or for a form that asks which one."""
    note = {"service": service_id.hex if service_id else ""}
    return seal_field(note, field=Field.ITEM, lives=LIVES)


def unseal_doubt(text: str) -> str | None:
    """The entry of a token, empty when the form asks; None when it is not ours, or an hour old."""
    token = unseal_field(text, field=Field.ITEM)
    return None if token is None or token.expired else str(token.note["service"])
