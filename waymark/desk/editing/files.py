"""A whole pack as a file: taken away, and brought back after a look at everything that it would change."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from waymark.content.actions.writing import import_pack
from waymark.content.comparing import compare
from waymark.content.folders import PackText
from waymark.content.pieces import Key, is_carried, take_apart
from waymark.content.rules import may_edit
from waymark.content.stored import candidate, changes_of, item_of, live_pack
from waymark.content.terms import ItemKind
from waymark.content.zipping import unzip_pack, zip_pack
from waymark.desk.editing.forms import ZipForm
from waymark.desk.editing.found import short
from waymark.desk.frame.draw import draw
from waymark.desk.frame.flash import say
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES)
def view_packs(request: HttpRequest) -> HttpResponse:
    """The packs of this site, and the way in for one."""
    return _draw(request)


@posture(Posture.PERMITTED, permission=Permission.PUBLISH_PAGES)
def export(_request: HttpRequest, pack: str) -> HttpResponse:
    """The pack as it is live, as the files that an import reads."""
    if pack not in settings.PACKS:
        raise Http404
    try:
        held = live_pack(pack)
    except Refused:
        raise Http404 from None
    answer = HttpResponse(zip_pack(held), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{pack}.zip"'
    return answer


@posture(Posture.PERMITTED, permission=Permission.EDIT_PAGES, posts_only=True)
def import_zip(request: HttpRequest) -> HttpResponse:
    """First everything that would change; then, pressed again, revisions that wait for a review."""
    too_big = int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    form = ZipForm(request.POST, request.FILES, too_big=too_big)
    again = request.POST.get("zip", "")
    if not again and not form.is_valid():
        return _draw(request, form=form)
    try:
        raw = b64decode(again, validate=True) if again else form.cleaned_data["file"].read()
        pack = unzip_pack(raw)
        changes = changes_of(pack)
        if again:
            made = import_pack(pack=pack, by=member_of(request))
            say(
                request,
                "One change waits for review." if len(made) == 1 else f"{len(made)} changes wait for review.",
            )
            return redirect("desk:pages-view")
        candidate(changes)
    except (Refused, NotBase64) as refused:
        sentence = refused.sentence if isinstance(refused, Refused) else "This is no zip file."
        if again:
            form = ZipForm()
            form.errors["file"] = form.error_class([_not_imported(sentence)])
        else:
            form.add_error("file", _not_imported(sentence))
        return _draw(request, form=form)
    context: dict[str, Any] = {
        "plan": _plan(changes),
        "plan_of": pack.name,
        "zip": b64encode(raw).decode(),
        "left": _left(pack),
        "carried": _carried(pack),
    }
    return _draw(request, **context)


def _not_imported(sentence: str) -> str:
    return f"Nothing was imported. {short(sentence)}"


def _plan(changes: dict[Key, str]) -> list[tuple[str, str, int]]:
    """Each change: the file, and the fact in it; whether it is new; how many lines differ."""
    found = []
    for key, text in sorted(changes.items(), key=lambda pair: (pair[0].path, pair[0].name)):
        item = item_of(key)
        before = item.text if item is not None and item.is_live else ""
        name = f"{key.path}: {key.name}" if key.kind is ItemKind.FACT else key.path
        rows = compare(before, text, in_blocks=False)
        found.append((name, "changed" if before else "new", sum(row.change != "same" for row in rows)))
    return found


def _left(pack: PackText) -> list[str]:
    """Files of the site that the zip does not hold: they stay as they are."""
    return sorted(live_pack(pack.name).files.keys() - pack.files.keys())


def _carried(pack: PackText) -> list[str]:
    """Files in the zip that differ from the site's and are not brought in here."""
    live = live_pack(pack.name).files
    return [
        piece.key.path
        for piece in take_apart(pack)
        if is_carried(piece.key) and live.get(piece.key.path) != piece.text
    ]


def _draw(request: HttpRequest, form: ZipForm | None = None, **plan: Any) -> HttpResponse:
    context = {
        "packs": list(settings.PACKS),
        "form": form or ZipForm(),
        "may_edit": may_edit(member_of(request)),
        **plan,
    }
    return draw(request, "desk/editing/packs.html", context)
