"""What a screen of the plain way is drawn from, and the shape that most of them share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waymark.content.plans import PlanText
from waymark.public.planner.plain.notes import Notes

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


@dataclass(frozen=True, slots=True)
class Button:
    go: str
    label: str
    quiet: bool = True


def plain_form(heading: str, form: Any, buttons: list[Button], **more: Any) -> Context:
    return {"template": "form", "heading": heading, "form": form, "buttons": buttons, **more}
