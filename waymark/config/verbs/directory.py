"""Take a list of organisations into the directory, or show what that would do. Rows come in as drafts."""

import argparse

from waymark.directory.actions import import_list
from waymark.directory.lists.kinds import read_list
from waymark.directory.reports import OUTCOMES
from waymark.records.refusal import Refused


def run(asked: argparse.Namespace) -> None:
    try:
        file = asked.file.open("rb")
    except OSError as wrong:
        raise Refused(f"{asked.file} cannot be read.") from wrong
    with file:
        rows = read_list(file, asked.file.name, keep_words=asked.keep_words)
        report = import_list(by=None, origin=asked.origin, rows=rows, dry_run=asked.dry_run)
    for line in report.lines:
        print(f"{line.line:>7}  {OUTCOMES[line.outcome]:<12} {line.name}  {line.sentence}".rstrip())  # noqa: T201 - a command speaks
    if report.left_out:
        print(f"… and {report.left_out} more that are counted only.")  # noqa: T201 - as above
    print(("This would be: " if asked.dry_run else "Done: ") + report.summary)  # noqa: T201 - as above
