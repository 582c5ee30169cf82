"""Drawing a page of the desk, with the sentence that the last deed left."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from waymark.desk.frame.flash import take_said


def draw(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """The page, with what the last deed said above it."""
    return render(request, template, {"said": take_said(request), **context}, status=status)
