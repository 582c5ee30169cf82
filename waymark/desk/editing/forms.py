"""What editors type: shape and wording only. Whether it holds is judged where the site is made."""

import re
from typing import Any, Final

from django import forms
from django.conf import settings

from waymark.content.rules import REMARK
from waymark.content.terms import FactKind, FactStatus
from waymark.ui.forms import DayInput, LongLine, LongText, QuietForm

_LONGEST: Final = 60_000
KINDS: Final = {
    FactKind.PHONE: "phone",
    FactKind.TEXT: "text",
    FactKind.HOURS: "hours",
    FactKind.WEB: "web",
    FactKind.LAW: "law: an Act, an order, a scheme. Pages show nothing of it",
    FactKind.KNOWN: "known: health, danger, what others do. Pages show nothing of it",
}


def _words(label: str, **more: Any) -> forms.CharField:
    more.setdefault("error_messages", {"required": "Please fill this in."})
    return forms.CharField(label=label, **more)


def _line(label: str, **more: Any) -> LongLine:
    return LongLine(label=label, error_messages={"required": "Please fill this in."}, **more)


def _day(label: str, **more: Any) -> forms.DateField:
    wrong = {"invalid": "Write the day like this: 2027-05-31.", "required": "Choose a day."}
    return forms.DateField(label=label, widget=DayInput, error_messages=wrong, **more)


class SeenForm(QuietForm):
    """Says in `seen` which words the editor began with."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def begin_again(self, mark: str) -> None:
        """What is there now was shown: the next save is meant over that."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": mark}


class TextForm(SeenForm):
    """A page, a part or a file."""

    heading = _words(
        "Heading",
        max_length=120,
        error_messages={"required": "A page needs a heading: a question that somebody would ask."},
    )
    body = _words(
        "Text",
        max_length=_LONGEST,
        strip=False,
        widget=LongText(24),
        error_messages={"required": "Write something first."},
    )

    def __init__(self, *args: Any, has_heading: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs |= {"spellcheck": "true"}
        if not has_heading:
            del self.fields["heading"]


class NewPageForm(QuietForm):
    """What a page needs before it has words."""

    heading = TextForm.base_fields["heading"]
    shelf = forms.ChoiceField(label="Shelf", error_messages={"required": "Choose a shelf."})
    name = forms.RegexField(
        r"^[a-z0-9-]{2,40}$",
        label="Name among us",
        help_text="Small letters, digits and dashes. It is never shown.",
        error_messages={
            "invalid": "Use small letters, digits and dashes only.",
            "required": "Give it a short name.",
        },
    )
    body = TextForm.base_fields["body"]

    def __init__(self, *args: Any, shelves: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shelf = self.fields["shelf"]
        assert isinstance(shelf, forms.ChoiceField)
        shelf.choices = shelves


class FactForm(SeenForm):
    """Everything that a fact says."""

    value = _line(
        "Value",
        max_length=400,
        help_text="Just as it stands on the pages. Of a law, or what is known: which one, and what it says.",
    )
    kind = forms.ChoiceField(label="Kind", choices=[(each.value, KINDS[each]) for each in FactKind])
    source = _line("Where it comes from", max_length=400)
    owner = _words("Who looks next time", max_length=80)
    review_due = _day("Look again by")
    status = forms.ChoiceField(
        label="State",
        choices=[
            (FactStatus.UNCHECKED.value, "unchecked: pages mark it"),
            (FactStatus.CHECKED.value, "checked by a person"),
            (FactStatus.SETTLED.value, "settled: a mark would do harm"),
        ],
    )
    checked_on = _day("Checked on", required=False)
    because = _line("Settled because", max_length=400, required=False)


class CheckForm(QuietForm):
    """That somebody rang, opened or read it today."""

    source = _line("Where you looked", max_length=400)
    review_due = _day("Look again by")


class RemarkForm(QuietForm):
    """Why words go back."""

    remark = _words(
        "What should change",
        max_length=REMARK,
        widget=LongText(3),
        error_messages={"required": "Say in a sentence what should change."},
    )


class DayForm(QuietForm):
    """The day on which it goes live."""

    publish_on = _day("Publish on")


class TranslationCheckForm(QuietForm):
    """Who compared a translation with its English, and when."""

    checked_by = _words("Who compared it with the English", max_length=120)
    checked_on = _day("On")


class ZipForm(QuietForm):
    """A pack as one file."""

    file = forms.FileField(label="Zip file of a pack", error_messages={"required": "Choose a zip file."})

    def __init__(self, *args: Any, too_big: bool = False, **kwargs: Any) -> None:
        """`too_big`: the request held more than we take into memory, so that its file was left unread."""
        super().__init__(*args, **kwargs)
        if too_big:
            self.fields["file"].error_messages["required"] = (
                f"This file is too big: {settings.FILE_UPLOAD_MAX_MEMORY_SIZE // 1024**2} MB at most. "
                "Nothing was imported."
            )


BLOCK: Final = re.compile(r"block_(\d{1,4})")
