"""What the planner's script is told in one language: the words of a pack and of the screens, no visitor's.

One file with everything, the same for everybody: whoever sees it travel learns nothing of what is used of it.
"""

import json
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django.http import Http404
from django.utils import translation

from waymark.content.planreading import plan_in
from waymark.content.plans import PlanText
from waymark.content.queries import library
from waymark.content.terms import Library, Surroundings
from waymark.content.ways import Way, ways
from waymark.press.encodings import BEST, compress
from waymark.press.speaking import spoken_in
from waymark.press.surroundings import surroundings
from waymark.public.planner.sayings import sayings
from waymark.ui.languages import DEFAULT


def plan_language(shelf: Library, language: str) -> str:
    """The language in which the planner speaks: one in which its questions and its buttons both are."""
    if language in shelf.plans and spoken_in(language) == language:
        return language
    if DEFAULT not in shelf.plans:
        raise Http404
    return DEFAULT


def texts_in(language: str) -> str:
    """Everything that the script shows, as JSON. 404 when no pack in use has a plan."""
    shelf, around = library(), surroundings()
    spoken = plan_language(shelf, language)
    plan = plan_in(shelf, spoken, around)
    assert plan is not None
    with translation.override(spoken):
        said = sayings()
    told = {"say": said, "plan": _plan(plan, shelf, language, around)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=16)
def packed(text: str) -> bytes:
    """Compressed once for each text."""
    return compress(text.encode(), BEST)


def _plan(plan: PlanText, shelf: Library, language: str, around: Surroundings) -> dict[str, Any]:
    def lead(names: tuple[str, ...]) -> list[dict[str, str]]:
        return [_way(each) for each in ways(plan, names, shelf, language, around)]

    return {
        "words": dict(plan.words),
        "people": {
            "knows": [_full(each) for each in plan.knows],
            "does": [_full(each) for each in plan.does],
            "texts": plan.innocent,
        },
        "child": {"heading": plan.child_heading, "lines": plan.child_lines},
        "stage": [_full(each) for each in plan.stages],
        "matter": [_full(each) for each in plan.matters],
        "section": [
            _full(each) | {"ask": _all(each.asks), "action": _all(each.actions)} for each in plan.sections
        ],
        "danger": [_full(each) | {"ways": lead(each.ways)} for each in plan.dangers],
        "urgent": lead(tuple(name for name in ("call", "hush", "talk") if name in plan.steps)),
        "bag": [_full(each) for each in plan.bag],
        "household": [_full(each) for each in plan.household],
    }


def _all(items: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [_full(each) for each in items]


def _full(item: Any) -> dict[str, Any]:
    """A record without what is empty, to be short."""
    bare = {name: value for name, value in asdict(item).items() if value not in ("", (), False)}
    bare.pop("asks", None)
    bare.pop("actions", None)
    if "choices" in bare:
        bare["choices"] = [{"id": each["id"], "text": each["text"]} for each in bare["choices"]]
    return bare


def _way(way: Way) -> dict[str, str]:
    return {name: value for name, value in asdict(way).items() if value and name != "mark"}
