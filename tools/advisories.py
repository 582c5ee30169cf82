"""Asks both registries what is known against each library that is locked or vendored, for `./do audit`.

Ends with 0 when all was asked and nothing is known, 1 when something is, 2 when something was not asked. A
source that answers "not found" looks like one that knows of nothing; so each is asked first about a release
with a long-known fault, and one that does not name it is no source.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
LOCKS = (HOUSE / "locks" / "dev.lock", HOUSE / "locks" / "installer.lock")
"""The development set holds the run set, version for version: `./do check` sees to that."""
IGNORED = HOUSE / "locks" / "ignored.toml"
VENDORED = (
    HOUSE / "waymark" / "public" / "planner" / "vendor" / "vendored.json",
    HOUSE / "tests" / "browser" / "vendor" / "vendored.json",
)
PYTHON_CANARY = ("django", "3.0.2")
NPM_CANARY = ("lodash", "4.17.15")
SECONDS = 60
LONGEST_DAYS = 90
"""An entry of the ignore list is looked at anew after so many days at the latest."""
FIELDS = {"package", "advisory", "because", "until"}

Package = tuple[str, str]


@dataclass(frozen=True)
class Known:
    """One advisory about one locked release."""

    package: str
    version: str
    names: tuple[str, ...]
    said: str

    def __str__(self) -> str:
        return f"{self.package} {self.version}: {' '.join(self.names)} {self.said}".rstrip()


@dataclass(frozen=True)
class Ignored:
    """An advisory that does not reach us: the reason, and the last day on which that is taken for granted."""

    package: str
    advisory: str
    because: str
    until: date

    def covers(self, known: Known) -> bool:
        return self.package == known.package and self.advisory in known.names


@dataclass
class Answers:
    """What was found, and what could not be asked."""

    known: list[Known]
    not_asked: list[str]


class NoAnswer(Exception):  # noqa: N818 - a state of the source, not a mistake of ours
    """The source said nothing that can be read."""


# --- what is in the house ---------------------------------------------------------------------------------


def locked_packages(locks: Iterable[Path] = LOCKS) -> list[Package]:
    pin = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.M)
    return sorted({package for lock in locks for package in pin.findall(lock.read_text("utf-8"))})


def vendored_packages(records: Iterable[Path] = VENDORED) -> list[Package]:
    found: set[Package] = set()
    for record in records:
        written = json.loads(record.read_text("utf-8"))
        for name, entry in written.get("packages", written).items():
            found.add((entry.get("package", name), entry["version"]))
    return sorted(found)


# --- the ignore list --------------------------------------------------------------------------------------


def read_ignored(text: str, today: date) -> tuple[list[Ignored], list[str]]:
    """The entries, and a sentence for each that may not stand."""
    entries, faults = [], []
    for number, written in enumerate(tomllib.loads(text).get("ignored", []), 1):
        if written.keys() != FIELDS or not all(written.values()) or type(written["until"]) is not date:
            faults.append(f"ignored.toml, entry {number}: it needs {', '.join(sorted(FIELDS))} (a date)")
            continue
        entry = Ignored(**written)
        entries.append(entry)
        if entry.until < today:
            faults.append(
                f"ignored.toml: {entry.advisory} of {entry.package} was to be looked at by {entry.until}"
            )
        if (entry.until - today).days > LONGEST_DAYS:
            faults.append(f"ignored.toml: {entry.advisory} is put off for more than {LONGEST_DAYS} days")
    return entries, faults


# --- asking -----------------------------------------------------------------------------------------------


def ask_python(packages: Sequence[Package]) -> Answers:
    """What PyPI knows of these releases, through pip-audit. Raises NoAnswer."""
    with tempfile.TemporaryDirectory(prefix="waymark-advisories-") as folder:
        pins = Path(folder, "pins.txt")
        pins.write_text("".join(f"{name}=={version}\n" for name, version in packages))
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "--requirement",
            str(pins),
            "--no-deps",
            "--disable-pip",
        ]
        command += ["--format", "json", "--progress-spinner", "off", "--cache-dir", f"{folder}/cache"]
        return read_pip_audit(run(command, folder))


def read_pip_audit(report: Any) -> Answers:
    if not isinstance(report, dict) or "dependencies" not in report:
        raise NoAnswer(str(report)[:200])
    answers = Answers([], [])
    for entry in report["dependencies"]:
        if "skip_reason" in entry:
            answers.not_asked.append(f"{entry['name']}: {entry['skip_reason']}")
        for found in entry.get("vulns", []):
            mended = ", ".join(found.get("fix_versions", []))
            said = f"(mended in {mended})" if mended else "(not mended yet)"
            names = (found["id"], *found.get("aliases", []))
            answers.known.append(Known(entry["name"], entry["version"], names, said))
    return answers


def ask_npm(packages: Sequence[Package]) -> Answers:
    """What the npm registry knows of these releases, through npm. Raises NoAnswer."""
    wanted = dict(packages)
    locked = {f"node_modules/{name}": {"version": version} for name, version in packages}
    root = {"name": "waymark", "version": "0.0.0", "private": True, "dependencies": wanted}
    with tempfile.TemporaryDirectory(prefix="waymark-advisories-") as folder:
        Path(folder, "package.json").write_text(json.dumps(root))
        lock = {"lockfileVersion": 3, "requires": True, "packages": {"": root, **locked}}
        Path(folder, "package-lock.json").write_text(json.dumps({**root, **lock}))
        command = ["npm", "audit", "--json", "--package-lock-only", "--omit=", "--fetch-retries=0"]
        return read_npm(run(command, folder), wanted)


def read_npm(report: Any, wanted: dict[str, str]) -> Answers:
    if not isinstance(report, dict) or "vulnerabilities" not in report:
        told = report.get("message") if isinstance(report, dict) else None
        raise NoAnswer(without_address(str(told or report))[:200])
    answers = Answers([], [])
    for name, entry in report["vulnerabilities"].items():
        for found in entry["via"]:
            if isinstance(found, dict):  # a string is another package's name, which has an entry of its own
                advisory = str(found.get("url", "")).rpartition("/")[2] or str(found["source"])
                answers.known.append(Known(name, wanted[name], (advisory,), f"({found['title']})"))
    return answers


def run(command: list[str], folder: str) -> Any:
    """What the program printed as JSON, whatever it ended with. Raises NoAnswer."""
    try:
        done = subprocess.run(  # noqa: S603 - two commands of our own, whose words come from the locks
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except FileNotFoundError:
        raise NoAnswer(f"{command[0]} is missing") from None
    except subprocess.TimeoutExpired:
        raise NoAnswer(f"no answer in {SECONDS} s") from None
    try:
        return json.loads(done.stdout)
    except ValueError:
        last = (done.stderr.strip().splitlines() or [f"it ended with {done.returncode} and said nothing"])[-1]
        raise NoAnswer(without_address(last)[:200]) from None


def without_address(text: str) -> str:
    return re.sub(r"https?://\S+", "(address)", text)


def asked(name: str, packages: Sequence[Package], ask: Any, canary: Package, *, first: bool) -> Answers:
    """Ask about the canary (`first`: by itself, before all others), then trust the answer about the rest."""
    try:
        if first:
            must_name(canary, ask([canary]))
        found = ask(packages if first else [*packages, canary])
        if not first:
            must_name(canary, found)
    except (NoAnswer, KeyError, TypeError) as why:
        told = why if isinstance(why, NoAnswer) else "an answer of another shape"
        return Answers([], [f"{len(packages)} {name} packages: {told}"])
    found.known = [each for each in found.known if (each.package, each.version) != canary]
    return found


def must_name(canary: Package, answers: Answers) -> None:
    """Raises NoAnswer unless the canary's fault is among what the source knows."""
    if not any((each.package, each.version) == canary for each in answers.known):
        said = "; ".join(answers.not_asked) or "nothing"
        raise NoAnswer(f"asked what is wrong with {canary[0]} {canary[1]}, the source says: {said}")


