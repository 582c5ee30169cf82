"""Every control has its label, hint and error, and nothing that a browser keeps."""

import re

import pytest
from django import forms
from django.template import Context, Template

from waymark.ui.forms import Checks, Choices, LongText, QuietForm, Tick


class AskForm(QuietForm):
    said = forms.CharField(
        label="What would you like to say?", widget=LongText(), help_text="In any language."
    )
    phone = forms.CharField(label="Phone", required=False)
    safe = forms.ChoiceField(
        label="Is it safe to ring?",
        widget=Choices,
        choices=[("y", "Yes"), ("n", "No")],
        help_text="If unsure, say no.",
    )
    days = forms.MultipleChoiceField(
        label="Which days?", widget=Checks, choices=[("1", "Monday"), ("2", "Tuesday")]
    )
    sure = forms.BooleanField(label="I have read this", widget=Tick())


def draw(form):
    page = Template('{% include "ui/elements/summary.html" %}<form>{{ form }}</form>')
    return page.render(Context({"form": form}))


def test_no_text_is_kept_corrected_or_checked_by_the_browser():
    html = draw(AskForm())
    for control in re.findall(r"<(?:textarea|input type=\"text\")[^>]*>", html):
        assert 'autocomplete="off"' in control
        assert 'autocorrect="off"' in control
        assert 'spellcheck="false"' in control
    assert " required" not in html


def test_each_control_has_a_label_of_its_own():
    html = draw(AskForm())
    ids = re.findall(r'<(?:input|textarea)[^>]*id="([^"]+)"', html)
    assert len(ids) == 7
    for one in ids:
        assert html.count(f'<label class="choice" for="{one}"') + html.count(f'<label for="{one}"') == 1


def test_groups_of_choices_are_fieldsets_with_their_question_as_legend():
    html = draw(AskForm())
    assert html.count("<fieldset") == 2
    assert "<legend>Is it safe to ring?</legend>" in html
    assert 'aria-describedby="id_safe_helptext"' in html


def test_an_error_stands_at_its_control_and_in_the_summary_that_leads_to_it():
    form = AskForm({"phone": "1"})
    html = draw(form)
    summary, rest = html.split("<form>")
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_said", "id_safe_0", "id_days_0", "id_sure"]
    for target in targets:
        assert f'id="{target}"' in rest
    assert "autofocus" in summary
    assert 'id="id_said_error"' in rest
    assert re.search(r'aria-describedby="id_said_helptext id_said_error"', rest)


def test_a_form_without_mistakes_has_no_summary():
    assert "summary" not in draw(AskForm())


def test_what_was_typed_is_given_back_escaped():
    html = draw(AskForm({"said": "<script>alert(1)</script>"}))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html


def test_a_mistake_of_the_whole_form_leads_to_the_main_part():
    form = AskForm({})
    form.add_error(None, "Please give a message or a way to reach you.")
    assert form.faults()[0].target == "main"


@pytest.mark.parametrize("name", ["said", "phone", "safe", "days", "sure"])
def test_a_field_is_drawn_alone_too(name):
    assert AskForm()[name].as_field_group()
