"""The desk's addresses, and one note form such as the rooms of the desk have, to try the door with."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import include, path

from waymark.desk.signing_in.person import member_of
from waymark.records.refusal import NotSaved
from waymark.staff.keyring import make_keyring
from waymark.ui.forms import LongText, QuietForm
from waymark.ui.postures import Posture, posture

sent = []


class NoteForm(QuietForm):
    words = forms.CharField(label="Note", widget=LongText)


@posture(Posture.SIGNED_IN)
def write_note(request):
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sent.append(form.cleaned_data["words"])
        return redirect("/note")
    return HttpResponse(f"<title>Note</title>{form['words']} {form['words'].errors}")


@posture(Posture.SIGNED_IN, posts_only=True)
def send_reply(request):
    sent.append(request.POST["words"])
    return redirect("/note")


@posture(Posture.SIGNED_IN)
def find_it_full(_request):
    raise NotSaved("full")


@posture(Posture.SIGNED_IN)
def hold_keys(request):
    return HttpResponse(str(len(make_keyring(request.session).holders)))


@posture(Posture.PERMITTED, permission="read-cases")
def cases(request):
    return HttpResponse(member_of(request).shown_name)


urlpatterns = [
    path("", include("waymark.desk.urls")),
    path("note", write_note),
    path("reply", send_reply),
    path("full", find_it_full),
    path("keys", hold_keys),
    path("cases", cases),
]
handler404 = "waymark.ui.errors.not_found"
handler403 = "waymark.ui.errors.forbidden"