# --- the verdict ------------------------------------------------------------------------------------------


def verdict(answers: Answers, ignored: list[Ignored], faults: list[str]) -> tuple[int, list[str]]:
    """The number to end with, and the lines to print."""
    lines = [f"KNOWN FAULT: {each}" for each in answers.known if not any(one.covers(each) for one in ignored)]
    lines += [f"FAULT: {each}" for each in faults]
    if not answers.not_asked:
        idle = [one for one in ignored if not any(one.covers(each) for each in answers.known)]
        lines += [
            f"FAULT: ignored.toml: {one.advisory} of {one.package} is not known any more: take it out"
            for one in idle
        ]
    bad = bool(lines)
    lines += [f"ignored until {one.until}: {one.package} {one.advisory}: {one.because}" for one in ignored]
    lines += [f"NOT AUDITED: {each}" for each in answers.not_asked]
    return (1 if bad else 2 if answers.not_asked else 0), lines


def main() -> int:
    python, npm = locked_packages(), vendored_packages()
    ignored, faults = read_ignored(IGNORED.read_text("utf-8"), datetime.now(UTC).date())
    with ThreadPoolExecutor(2) as both:
        of_python = both.submit(asked, "Python", python, ask_python, PYTHON_CANARY, first=True)
        of_npm = both.submit(asked, "npm", npm, ask_npm, NPM_CANARY, first=False)
    found = [of_python.result(), of_npm.result()]
    answers = Answers(
        [each for one in found for each in one.known], [each for one in found for each in one.not_asked]
    )
    code, lines = verdict(answers, ignored, faults)
    for line in lines:
        print(line)
    if code == 0:
        print(f"Nothing is known against {len(python)} Python and {len(npm)} npm packages.")
    return code


if __name__ == "__main__":
    sys.exit(main())
