from secrets import token_bytes

import pytest
from django.conf import settings
from django.db import IntegrityError

from tests.mailbox.conftest import LOCATOR
from waymark.audit.models import Event
from waymark.mailbox.actions import begin, close, erase, keep, reply, write
from waymark.mailbox.models import Mailbox, Message
from waymark.mailbox.queries import all_letters, new_letters
from waymark.mailbox.sittings import mark_read
from waymark.mailbox.terms import MailboxTag
from waymark.records.models import ShredKey
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_pair, new_signing_key
from waymark.sealing.mailboxes import MailboxKeys

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def say(opened, world, text="We are here.", **changes):
    given = {
        "mailbox_id": opened.mailbox.id,
        "answer_to": opened.secret.public,
        "text": text,
        "by": world.intake,
        "signing_key": settings.KEYS.signing_key(),
    }
    return reply(**given | changes)


def test_only_what_we_wrote_is_new_and_only_until_it_was_read(opened, world):
    assert new_letters(opened) == []
    say(opened, world)
    letters = new_letters(opened)
    assert [(each.text, each.from_us) for each in letters] == [("We are here.", True)]
    mark_read(opened, [each.id for each in letters])
    assert new_letters(opened) == []
    assert [each.text for each in all_letters(opened)] == ["First", "We are here."]


def test_the_same_mark_writes_once(opened):
    once = token_bytes(24)
    assert write(opened=opened, text="Again", once=once) is not None
    assert write(opened=opened, text="Again", once=once) is None
    assert write(opened=opened, text="Again", once=token_bytes(24)) is not None
    assert Message.objects.count() == 3


@pytest.mark.parametrize("text", ["", " \n", "x" * 20_001])
def test_an_empty_or_endless_text_is_refused(opened, world, text):
    with pytest.raises(Refused):
        write(opened=opened, text=text, once=token_bytes(24))
    with pytest.raises(Refused):
        say(opened, world, text)


def test_an_answer_signed_by_another_key_is_not_shown(opened, world):
    say(opened, world, signing_key=new_signing_key())
    with pytest.raises(DoesNotUnseal):
        new_letters(opened)


def test_a_message_moved_to_another_row_does_not_unseal(opened, world):
    one, two = say(opened, world, "one"), say(opened, world, "two")
    Message.objects.filter(id=one.id).update(sealed=two.sealed)
    with pytest.raises(DoesNotUnseal):
        new_letters(opened)


def test_nobody_answers_to_another_key_or_without_permission(opened, world):
    with pytest.raises(Refused):
        say(opened, world, answer_to=new_pair().public)
    with pytest.raises(Refused):
        say(opened, world, by=world.auditor)


def test_the_same_words_never_make_two_mailboxes(opened):
    with pytest.raises(IntegrityError):
        begin(keys=MailboxKeys(LOCATOR, opened.secret), text="Second")


def test_a_closed_mailbox_keeps_no_message_and_takes_no_answer(opened, world):
    close(opened=opened)
    assert not Message.objects.exists()
    assert bytes(Mailbox.objects.get().locator) != LOCATOR
    with pytest.raises(Refused):
        say(opened, world)


def test_an_erased_mailbox_leaves_no_row_of_its_own_and_no_key(opened, world):
    erase(mailbox=opened.mailbox)
    assert not Mailbox.objects.exists()
    assert not Message.objects.exists()
    assert not ShredKey.objects.filter(island_id=opened.mailbox.id).exists()
    with pytest.raises(Refused):
        say(opened, world)


def test_a_backup_of_the_rows_opens_nothing_once_the_key_is_gone(opened, world):
    say(opened, world)
    rows = list(Message.objects.all())
    erase(mailbox=opened.mailbox)
    Mailbox.objects.bulk_create([opened.mailbox])
    Message.objects.bulk_create(rows)
    with pytest.raises(DoesNotUnseal):
        all_letters(opened)


@pytest.mark.parametrize("days", [0, -1, 8, 10_000])
def test_it_is_kept_only_for_times_that_we_offer(opened, days):
    with pytest.raises(Refused):
        keep(opened=opened, days=days)


def test_reading_leaves_no_event(opened, world):
    say(opened, world)
    before = Event.objects.count()
    mark_read(opened, [each.id for each in new_letters(opened)])
    assert Event.objects.count() == before
    assert Event.objects.filter(tag=MailboxTag.REPLIED).count() == 1
