"""The base of every form: each control with its label, hint and error; nothing that a browser keeps."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.renderers import DjangoTemplates

_QUIET: Final = {"autocomplete": "off", "autocorrect": "off", "spellcheck": "false"}
_WRITTEN: Final = {"dir": "auto", **_QUIET}
"""Of boxes for words in any script: each paragraph runs its own way."""


class QuietRenderer(DjangoTemplates):
    """Draws fields with the templates of this room."""

    form_template_name = "ui/forms/fields.html"
    field_template_name = "ui/forms/field.html"


class Choices(forms.RadioSelect):
    """One of a few, as large radio buttons in a fieldset."""

    template_name = "ui/forms/widgets/choices.html"


class Checks(forms.CheckboxSelectMultiple):
    """Any of a few, as large checkboxes in a fieldset."""

    template_name = "ui/forms/widgets/choices.html"


class Tick(forms.CheckboxInput):
    """One box with its label behind it."""


class LongText(forms.Textarea):
    """Room for somebody's own words."""

    def __init__(self, rows: int = 8) -> None:
        super().__init__({"rows": rows})


class LongLine(forms.CharField):
    """One line that may be long: its box is tall, so that all of it is seen. A line break means nothing."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:  # Django's own arguments, passed on unread
        super().__init__(widget=LongText(rows), **kwargs)

    def to_python(self, value: object) -> str:
        return " ".join(str(super().to_python(value)).split())


class DayInput(forms.DateInput):
    """A day, in whatever way the browser asks for one; typed where it has none."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


_BOXES: Final = frozenset({forms.TextInput, forms.Textarea, LongText})


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the error summary: the control it leads to, and what to do about it."""

    target: str
    sentence: str


class QuietForm(forms.Form):
    """Subclass this for every form. Errors say what to do; the browser requires nothing."""

    default_renderer = QuietRenderer()  # one for all: each new one would read its templates anew
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Django's own signature, passed on unread
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(
                field.widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple
            ):
                own = _WRITTEN if type(field.widget) in _BOXES else _QUIET
                field.widget.attrs = own | field.widget.attrs

    def faults(self) -> list[Fault]:
        """What the summary at the top of the page lists, in the order of the form."""
        own = [Fault(self._target(name), str(text)) for name, texts in self.errors.items() for text in texts]
        order = {self._target(name): n for n, name in enumerate(self.fields)}
        return sorted(own, key=lambda fault: order.get(fault.target, -1))

    def _target(self, name: str) -> str:
        if name not in self.fields:
            return "main"
        bound = self[name]
        return bound.id_for_label or f"{bound.auto_id}_0"
