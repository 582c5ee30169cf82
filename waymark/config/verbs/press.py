"""`waymark press`: the edition of what is live, with the code and the facts of now."""

import argparse

from waymark.press.publishing import press_anew


def run(_asked: argparse.Namespace) -> None:
    print(f"edition {press_anew()}")  # noqa: T201 - a command speaks to whoever typed it
