"""What a screen of the plain way is drawn from, and the shape that most of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from waymark.content.planreading import plan_in
from waymark.content.plans import PlanText
from waymark.content.queries import library
from waymark.press.surroundings import surroundings
from waymark.public.packing import is_packed_well
from waymark.public.planner.plain.notes import MOST_CARRIED, Notes
from waymark.ui.languages import DEFAULT

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a screen is drawn from. `said`: what stands in its boxes where that differs from the notes."""

    plan: PlanText
    notes: Notes
    args: tuple[str, ...] = ()
    said: Mapping[str, Any] | None = None
    faults: Mapping[str, str] | None = None

    def boxes(self, known: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.said if self.said is not None else known


def plan_for(language: str) -> PlanText | None:
    """The questions in this language, or else in English; None where the service has none."""
    shelf, around = library(), surroundings()
    return plan_in(shelf, language, around) or plan_in(shelf, DEFAULT, around)


def most_for(asked: HttpRequest) -> int:
    """What notes may be as a burden to each page, by how pages come to this visitor."""
    return MOST_CARRIED["br" if is_packed_well(asked) else "gzip"]


@dataclass(frozen=True, slots=True)
class Button:
    go: str
    label: str
    quiet: bool = True


def plain_form(heading: str, form: Any, buttons: list[Button], **more: Any) -> Context:
    return {"template": "form", "heading": heading, "form": form, "buttons": buttons, **more}
