"""Enrolling, step by step. The link's token leaves the address at once; every step waits in the sealed
session.
"""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.debug import sensitive_post_parameters

from waymark.desk.enrolling.forms import FirstCodeForm, KeptForm, LinkForm, PassphraseBackForm
from waymark.records.refusal import Refused
from waymark.sealing.passphrases import draw_passphrase, fold_passphrase
from waymark.staff.actions.enrolling import LINK_ENDED, enrol
from waymark.staff.factors import code_address, draw_code_secret
from waymark.staff.queries import link_for, link_mark
from waymark.ui.postures import Posture, posture

ENROLLING = "enrolling"
CODES = "enrolled-codes"
NOT_BEGUN = "Nothing is under way in this browser. Follow your link again; if it was used, ask for a new one."


@posture(Posture.SIGNED_OUT)
def view_link(request: HttpRequest, token: str) -> HttpResponse:
    """Only a button: following a link changes nothing, and the token moves into a hidden field."""
    return render(request, "enrolling/link.html", {"form": LinkForm(initial={"token": token})})


@posture(Posture.SIGNED_OUT, posts_only=True)
@sensitive_post_parameters()
def begin(request: HttpRequest) -> HttpResponse:
    """Use the link to begin: a passphrase and an authenticator secret are drawn, and nothing is stored
    yet.
    """
    form = LinkForm(request.POST)
    mark = link_mark(form.cleaned_data["token"]) if form.is_valid() else b""
    link = link_for(mark) if mark else None
    if link is None:
        return render(request, "enrolling/ended.html", {"sentence": LINK_ENDED}, status=404)
    request.session.flush()
    request.session[ENROLLING] = {
        "mark": mark.hex(),
        "name": link.member.name,
        "passphrase": draw_passphrase(),
        "code_secret": draw_code_secret(),
        "written": False,
    }
    return redirect("desk:passphrase-write")


@posture(Posture.SIGNED_OUT)
@sensitive_post_parameters()
def write_passphrase(request: HttpRequest) -> HttpResponse:
    """Shows the passphrase and asks for it back."""
    begun = begun_in(request)
    if begun is None:
        return start_again(request)
    form = PassphraseBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if fold_passphrase(form.cleaned_data["passphrase"]) == fold_passphrase(begun["passphrase"]):
            request.session[ENROLLING] = begun | {"written": True}
            return redirect("desk:first-code-give")
        form.add_error("passphrase", "That is not the passphrase shown. Check each word.")
    context = {"form": form, "name": begun["name"], "words": begun["passphrase"].split()}
    return render(request, "enrolling/passphrase.html", context)


@posture(Posture.SIGNED_OUT)
@sensitive_post_parameters()
def give_first_code(request: HttpRequest) -> HttpResponse:
    """Sets up the authenticator app; its first code finishes the enrolment."""
    begun = begun_in(request)
    if begun is None:
        return start_again(request)
    if not begun["written"]:
        return redirect("desk:passphrase-write")
    form = FirstCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = enrol(
                mark=bytes.fromhex(begun["mark"]),
                passphrase=begun["passphrase"],
                code_secret=begun["code_secret"],
                typed_code=form.cleaned_data["code"],
            )
        except Refused as refused:
            form.add_error(refused.field or None, refused.sentence)
        else:
            request.session.flush()
            request.session[CODES] = list(sheet.recovery_codes)
            return redirect("desk:recovery-codes-keep")
    address = code_address(begun["code_secret"], begun["name"])
    context = {"form": form, "picture": picture_of(address), "secret": in_fours(begun["code_secret"])}
    return render(request, "enrolling/first_code.html", context)


@posture(Posture.SIGNED_OUT)
def keep_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows the recovery codes until they are written down, then forgets them."""
    codes = request.session.get(CODES)
    if codes is None:
        return redirect("desk:sign-in")
    form = KeptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        request.session.flush()
        return redirect("desk:sign-in")
    return render(request, "enrolling/recovery_codes.html", {"form": form, "codes": codes})


def begun_in(request: HttpRequest) -> dict[str, Any] | None:
    found: dict[str, Any] | None = request.session.get(ENROLLING)
    return found


def start_again(request: HttpRequest) -> HttpResponse:
    """Nothing is under way in this browser: the link has to be followed again."""
    return render(request, "enrolling/ended.html", {"sentence": NOT_BEGUN}, status=404)


def picture_of(address: str) -> SafeString:
    """The address as inline SVG, without a style attribute."""
    drawn = segno.make(address, error="m").svg_inline(
        scale=5, border=2, dark="#000", light="#fff", omitsize=False
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by the library from a secret that we made


def in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
