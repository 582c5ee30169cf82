"""From the answers to a request for help, and from the words to what the last page shows."""

from django.utils import timezone
from django.utils.translation import gettext as _

from waymark.contact.terms import Sender
from waymark.intake.actions import Received, receive
from waymark.intake.asking import Asking, Content, Identity
from waymark.intake.terms import ArrivalKind, Help
from waymark.public.contact.answers import can_be_reached, has_message, make_wishes, many, text
from waymark.public.contact.state import State
from waymark.public.contact.times import holidays_around
from waymark.sealing.hashing import H
from waymark.sealing.notes import write_note
from waymark.sealing.words import Words
from waymark.ui.service import service

NOT_SAID = frozenset({"at", "page_language", "form"})
"""What of a content is no answer of theirs."""


def send(state: State, *, language: str) -> tuple[Received, bytes]:
    """Hands the request to intake. Returns what it says, and the seed of the words.

    Raises Refused, Busy or NotSaved.
    """
    week, today = service().hours, timezone.localdate()
    asking = make_asking(state, language)
    return receive(asking=asking, week=week, holidays=holidays_around(today)), asking.seed


def make_asking(state: State, language: str) -> Asking:
    """What intake receives. Someone who only asks to be reached gets no mailbox."""
    answers = state.answers
    wishes = make_wishes(answers, sender=state.sender, watches=())
    identity = Identity(
        call_me=text(answers, "call_me"),
        phone=wishes.phone.value,
        email=wishes.email.value,
        letter=wishes.letter.value,
        organisation=text(answers, "organisation"),
        role=text(answers, "role"),
        not_read=text(answers, "not_read"),
    )
    content = Content(
        ArrivalKind.ASKING,
        timezone.now(),
        wishes=wishes,
        message=text(answers, "message"),
        age=state.age,
        today=text(answers, "today") == "yes",
        page_language=language,
        help=tuple(Help(each) for each in many(answers, "help")),
        files=state.files,
        form=state.form,
    )
    by_hand = can_be_reached(answers) and state.sender is Sender.SELF
    wants_mailbox = has_message(answers) or not by_hand
    return Asking(_seed_of(state, identity, content), identity, content, wants_mailbox=wants_mailbox)


def _seed_of(state: State, identity: Identity, content: Content) -> bytes:
    """The same for the same form with the same answers: whoever goes back, changes one and sends again
    has sent something else, which must not be taken for the first.
    """
    said = {name: value for name, value in content.to_note().items() if name not in NOT_SAID}
    return H(state.seed, "waymark-sending", write_note({"who": identity.to_note(), "what": said}), 32)


def as_steps(words: Words) -> list[tuple[str, str]]:
    """The six numbers as steps walked from Monday to Saturday: what they look like, and nothing else."""
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"))
    return list(zip(days, words.digits, strict=True))
