"""That something in an entry is wrong: asked in one step, told in the next, under a token of our own."""

from datetime import timedelta
from time import time
from typing import Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from waymark.directory.terms import DOUBTS, Doubt
from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.tokens import todays_token_key, token_key_of
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.labels import Field
from waymark.sealing.tokens import seal_form, unseal_form
from waymark.ui.forms import Choices, QuietForm

LIVES: Final = 60 * 60


class DoubtForm(QuietForm):
    """What is wrong: a choice, and no text in which somebody could write about themselves."""

    doubt = forms.ChoiceField(widget=Choices)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["doubt"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("What is wrong?")
        field.choices = [(word.value, _(said)) for word, said in DOUBTS.items()]
        field.error_messages["required"] = _("Please choose what is wrong.")
        field.error_messages["invalid_choice"] = _("Please choose what is wrong.")

    @property
    def what(self) -> Doubt:
        return Doubt(self.cleaned_data["doubt"])


def seal_service(service_id: UUID) -> str:
    """A token for one entry."""
    note = {"service": str(service_id)}
    return seal_form(todays_token_key()[1], new_id(), note, expires=int(time()) + LIVES, field=Field.ITEM)


def unseal_service(text: str) -> UUID | None:
    """The entry of a token; None when it is not ours, or an hour old."""
    for made_on in (day(), day() - timedelta(days=1)):
        try:
            token = unseal_form(token_key_of(made_on), text, now=time(), field=Field.ITEM)
        except DoesNotUnseal:
            continue
        return None if token.expired else UUID(str(token.note["service"]))
    return None
