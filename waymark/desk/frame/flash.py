"""One sentence for the next page, kept in the sealed session and shown once. Never anybody's words."""

from django.http import HttpRequest

_NAME = "said"


def say(request: HttpRequest, sentence: str) -> None:
    """Show this sentence on the next page."""
    request.session[_NAME] = sentence


def take_said(request: HttpRequest) -> str:
    """The sentence to show now, if there is one."""
    return str(request.session.pop(_NAME, "")) if _NAME in request.session else ""
