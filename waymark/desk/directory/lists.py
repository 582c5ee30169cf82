"""Taking a list in at the desk: first what it would do, then done. The file is read and not kept."""

from hashlib import blake2b
from typing import BinaryIO, cast

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest, HttpResponse

from waymark.desk.directory.forms import ListForm
from waymark.desk.frame.draw import draw
from waymark.desk.signing_in.person import member_of
from waymark.directory.actions import import_list
from waymark.directory.lists.kinds import read_list
from waymark.directory.reports import OUTCOMES, Outcome, Report, Told
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

LINES_SHOWN = 300
NOT_SHOWN = "Look first at what this file would do. What was shown was another file, or under another name."


@posture(Posture.PERMITTED, permission=Permission.EDIT_PAGES)
def take_in(request: HttpRequest) -> HttpResponse:
    """Show what a list would do; then, for the same file, take it in."""
    form = ListForm(request.POST or None, request.FILES or None)
    report: Report | None = None
    shown = ""
    if request.method == "POST" and form.is_valid():
        file = cast(InMemoryUploadedFile, form.cleaned_data["file"])
        take = request.POST.get("go") == "take"
        digest = _digest_of(form)
        try:
            if take and request.POST.get("shown") != digest:
                raise Refused(NOT_SHOWN)
            report = import_list(
                by=member_of(request),
                origin=form.cleaned_data["origin"].strip(),
                rows=read_list(
                    cast(BinaryIO, file.file), file.name or "", keep_words=form.cleaned_data["keep_words"]
                ),
                dry_run=not take,
            )
            shown = "" if take else digest
        except Refused as refused:
            form.add_error("file", refused.sentence)
    context = {"form": form, "report": report, "tables": _tables(report) if report else [], "shown": shown}
    return draw(request, "desk/directory/lists.html", context)


def _digest_of(form: ListForm) -> str:
    """What tells one list from another: its name, how it is read, and every byte."""
    typed = form.cleaned_data
    digest = blake2b(f"{typed['origin'].strip()}\n{typed['keep_words']}\n".encode(), digest_size=16)
    digest.update(typed["file"].read())
    typed["file"].seek(0)
    return digest.hexdigest()


def _tables(report: Report) -> list[tuple[str, list[tuple[str, Told]], int]]:
    """What was refused, then what comes in: each with its first rows, and how many more there are."""
    refused = report.counts[Outcome.REFUSED]
    others = sum(report.counts.values()) - refused - report.counts[Outcome.SAME]
    parts = (("Refused", report.faults, refused), ("What changes", report.changes, others))
    return [
        (
            heading,
            [(OUTCOMES[each.outcome], each) for each in lines[:LINES_SHOWN]],
            max(0, count - LINES_SHOWN),
        )
        for heading, lines, count in parts
        if lines
    ]
