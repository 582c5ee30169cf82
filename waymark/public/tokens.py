"""What a page carries on in one hidden field, sealed under the day's key: readable that day and the next."""

from datetime import timedelta
from time import time

from waymark.records.days import day
from waymark.records.ids import new_id
from waymark.records.tokens import todays_token_key, token_key_of
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.labels import Field
from waymark.sealing.notes import Note
from waymark.sealing.tokens import FormToken, seal_form, unseal_form


def seal_field(note: Note, *, field: Field, lives: timedelta) -> str:
    """The hidden field's text. `lives`: for how long it may act."""
    expires = int(time() + lives.total_seconds())
    return seal_form(todays_token_key()[1], new_id(), note, expires=expires, field=field)


def unseal_field(text: str, *, field: Field) -> FormToken | None:
    """What it carried, and whether its time is over; None when it is not ours or its key is gone."""
    if not text:
        return None
    for made_on in (day(), day() - timedelta(days=1)):
        try:
            return unseal_form(token_key_of(made_on), text, now=time(), field=field)
        except DoesNotUnseal:
            continue
    return None
