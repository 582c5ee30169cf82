"""The pages of a mailbox. The sitting's token is the only thing that they carry on; words are never
among it.
"""

from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from waymark.contact.terms import Sender
from waymark.mailbox.letters import Letter
from waymark.mailbox.sittings import Opened
from waymark.mailbox.terms import KEEP_CHOICES
from waymark.public.contact.answers import Answer
from waymark.public.contact.forms import page_form
from waymark.public.contact.screens import FAULTY
from waymark.public.contact.times import tell_next_read
from waymark.public.languages import in_language
from waymark.public.mailbox.sure import Done, Sure, seal_which
from waymark.public.mailbox.wishes import PAGE
from waymark.ui.days import say_day

PLACE = "w4"
"""The opaque address behind the language."""
UNSAVED = 503


def show_enter(
    language: str, *, fault: str = "", text: str = "", over: bool = False, status: int = FAULTY
) -> HttpResponse:
    """Where six words are typed. `text` is what somebody wrote in a sitting that has ended: it is not
    lost.
    """
    context = {"fault": fault, "text": text, "over": over, "again": "same" if text else ""}
    return _draw("enter", language, context, status if fault else 200)


def show_safe(opened: Opened, language: str) -> HttpResponse:
    return _draw("safe", language, {"sitting": opened.token, "again": "home"})


def show_letters(opened: Opened, language: str, letters: Sequence[Letter]) -> HttpResponse:
    """What is new. The buttons come last and carry its ids: only a page that arrived whole can send them."""
    shown = [
        {"text": each.text, "by": each.signed_by, "day": say_day(timezone.localdate(each.at))}
        for each in letters
    ]
    read = " ".join(each.id.hex for each in letters)
    context = {"sitting": opened.token, "letters": shown, "read": read, "tongues": ()}
    return _draw("letters", language, context)


def show_write(opened: Opened, language: str, *, once: str, text: str = "", fault: str = "") -> HttpResponse:
    context = {"sitting": opened.token, "once": once, "text": text, "fault": fault, "again": "write"}
    return _draw("write", language, context | {"next_read": tell_next_read()}, FAULTY if fault else 200)


def show_unsaved(sitting: str, language: str, *, text: str, once: str) -> HttpResponse:
    """The store could not take it: says so, shows the phone number, keeps the text."""
    context = {"sitting": sitting, "text": text, "once": once, "unsaved": True}
    context["again"] = "write" if once else "home"
    return _draw("write" if once else "safe", language, context, UNSAVED)


def show_keep(opened: Opened, language: str, *, fault: str = "") -> HttpResponse:
    context = {
        "sitting": opened.token,
        "until": say_day(opened.mailbox.kept_until),
        "choices": KEEP_CHOICES,
        "fault": fault,
        "again": "keep",
    }
    return _draw("keep", language, context, FAULTY if fault else 200)


def show_wishes(
    sitting: str,
    language: str,
    *,
    answers: Mapping[str, Answer] | None = None,
    faults: Mapping[str, str] | None = None,
    empty: bool = False,
    unsaved: bool = False,
) -> HttpResponse:
    form = page_form(PAGE, answers or {}, sender=Sender.SELF, child=False, faults=faults)
    context = {"sitting": sitting, "form": form, "empty": empty and answers is not None}
    context |= {"unsaved": unsaved, "again": "wishes"}
    return _draw("wishes", language, context, UNSAVED if unsaved else FAULTY)


def show_sure(opened: Opened, language: str, what: Sure) -> HttpResponse:
    context = {"sitting": opened.token, "sure": seal_which(opened.mailbox), "again": what.value}
    return _draw(f"sure_{what.value}", language, context)


def show_done(opened: Opened, language: str, what: Done) -> HttpResponse:
    said = {
        Done.SENT: (_("Sent"), _("We have your message.")),
        Done.KEPT: (_("Done"), _("It is kept until %(day)s.") % {"day": say_day(opened.mailbox.kept_until)}),
        Done.REPLACED: (
            _("Done"),
            _("From now on we use what you just gave us. The old ones no longer count."),
        ),
    }
    heading, sentence = said[what]
    return _draw(
        "done", language, {"sitting": opened.token, "heading": heading, "sentence": sentence, "tongues": ()}
    )


def show_end(language: str, what: Done) -> HttpResponse:
    return _draw("end", language, {"what": what.value})


def _draw(template: str, language: str, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    shared: dict[str, object] = {
        **in_language(language, PLACE),
        "talk": reverse("public:contact-start", kwargs={"language": language}),
    }
    return HttpResponse(render_to_string(f"mailbox/{template}.html", {**shared, **context}), status=status)
