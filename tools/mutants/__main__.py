"""`./do mutants`: whether the tests of what matters most notice a small change in it. Ends with 1 if not.

A mutant that changes nothing that anybody could notice stands in modules.toml with the reason, or counts.
"""

import argparse
import json
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tools.mutants.making import Mutant, mutants_of
from tools.mutants.trying import HOUSE, Broken, Target, try_texts

LIST = Path(__file__).with_name("modules.toml")
LAST = HOUSE / "build" / "mutants"
Change = tuple[str, str]


@dataclass(frozen=True)
class Listed:
    """A module of the list and its mutants that change nothing, each with its reason."""

    target: Target
    about: str
    equivalent: dict[Change, str]


def read_list(text: str) -> list[Listed]:
    """The list of modules; `ValueError` names an entry that cannot be meant."""
    read = tomllib.loads(text)
    found = []
    for each in read["module"]:
        target = Target(
            each["path"], tuple(each["tests"]), each.get("django", False), tuple(each.get("without", []))
        )
        missing = [
            path for path in (target.path, *target.tests) if not (HOUSE / path.partition("::")[0]).exists()
        ]
        if missing:
            raise ValueError(f"There is no {missing[0]}.")
        equivalent = {
            (same["was"], same["becomes"]): same["because"]
            for same in read.get("equivalent", [])
            if same["path"] == target.path
        }
        found.append(Listed(target, each["about"], equivalent))
    paths = {listed.target.path for listed in found}
    if lost := [same["path"] for same in read.get("equivalent", []) if same["path"] not in paths]:
        raise ValueError(f"{lost[0]} is not on the list.")
    return found


def stale(listed: Listed, mutants: tuple[Mutant, ...], unnoticed: list[Mutant]) -> list[str]:
    """What stands among the equivalents and is none: no mutant is like that, or a test notices it."""
    there = [(each.was, each.becomes) for each in mutants]
    left = [(each.was, each.becomes) for each in unnoticed]
    said = []
    for change in listed.equivalent:
        if change not in there:
            said.append(f"no such mutant: {' => '.join(change)}")
        elif left.count(change) < there.count(change):
            said.append(f"a test notices: {' => '.join(change)}")
    return said


def try_module(listed: Listed, only: list[str] | None) -> tuple[bool, list[str]]:
    """Try a module's mutants, print what came of it, and give whether all is well and what nobody noticed."""
    began = time.monotonic()
    every = mutants_of(listed.target.text)
    mutants = [each for each in every if only is None or f"{each.was} => {each.becomes}" in only]
    unnoticed, endless = [], 0
    for tried in try_texts(listed.target, [each.text for each in mutants]):
        endless += tried.noticed == "no end"
        if not tried.noticed:
            each = mutants[tried.at]
            unnoticed.append(each)
            if (each.was, each.becomes) not in listed.equivalent:
                print(f"{listed.target.path}:{each.line}\n  - {each.was}\n  + {each.becomes}", flush=True)
    amiss = [each for each in unnoticed if (each.was, each.becomes) not in listed.equivalent]
    old = stale(listed, every, unnoticed) if only is None else []
    for line in old:
        print(f"{LIST.name}: {listed.target.path}: {line}")
    print(
        f"{listed.target.path}: {len(mutants)} mutants, "
        f"{len(mutants) - len(unnoticed)} noticed ({endless} had no end), "
        f"{len(amiss)} unnoticed, {len(unnoticed) - len(amiss)} equivalent, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return not amiss and not old, [f"{each.was} => {each.becomes}" for each in amiss]


def main() -> int:
    parser = argparse.ArgumentParser(prog="./do mutants")
    parser.add_argument("names", nargs="*", metavar="MODULE", help="a path, or a part of one")
    parser.add_argument("--again", action="store_true", help="only what nobody noticed the last time")
    asked = parser.parse_args()
    chosen = [
        listed
        for listed in read_list(LIST.read_text("utf-8"))
        if not asked.names or any(name in listed.target.path or name == listed.about for name in asked.names)
    ]
    if not chosen:
        print("No such module is on the list.")
    well = bool(chosen)
    for listed in sorted(chosen, key=lambda each: each.target.needs_django):  # Django stays once it is loaded
        last = LAST / f"{listed.target.name}.json"
        only = json.loads(last.read_text()) if asked.again and last.exists() else None
        if only == []:
            continue
        try:
            fine, left = try_module(listed, only)
        except Broken as broken:
            print(broken, flush=True)
            well = False
            continue
        well = well and fine
        LAST.mkdir(parents=True, exist_ok=True)
        last.write_text(json.dumps(left, indent=1))
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
