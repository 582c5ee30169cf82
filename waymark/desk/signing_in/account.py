"""One's own account: passkeys and recovery codes. Colleagues' accounts are the team's pages."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from waymark.desk.signing_in.forms import NewPasskeyForm
from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import Refused
from waymark.sealing.keys import PublicKey
from waymark.staff import passkeys
from waymark.staff.actions import second_factor
from waymark.staff.models import Member
from waymark.staff.queries import passkeys_held, recovery_codes_left
from waymark.staff.rules import fingerprint, has_permission
from waymark.staff.standing import secret_of
from waymark.staff.terms import Permission
from waymark.ui.postures import Posture, posture

NEW_PASSKEY_STATE = "new-passkey"

# Where a day begins, by the first of these that somebody may do. A page that is not built yet is passed over.
FIRST_PAGES = (
    (Permission.START_CASES, "desk:inbox-view"),
    (Permission.READ_CASES, "desk:today-view"),
    (Permission.EDIT_PAGES, "desk:pages-view"),
    (Permission.MANAGE_ACCOUNTS, "desk:team-view"),
    (Permission.READ_AUDIT, "desk:audit-view"),
)


@posture(Posture.SIGNED_IN)
def view_account(request: HttpRequest) -> HttpResponse:
    """What one signs in with, and adding a passkey."""
    member, secret = member_of(request), secret_of(request.session)
    form = NewPasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            second_factor.add_passkey(
                by=member,
                secret=secret,
                state=request.session.pop(NEW_PASSKEY_STATE, {}),
                answer=form.cleaned_data["answer"],
                label=form.cleaned_data["label"],
            )
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("desk:account-view")
    held = passkeys_held(member, secret)
    asked, request.session[NEW_PASSKEY_STATE] = passkeys.ask_for_new(member, [one.credential for one in held])
    context = {
        "form": form,
        "asked": asked,
        "passkeys": held,
        "codes_left": recovery_codes_left(member),
        "fingerprint": fingerprint(PublicKey(bytes(member.public_key or b""))),
    }
    return render(request, "signing_in/account.html", context)


@posture(Posture.SIGNED_IN, posts_only=True)
def renew_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown in the answer to this POST and nowhere else."""
    codes = second_factor.renew_recovery_codes(by=member_of(request), secret=secret_of(request.session))
    return render(request, "signing_in/codes.html", {"codes": codes})


@posture(Posture.SIGNED_IN, posts_only=True)
def remove_passkey(request: HttpRequest, passkey_id: UUID) -> HttpResponse:
    """Forget one of one's own passkeys."""
    with suppress(Refused):  # gone already, which is what was wanted
        second_factor.remove_passkey(by=member_of(request), passkey_id=passkey_id)
    return redirect("desk:account-view")


@posture(Posture.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """The first page that this person's work begins with."""
    return redirect(first_page(member_of(request)))


def first_page(member: Member) -> str:
    for permission, name in FIRST_PAGES:
        if has_permission(member, permission):
            with suppress(NoReverseMatch):
                return reverse(name)
    return reverse("desk:account-view")
