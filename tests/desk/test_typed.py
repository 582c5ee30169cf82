"""What was kept from the lock says what sending it does."""

from uuid import uuid4

from django.urls import get_resolver, reverse

from waymark.desk.signing_in.typed import NAMES, name_of_form


def test_every_form_with_a_name_has_an_address_at_the_desk():
    _, found = get_resolver("waymark.config.desk.urls").namespace_dict["desk"]
    assert set(NAMES) <= {name for name in found.reverse_dict if isinstance(name, str)}


def test_a_note_is_never_taken_for_a_reply():
    case, person = uuid4(), uuid4()
    assert name_of_form(reverse("desk:case-note", args=[case])) == "A note for the log"
    assert name_of_form(reverse("desk:case-reply", args=[case, person])) == "A reply to their mailbox"
    assert name_of_form(f"{reverse('desk:case-note', args=[case])}?before=3") == "A note for the log"


def test_what_has_no_name_or_no_address_has_none():
    assert name_of_form(reverse("desk:today-view")) == ""
    assert name_of_form("/nowhere/at/all") == ""
