"""Taking a list in: row by row, in short turns, repeatable without doubles; a dry run writes nothing.

What a person has checked is never written over: a list that says something else puts it in doubt.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import blake2b
from itertools import islice
from typing import Final

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.directory.entries import Entry, differences, write_entry
from waymark.directory.models import EditorsNote, Organisation, Service
from waymark.directory.queries import listed_of
from waymark.directory.reports import Outcome, Report
from waymark.directory.rows import Row
from waymark.directory.rules import check_edit, check_entry, check_refuge
from waymark.directory.storing import begin_edition, fill, fold, save_rows, show_services
from waymark.directory.terms import DirectoryTag, Stage, What
from waymark.records.refusal import Refused
from waymark.records.turns import turn
from waymark.staff.models import Member

BATCH: Final = 500
LIST_DIFFERS: Final = "The list that this came from now says something else."


def import_list(*, by: Member | None, origin: str, rows: Iterable[Row], dry_run: bool = False) -> Report:
    """Take rows in as drafts. `by` is nobody while a service is set up at the command line.
    *Refuses* a member who is no editor; a faulty row is told and left out. *Records* directory:list:imported.
    """
    if by is not None:
        check_edit(by)
    report = Report(origin, dry_run)
    waiting = iter(rows)
    with closing(_Seen()) as seen:
        while batch := list(islice(waiting, BATCH)):
            good = list(_readable(batch, seen, report))
            if dry_run:
                _take(good, by, origin, report)
            else:
                with turn():
                    _take(good, by, origin, report)
    if not dry_run:
        with turn():
            begin_edition()
            record(
                Chain.face("desk"),
                DirectoryTag.LIST_IMPORTED,
                by=by.id if by else None,
                about=None,
                note={str(outcome): min(report.counts[outcome], 999_999) for outcome in Outcome},
            )
    return report


class _Seen:
    """On which line each row of a list stood first: on disk, since a list may be long."""

    def __init__(self) -> None:
        self._base = sqlite3.connect("")
        self._base.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")

    def line_of(self, key: str) -> int | None:
        found = self._base.execute("SELECT line FROM seen WHERE key = ?", (key,)).fetchone()
        return found[0] if found else None

    def note(self, key: str, line: int) -> None:
        self._base.execute("INSERT INTO seen VALUES (?, ?)", (key, line))

    def close(self) -> None:
        self._base.close()


def _readable(batch: list[Row], seen: _Seen, report: Report) -> Iterator[tuple[Row, Entry]]:
    """The rows of which an entry can be made; the others are told with their reason."""
    for row in batch:
        if row.entry is None:
            report.tell(Outcome.REFUSED, row, row.fault)
            continue
        if (first := seen.line_of(row.key)) is not None:
            report.tell(Outcome.REFUSED, row, f"It stands in the list twice; see line {first}.")
            continue
        try:
            check_entry(row.entry)
        except Refused as refused:
            report.tell(Outcome.REFUSED, row, refused.sentence)
            continue
        seen.note(row.key, row.line)
        yield row, row.entry


def _take(good: list[tuple[Row, Entry]], by: Member | None, origin: str, report: Report) -> None:
    keys = [row.key for row, _ in good]
    known = {
        service.origin_key: service
        for service in Service.objects.filter(origin=origin, origin_key__in=keys).select_related(
            "organisation"
        )
    }
    fresh: list[tuple[Row, Entry, str]] = []
    changed: list[tuple[Service, Entry]] = []
    disputed: list[tuple[Service, Entry]] = []
    for row, entry in good:
        service, digest = known.get(row.key), _digest(entry)
        if service is not None and service.is_refuge:
            try:
                entry = _as_refuge(entry)
            except Refused as refused:
                report.tell(Outcome.REFUSED, row, refused.sentence)
                continue
        if service is None:
            fresh.append((row, entry, digest))
        elif service.origin_hash == digest:
            report.tell(Outcome.SAME, row)
        elif service.stage == Stage.WITHDRAWN:
            report.tell(Outcome.LEFT, row, "An editor withdrew it.")
        elif service.checked_on is None:
            report.tell(Outcome.CHANGED, row, _difference(service, entry))
            service.origin_hash = digest
            changed.append((service, entry))
        else:
            report.tell(Outcome.DISPUTED, row, _difference(service, entry))
            service.origin_hash, service.check_first = digest, service.check_first or LIST_DIFFERS
            disputed.append((service, entry))
    doubles = _doubles([entry for _, entry, _ in fresh])
    for row, entry, _ in fresh:
        report.tell(Outcome.NEW, row, "; ".join([*row.remarks, *doubles.get(fold(entry.name), ())]))
    if not report.dry_run:
        _write(fresh, changed, disputed, by, origin)


def _as_refuge(entry: Entry) -> Entry:
    """What a list says of an entry that is known here as a refuge. *Refuses* an address in it."""
    known = replace(entry, what=entry.what | {What.REFUGE})
    check_refuge(known)
    return known


def _write(
    fresh: list[tuple[Row, Entry, str]],
    changed: list[tuple[Service, Entry]],
    disputed: list[tuple[Service, Entry]],
    by: Member | None,
    origin: str,
) -> None:
    organisations = _organisations([entry for _, entry, _ in fresh] + [entry for _, entry in changed])
    made = []
    for row, entry, digest in fresh:
        service = Service(stage=Stage.DRAFT, origin=origin, origin_key=row.key, origin_hash=digest)
        made.append((fill(service, entry, organisations[fold(entry.organisation)]), entry))
    Service.objects.bulk_create(service for service, _ in made)
    save_rows(made, by=by.id if by else None, fresh=True)
    for service, entry in changed:
        fill(service, entry, organisations[fold(entry.organisation)]).save()
    if changed:
        save_rows(changed, by=by.id if by else None)
    for service, entry in disputed:
        note, _ = EditorsNote.objects.get_or_create(service=service)
        note.text = f"{note.text}\nThe list now says: {_difference(service, entry)}".strip()
        note.save(update_fields=["text"])
    Service.objects.bulk_update([service for service, _ in disputed], ["origin_hash", "check_first"])
    shown = [service for service, _ in disputed if service.stage == Stage.PUBLISHED]
    if shown:
        show_services([(row, each.entry) for row, each in zip(shown, listed_of(shown), strict=True)])


def _organisations(entries: list[Entry]) -> dict[str, Organisation]:
    names = {fold(entry.organisation): entry.organisation.strip() for entry in entries}
    found = {row.folded: row for row in Organisation.objects.filter(folded__in=list(names))}
    missing = [Organisation(name=names[folded], folded=folded) for folded in names if folded not in found]
    Organisation.objects.bulk_create(missing)
    return found | {row.folded: row for row in missing}


def _digest(entry: Entry) -> str:
    return blake2b(write_entry(entry).encode(), digest_size=16).hexdigest()


def _difference(service: Service, entry: Entry) -> str:
    """Which parts of an entry a row would change: from what, to what."""
    now = listed_of([service])[0].entry
    parts = [f"{name}: {was} → {said}" for name, was, said in differences(now, entry) if name != "staff note"]
    return "; ".join(parts)[:600]


def _doubles(entries: list[Entry]) -> dict[str, list[str]]:
    """By folded name: that something of this name is there already, from elsewhere."""
    names = [entry.name for entry in entries]
    rows = Service.objects.exclude(stage=Stage.WITHDRAWN).filter(name__in=names)
    return {
        fold(name): ["There is an entry of this name already."]
        for name in rows.values_list("name", flat=True)
    }
