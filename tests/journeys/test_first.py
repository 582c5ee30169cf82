"""The first journey: somebody asks for help, a colleague answers, a case begins. Both faces as they stand."""

from base64 import b64encode

import pytest
from django.db import connections
from django.urls import reverse

from tests import people
from waymark.audit.models import Event
from waymark.audit.queries import verify_all
from waymark.cases.file.keys import keys_of
from waymark.cases.file.models import Case
from waymark.cases.log.queries import entries_of
from waymark.intake.models import Arrival
from waymark.intake.reading import unseal_content
from waymark.intake.terms import Stage
from waymark.mailbox.models import Mailbox, Message
from waymark.records.grants import shred_key
from waymark.records.models import Grant, Island
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keyring import Holder
from waymark.sealing.labels import HolderKind
from waymark.staff.actions.leaving import leave
from waymark.staff.keyring import keyring_with
from waymark.staff.queries import RECOVERY_ID

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
READ, WRITE = "Yes, show me what is new", "Write to us again"
MESSAGE = "Canary one: he reads my post."
AGAIN = "Canary two: the door is open at six."
REPLY = "Canary three: we can meet at the library."
NOTE = "Canary four: prefers the side entrance."


def ask_for_help(public):
    with public() as visitor:
        visitor.press("It is for me").press("Send this now", message=MESSAGE)
        return " ".join(visitor.words)


def page(browser, name, *args):
    answer = browser.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def post(browser, name, *args, **fields):
    answer = browser.post(reverse(f"desk:{name}", args=args), fields)
    assert answer.status_code in {200, 302}
    return answer


def test_somebody_asks_for_help_and_a_caseworker_answers(world, public, desk):
    words = ask_for_help(public)
    arrival = Arrival.objects.get()
    with desk(world.intake) as ines:
        assert "Asks for help" in page(ines, "inbox-view")
        assert MESSAGE in page(ines, "message-view", arrival.id)
        post(ines, "message-reply", arrival.id, text=REPLY, signed_by="Ines", shown=1)
        post(ines, "case-start", arrival.id, to=f"{world.team.id}/{world.caseworker.id}")
    case = Case.objects.get()
    with public("/en/w4") as visitor:
        visitor.press("Go on", words=words).press(READ)
        assert REPLY in visitor.said
        visitor.press("Back").press(WRITE).press("Send", text=AGAIN)
    with desk(world.caseworker) as carys:
        assert case.reference in page(carys, "today-view")
        later = Arrival.objects.get(lane__gt=0)
        post(carys, "case-take-message", case.id, later.id)
        post(carys, "case-note", case.id, text=NOTE)
        told = page(carys, "case-view", case.id)
        for said in (MESSAGE, REPLY, AGAIN, NOTE):
            assert said in told
        hand = {"to": f"member/{world.colleague.id}", "text": "Back on Monday."}
        post(carys, "case-hand-over", case.id, **hand)
    with desk(world.colleague) as colin:
        assert "Back on Monday." in page(colin, "today-view")
    with desk(world.stranger) as stefan:
        assert stefan.get(reverse("desk:case-view", args=[case.id])).status_code == 404
    with desk(world.auditor) as aude:
        assert "It is all here" in post(aude, "audit-verify").content.decode()
    assert sum(verify_all().values()) == Event.objects.count()


def test_nothing_that_anybody_wrote_is_readable_in_either_store(world, public, desk):
    words = ask_for_help(public)
    arrival = Arrival.objects.get()
    with desk(world.intake) as ines:
        page(ines, "message-view", arrival.id)
        post(ines, "message-reply", arrival.id, text=REPLY, signed_by="Ines", shown=1)
        post(ines, "case-start", arrival.id, to=str(world.team.id))
    case = Case.objects.get()
    with desk(world.caseworker) as carys:
        post(carys, "case-note", case.id, text=NOTE)
        cookies = " ".join(cookie.value for cookie in carys.cookies.values())
    stored = everything_stored()
    for canary in (MESSAGE, REPLY, NOTE, words, *words.split()):
        if len(canary) < 6:
            continue
        for written in (canary.encode(), canary.encode("utf-16-le"), b64encode(canary.encode()).rstrip(b"=")):
            assert written not in stored
        assert canary not in cookies


def everything_stored():
    """Every value of every table of both databases, as bytes."""
    found = bytearray()
    for alias in ("default", "keys"):
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connections[alias].ops.quote_name(table)}")
                for row in cursor.fetchall():
                    for value in row:
                        raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                        found += raw + b"\n"
    return bytes(found)


def rows_of(*models):
    """A backup: copies of every row of these tables."""
    return {model: list(model.objects.all()) for model in models}


def restore(backup):
    for model, rows in backup.items():
        model.objects.all().delete()
        model.objects.bulk_create(rows)


def test_what_was_erased_unread_comes_back_from_no_backup(world, public, desk):
    words = ask_for_help(public)
    main = rows_of(Mailbox, Message, Arrival, Island, Grant)
    shred = shred_key(Arrival.objects.get().island)
    with public("/en/w4") as visitor:
        visitor.press("Go on", words=words)
        visitor.press("Erase this").press("Erase it for good")
    assert Arrival.objects.get().stage == Stage.ERASED
    restore(main)
    arrival = Arrival.objects.get()
    assert arrival.stage == Stage.WAITING
    for member in (world.intake, world.manager):
        with desk(member) as browser:
            answer = browser.get(reverse("desk:message-view", args=[arrival.id]))
            assert MESSAGE not in answer.content.decode()
    only_the_shred_key_was_missing(world, arrival, shred)
    with public("/en/w4") as visitor:
        visitor.press("Go on", words=words)
        if "Is it safe to read now?" in visitor.said:
            visitor.press(READ)
        assert MESSAGE not in visitor.said


def only_the_shred_key_was_missing(world, arrival, shred):
    """With it, a member's passphrase or two recovery sheets would read on; today's keys store has none."""
    recovery = Holder(HolderKind.RECOVERY, RECOVERY_ID, 1)
    keyrings = [people.keyring_of(member) for member in (world.intake, world.manager)]
    for keyring in (*keyrings, keyring_with(recovery, world.recovery)):
        assert unseal_content(arrival, shred, keyring).message == MESSAGE
    with pytest.raises(DoesNotUnseal):
        shred_key(arrival.island)


def test_a_leavers_copy_reads_what_was_theirs_and_nothing_written_after(world, public, desk):
    ask_for_help(public)
    arrival = Arrival.objects.get()
    with desk(world.intake) as ines:
        post(ines, "case-start", arrival.id, to=f"{world.team.id}/{world.caseworker.id}")
    case, old = Case.objects.get(), people.keyring_of(world.colleague)
    before = rows_of(Grant)
    leave(by=world.manager, member=world.colleague)
    with desk(world.caseworker) as carys:
        post(carys, "case-note", case.id, text=NOTE)
    with pytest.raises(DoesNotUnseal):
        keys_of(case.id, old)
    after = rows_of(Grant)
    restore(before)
    keys = keys_of(case.id, old)
    with pytest.raises(DoesNotUnseal):
        entries_of(case.id, keys)
    restore(after)
    newest = keys_of(case.id, people.keyring_of(world.caseworker))
    assert [entry.text for entry in entries_of(case.id, newest)] == [NOTE, MESSAGE]
