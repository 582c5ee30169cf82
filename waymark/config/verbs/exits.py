"""Ask every address that leaving may lead to; say which no longer does. To be run once a week."""

import argparse

from django.conf import settings

from waymark.config.exits import ask_web, check_answers
from waymark.records.refusal import Refused


def run(_asked: argparse.Namespace) -> None:
    wrong = {each: check_answers(each, ask_web) for each in settings.SERVICE.exits}
    for address, fault in wrong.items():
        print(f"{address} {fault or 'answers'}.")  # noqa: T201 - a command speaks
    if any(wrong.values()):
        raise Refused(
            "Put an address that answers first under `exits` in service.toml, and restart the public face."
        )
