"""The journey's pages as forms, built from the data in `questions`.

They show and name faults; they keep every letter.
"""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext as _

from waymark.contact.terms import Sender
from waymark.public.contact.answers import Answer
from waymark.public.contact.questions import Page, Question, Shape, questions_of
from waymark.ui.forms import Checks, Choices, LongText, QuietForm, Tick

MESSAGE_ROWS, BOX_ROWS = 10, 3
LONG = 5000


def page_form(
    page: Page,
    answers: Mapping[str, Answer],
    *,
    sender: Sender,
    child: bool,
    faults: Mapping[str, str] | None = None,
) -> QuietForm:
    """One page's questions, showing `answers` and, beside each box, its fault."""
    fields = {each.name: _field(each) for each in questions_of(page, sender=sender, child=child)}
    form = type("PageForm", (QuietForm,), fields)(data=dict(answers))
    assert isinstance(form, QuietForm)
    for name, sentence in (faults or {}).items():
        form.add_error(name if name in form.fields else None, sentence)
    return form


def _field(question: Question) -> forms.Field:
    label, hint = _(question.label), _(question.hint) if question.hint else ""
    choices = [(choice.value, _(choice.label)) for choice in question.choices]
    if question.shape is Shape.ONE:
        return forms.ChoiceField(label=label, help_text=hint, required=False, choices=choices, widget=Choices)
    if question.shape is Shape.MANY:
        return forms.MultipleChoiceField(
            label=label, help_text=hint, required=False, choices=choices, widget=Checks
        )
    if question.shape is Shape.TICK:
        return forms.BooleanField(label=label, help_text=hint, required=False, widget=Tick({"value": "yes"}))
    return forms.CharField(label=label, help_text=hint, required=False, strip=False, widget=_box(question))


def _box(question: Question) -> forms.Widget:
    if question.shape is Shape.BOX:
        return LongText(MESSAGE_ROWS if question.limit > LONG else BOX_ROWS)
    kind = question.shape.value if question.shape in {Shape.PHONE, Shape.EMAIL} else "text"
    return forms.TextInput(
        {
            "type": "tel" if kind == "tel" else "text",
            "inputmode": "email" if kind == "email" else kind,
            "dir": "auto" if kind == "text" else "ltr",
        }
    )
