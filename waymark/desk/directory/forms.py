"""An entry as editors type it, and the list that they take in: shape of input only."""

from typing import Any

from django import forms

from waymark.clocks.hours import NotHours
from waymark.directory.entries import Entry, Number, Place
from waymark.directory.lists.wording import read_hours, read_numbers
from waymark.directory.phones import show_number
from waymark.directory.terms import HOW_NAMES, WHAT_NAMES, WHOM_NAMES, How, Known, NumberKind, What, Whom
from waymark.records.refusal import Refused
from waymark.ui.forms import Checks, LongLine, LongText, QuietForm, Tick

KNOWN = [("unknown", "Not known"), ("yes", "Yes"), ("no", "No")]
# What rules call a part of an entry, where its box has another name.
BOXES = {"numbers": "calls"}


def _text(label: str, hint: str = "", *, longest: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=longest)


def _long(label: str, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=2000, widget=LongText(rows=3)
    )


class EntryForm(QuietForm):
    """Everything that is said of one service."""

    name = forms.CharField(
        label="Name of the service", max_length=160, error_messages={"required": "Give the service a name."}
    )
    organisation = _text("Organisation", "If it is not the same.", longest=160)
    about = _long("What it does", "One or two short sentences.")
    who = LongLine(label="For whom, in words", required=False, max_length=300)
    access = _text("Who answers, in which languages")
    calls = _text("Numbers to ring", "Several: put semicolons between them.")
    free = forms.ChoiceField(label="Free to call", choices=KNOWN, required=False)
    on_bill = forms.ChoiceField(label="Shows on the bill", choices=KNOWN, required=False)
    texts = _text("Numbers to text, or for text relay", "With a word to send: 85258 (text SHOUT).")
    hours = _text("Hours", "Like “Mo-Fr 09:00-17:00; PH off”, or “24/7”. PH means bank holidays.")
    hours_words = _text("Hours in words, if they cannot be typed like that")
    cost = _text("What it costs", longest=160)
    web = _text("Website")
    email = _text("E-mail", longest=160)
    areas = _text("Areas", "Several: put semicolons between them.", longest=600)
    what = forms.MultipleChoiceField(
        label="What for",
        required=False,
        widget=Checks,
        choices=[(term.value, name) for term, name in WHAT_NAMES.items()],
        help_text="A refuge has no address here: give areas and a number.",
    )
    whom = forms.MultipleChoiceField(
        label="For whom", required=False, widget=Checks, choices=[(t.value, n) for t, n in WHOM_NAMES.items()]
    )
    how = forms.MultipleChoiceField(
        label="How", required=False, widget=Checks, choices=[(t.value, n) for t, n in HOW_NAMES.items()]
    )
    minimum_age = forms.IntegerField(label="Youngest age", required=False, min_value=0, max_value=130)
    maximum_age = forms.IntegerField(label="Oldest age", required=False, min_value=0, max_value=130)
    address = _text("Street", longest=160)
    town = _text("Town", longest=80)
    postcode = _text("Postcode", longest=10)
    latitude = forms.FloatField(label="Latitude", required=False)
    longitude = forms.FloatField(label="Longitude", required=False)
    check_first = _text("Why people should check first", "Shown to everybody. Leave empty if all is clear.")
    source = LongLine(label="Where these facts come from", required=False, max_length=600)
    staff_note = _long("Note for editors", "About the service, never about a person.")
    checked_how = _text("How you checked it", "Such as “rang them”. Without this, a draft stays a draft.")

    def entry(self, before: Entry | None = None) -> Entry | None:
        """The entry as typed; None when a part cannot be read, which is then said at its box."""
        typed = self.cleaned_data
        try:
            numbers = read_numbers(
                typed["calls"], typed["texts"], free=_known(typed["free"]), on_bill=_known(typed["on_bill"])
            )
            hours = read_hours(typed["hours"]) if typed["hours"].strip() else ""
        except Refused as refused:
            self.refuse(refused)
            return None
        except NotHours as wrong:
            self.add_error("hours", f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.")
            return None
        plain = ("about", "who", "access", "cost", "web", "email", "hours_words", "check_first", "source")
        return Entry(
            organisation=typed["organisation"] or typed["name"],
            name=typed["name"],
            hours=hours,
            minimum_age=typed["minimum_age"],
            maximum_age=typed["maximum_age"],
            numbers=numbers,
            areas=tuple(area.strip()[:80] for area in typed["areas"].split(";") if area.strip()),
            whom=frozenset(Whom(word) for word in typed["whom"]),
            what=frozenset(What(word) for word in typed["what"]),
            how=frozenset(How(word) for word in typed["how"]),
            place=_place(typed),
            source_seen=before.source_seen if before else "",
            staff_note=typed["staff_note"],
            **{name: typed[name] for name in plain},
        )

    def refuse(self, refused: Refused) -> None:
        """Say a refusal at its box."""
        field = BOXES.get(refused.field, refused.field)
        field = "checked_how" if field == "how" else field
        self.add_error(field if field in self.fields else None, refused.sentence)


def typed_as(entry: Entry) -> dict[str, Any]:
    """What the boxes hold for an entry that is there."""
    names = ("name", "organisation", "about", "who", "access", "hours", "hours_words", "cost", "web", "email")
    calls = [each for each in entry.numbers if each.kind is NumberKind.CALL]
    first = calls[0] if calls else Number(NumberKind.CALL, "")
    place = entry.place or Place()
    return {
        **{name: getattr(entry, name) for name in names},
        **{name: getattr(place, name) for name in ("address", "town", "postcode", "latitude", "longitude")},
        "calls": "; ".join(show_number(each.number) for each in calls),
        "texts": "; ".join(_texted(each) for each in entry.numbers if each.kind is not NumberKind.CALL),
        "free": first.free.value,
        "on_bill": first.on_bill.value,
        "areas": "; ".join(entry.areas),
        "what": sorted(entry.what),
        "whom": sorted(entry.whom),
        "how": sorted(entry.how),
        "minimum_age": entry.minimum_age,
        "maximum_age": entry.maximum_age,
        "check_first": entry.check_first,
        "source": entry.source,
        "staff_note": entry.staff_note,
    }


class ListForm(QuietForm):
    """A list to take in. It is read, and not kept."""

    origin = forms.CharField(
        label="A name for this list",
        max_length=80,
        help_text="The same each time, so that nothing comes in twice.",
        error_messages={"required": "Give this list a name."},
    )
    file = forms.FileField(
        label="The file",
        help_text="A table (.csv, UTF-8) or an Open Referral feed (.json or .ndjson), up to 12 MB.",
        error_messages={"required": "Choose a file of up to 12 MB."},
    )
    keep_words = forms.BooleanField(
        label="Keep hours that cannot be read as words, marked “check first”", required=False, widget=Tick
    )


def _texted(each: Number) -> str:
    return f"{each.number} (text {each.send})" if each.send else show_number(each.number)


def _known(word: str) -> Known:
    return Known(word) if word else Known.UNKNOWN


def _place(typed: dict[str, Any]) -> Place | None:
    place = Place(
        typed["address"], typed["town"], typed["postcode"].upper(), typed["latitude"], typed["longitude"]
    )
    return None if place == Place() else place
