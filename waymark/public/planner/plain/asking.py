"""The questions of a plan as plain forms, and what was typed into them. Nothing typed is ever thrown away."""

from collections.abc import Iterable, Mapping
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from waymark.content.plans import Ask, AskKind, Named
from waymark.records.refusal import too_long
from waymark.ui.forms import Checks, Choices, LongText, QuietForm

LONGEST: Final = {AskKind.TEXT: 200, AskKind.LONG: 1000, AskKind.LIST: 600}
"""Characters."""
TICKED: Final = frozenset({AskKind.CHOICE, AskKind.TICKS})
WRITTEN: Final = frozenset(LONGEST)
Faults = dict[str, str]


def fields_of(asks: Iterable[Ask]) -> dict[str, forms.Field]:
    """A field for each question that can be answered in one; people and homes have pages of their own."""
    return {ask.id: _field(ask) for ask in asks if ask.kind in TICKED | WRITTEN}


def make_form(
    fields: Mapping[str, forms.Field], said: Mapping[str, object], faults: Mapping[str, str] | None = None
) -> QuietForm:
    """These fields with what was said, and beside each its fault."""
    form = type("PlainForm", (QuietForm,), dict(fields))(data=dict(said))
    assert isinstance(form, QuietForm)
    for name, sentence in (faults or {}).items():
        form.add_error(name if name in form.fields else None, sentence)
    return form


def _field(ask: Ask) -> forms.Field:
    if ask.kind is AskKind.CHOICE:
        return one_of(ask.text, ask.choices, ask.hint)
    if ask.kind is AskKind.TICKS:
        return any_of(ask.text, ask.choices, ask.hint)
    if ask.kind is AskKind.TEXT:
        return line(ask.text, ask.hint)
    hint = f"{ask.hint} {_('One on each line.')}".strip() if ask.kind is AskKind.LIST else ask.hint
    return box(ask.text, hint)


def line(label: str, hint: str = "") -> forms.Field:
    return forms.CharField(label=label, help_text=hint, required=False, strip=False)


def box(label: str, hint: str = "", rows: int = 3) -> forms.Field:
    return forms.CharField(label=label, help_text=hint, required=False, strip=False, widget=LongText(rows))


def one_of(label: str, choices: Iterable[Named], hint: str = "") -> forms.Field:
    pairs = [(each.id, each.text) for each in choices]
    return forms.ChoiceField(label=label, help_text=hint, required=False, choices=pairs, widget=Choices)


def any_of(label: str, choices: Iterable[Named], hint: str = "") -> forms.Field:
    pairs = [(each.id, each.text) for each in choices]
    return forms.MultipleChoiceField(
        label=label, help_text=hint, required=False, choices=pairs, widget=Checks
    )


def read_asks(asks: Iterable[Ask], typed: QueryDict) -> dict[str, str | list[str]]:
    """What was typed, to the letter; of choices only those that are there."""
    found: dict[str, str | list[str]] = {}
    for ask in asks:
        allowed = [choice.id for choice in ask.choices]
        if ask.kind is AskKind.TICKS:
            found[ask.id] = ticked(typed, ask.id, allowed)
        elif ask.kind is AskKind.CHOICE:
            found[ask.id] = chosen(typed, ask.id, allowed)
        elif ask.kind in WRITTEN:
            found[ask.id] = written(typed, ask.id)
    return found


def faults_of(asks: Iterable[Ask], answers: Mapping[str, str | list[str]]) -> Faults:
    limits = {ask.id: LONGEST[ask.kind] for ask in asks if ask.kind in WRITTEN}
    return lengths({name: answers.get(name, "") for name in limits}, limits)


def lengths(said: Mapping[str, object], limits: Mapping[str, int]) -> Faults:
    """A sentence for each text that is longer than it may be."""
    return {
        name: too_long(len(text), limits[name])
        for name, text in said.items()
        if isinstance(text, str) and name in limits and len(text) > limits[name]
    }


def written(typed: QueryDict, name: str) -> str:
    text = typed.get(name, "").replace("\r\n", "\n").replace("\x00", "")
    return text if text.strip() else ""


def ticked(typed: QueryDict, name: str, allowed: Iterable[str]) -> list[str]:
    said = frozenset(typed.getlist(name))
    return [each for each in allowed if each in said]


def chosen(typed: QueryDict, name: str, allowed: Iterable[str]) -> str:
    said = typed.get(name, "")
    return said if said in set(allowed) else ""


def lines_of(text: str) -> list[str]:
    """Each line that says something, once."""
    return list(dict.fromkeys(line for each in text.split("\n") if (line := " ".join(each.split()))))
