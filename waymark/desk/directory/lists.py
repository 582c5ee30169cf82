"""Taking a list in at the desk: first what it would do, then done. The file is read and not kept."""

from typing import BinaryIO, cast

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.http import HttpRequest, HttpResponse

from waymark.desk.directory.forms import ListForm
from waymark.desk.frame.draw import draw
from waymark.desk.signing_in.person import member_of
from waymark.directory.actions import import_list
from waymark.directory.lists.kinds import read_list
from waymark.directory.reports import OUTCOMES, Report
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

LINES_SHOWN = 300


@posture(Posture.PERMITTED, permission=Permission.EDIT_PAGES)
def take_in(request: HttpRequest) -> HttpResponse:
    """Show what a list would do, or take it in."""
    form = ListForm(request.POST or None, request.FILES or None)
    report: Report | None = None
    if request.method == "POST" and form.is_valid():
        file = cast(InMemoryUploadedFile, form.cleaned_data["file"])
        try:
            report = import_list(
                by=member_of(request),
                origin=form.cleaned_data["origin"].strip(),
                rows=read_list(
                    cast(BinaryIO, file.file), file.name or "", keep_words=form.cleaned_data["keep_words"]
                ),
                dry_run=request.POST.get("go") != "take",
            )
        except Refused as refused:
            form.add_error("file", refused.sentence)
    lines = [(OUTCOMES[each.outcome], each) for each in report.lines[:LINES_SHOWN]] if report else []
    return draw(request, "desk/directory/lists.html", {"form": form, "report": report, "lines": lines})
