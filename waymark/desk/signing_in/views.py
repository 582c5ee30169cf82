"""The door. Nothing typed here reaches an address, a title or a log line."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from waymark.desk.signing_in.forms import CodeForm, PasskeyForm, SignInForm, UnlockForm
from waymark.desk.signing_in.person import half_of, member_of
from waymark.desk.signing_in.typed import is_words, name_of_form
from waymark.records.refusal import Refused
from waymark.staff import passkeys, proving, standing
from waymark.staff.actions import signing_in
from waymark.staff.models import Member
from waymark.staff.queries import passkeys_held
from waymark.ui.postures import Posture, posture

BACKEND = "waymark.staff.backend.PassphraseBackend"
PASSKEY_STATE = "passkey"
BROWSER_SECONDS = signing_in.BROWSER_DAYS * 24 * 3600


@posture(Posture.SIGNED_OUT)
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    """The first step: name and passphrase."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = prove(request, form.cleaned_data["name"], form.cleaned_data["passphrase"])
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            standing.begin_half(request.session, proof.member, proof.secret, timezone.now())
            return redirect("desk:code-give")
    return render(request, "signing_in/sign_in.html", {"form": form})


@posture(Posture.HALF)
@sensitive_post_parameters()
def give_code(request: HttpRequest) -> HttpResponse:
    """The second step: a code from the app, a recovery code, or a passkey."""
    member, secret = half_of(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proving.prove_code(by=member, secret=secret, typed=form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", refused.sentence)
        else:
            return finish(request, member)
    context: dict[str, object] = {"form": form}
    if held := passkeys_held(member, secret):
        asked, request.session[PASSKEY_STATE] = passkeys.ask_for_held([one.credential for one in held])
        context |= {"passkey_form": PasskeyForm(), "asked": asked}
    return render(request, "signing_in/code.html", context)


@posture(Posture.HALF, posts_only=True)
def give_passkey(request: HttpRequest) -> HttpResponse:
    """The second step with a passkey: what the browser answered to the challenge in this session."""
    member, secret = half_of(request)
    form = PasskeyForm(request.POST)
    state = request.session.pop(PASSKEY_STATE, {})
    if form.is_valid():
        try:
            proving.prove_passkey(by=member, secret=secret, state=state, answer=form.cleaned_data["answer"])
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return finish(request, member)
    return render(request, "signing_in/passkey_failed.html", {"form": form})


@posture(Posture.LOCKED)
@sensitive_post_parameters()
def unlock(request: HttpRequest) -> HttpResponse:
    """The passphrase once more, after idle minutes. What was typed is kept."""
    member = member_of(request)
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proof = prove(request, member.name, form.cleaned_data["passphrase"])
        except Refused as refused:
            form.add_error("passphrase", refused.sentence)
        else:
            now = timezone.now()
            if not standing.factor_is_fresh(request.session, now):
                standing.begin_half(request.session, proof.member, proof.secret, now)
                return redirect("desk:code-give")
            standing.unlock(request.session, proof.secret, now)
            signing_in.unlock_session(by=member)
            return redirect(wanted(request))
    kept = standing.parked_in(request.session)
    return render(
        request,
        "signing_in/unlock.html",
        {"form": form, "locked": member, "kept": kept, "files_lost": any(each.files_lost for each in kept)},
    )


@posture(Posture.SIGNED_IN)
def view_typed(request: HttpRequest) -> HttpResponse:
    """What was kept, for a page that cannot show it in its own form, or several forms at once. Sending is the
    person's own act.
    """
    kept = standing.parked_in(request.session)
    if request.method == "POST":
        gone = [each for place, each in enumerate(kept, 1) if request.POST.get("which") == str(place)]
        for each in gone:
            standing.drop_parked(request.session, each)
        return redirect("desk:home")  # or back here, while something is left
    if not kept:
        return redirect("desk:home")
    forms = [
        {
            "kept": each,
            "name": name_of_form(each.path),
            "boxes": [
                (name, value, is_words(value)) for name, values in each.fields.items() for value in values
            ],
        }
        for each in kept
    ]
    return render(request, "signing_in/typed.html", {"forms": forms})


@posture(Posture.PUBLIC_FORM, posts_only=True)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, whatever its standing."""
    if isinstance(request.user, Member):
        signing_in.end_session(by=request.user)
    logout(request)
    return redirect("desk:sign-in")


def wanted(request: HttpRequest) -> str:
    """Where somebody goes on who has just come in."""
    return standing.take_wanted(request.session, typed=reverse("desk:typed-view")) or reverse("desk:home")


def prove(request: HttpRequest, name: str, passphrase: str) -> proving.Proof:
    """Through Django's sign-in, so that one list of back ends decides."""
    member = authenticate(request, name=name, secret=passphrase)
    if not isinstance(member, Member) or member.proved is None:
        raise Refused(proving.WRONG)
    return proving.Proof(member, member.proved)


def finish(request: HttpRequest, member: Member) -> HttpResponse:
    """A full session under a new token, and a browser that is known from now on."""
    login(request, member, backend=BACKEND)
    standing.begin_full(request.session, timezone.now())
    cookie = settings.STAFF_BROWSER_COOKIE
    token = signing_in.begin_session(by=member, browser=request.COOKIES.get(cookie))
    response = redirect(wanted(request))
    response.set_cookie(cookie, token, max_age=BROWSER_SECONDS, secure=True, httponly=True, samesite="Strict")
    return response
