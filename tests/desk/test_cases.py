import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests import arriving, people
from tests.cases.test_log import robin
from waymark.audit.models import Event
from waymark.cases.file.keys import keys_of
from waymark.cases.file.models import Case
from waymark.cases.file.terms import CaseTag
from waymark.cases.log import actions as log
from waymark.cases.log.models import Entry
from waymark.cases.log.terms import LogTag
from waymark.cases.people.models import Person
from waymark.cases.starting.actions import start_case
from waymark.cases.tasks.actions import give_task
from waymark.contact.terms import Sender
from waymark.contact.wishes import Wishes
from waymark.desk.home import views as home
from waymark.documents.actions import hold_file
from waymark.intake import actions as intake
from waymark.intake.asking import Identity
from waymark.intake.queries import waiting_for
from waymark.mailbox.queries import new_letters
from waymark.mailbox.sittings import enter
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def desk(another, world, case):
    return people.sign_in(another(), world.caseworker)


def post(browser, name, *args, **fields):
    return browser.post(reverse(f"desk:{name}", args=args), fields)


def page(browser, name, *args):
    answer = browser.get(reverse(f"desk:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def addresses(case, known, entry):
    """Every address of a case: (name, args) that answer a GET, and those that take a POST only."""
    own = (case,)
    seen = [("case-view", own), ("case-note", own), ("case-call", own), ("case-hand-over", own)]
    seen += [("case-reply", (case, known)), ("case-file", (case, entry, known))]
    done = [("case-set-stage", own), ("case-take-message", (case, known))]
    done += [("case-way", (case, known)), ("case-words", (case, known))]
    return seen, done


@pytest.mark.parametrize("who", ["stranger", "intake", "editor", "auditor", "administrator"])
def test_whoever_is_not_of_the_team_gets_the_page_for_what_does_not_exist(another, world, case, who):
    browser, known, entry = (
        people.sign_in(another(), getattr(world, who)),
        Person.objects.get(),
        Entry.objects.get(),
    )
    mine = addresses(case.id, known.id, entry.id)
    none = addresses(world.team.id, known.id, entry.id)
    for real, unknown in zip(mine[0], none[0], strict=True):
        answers = [browser.get(reverse(f"desk:{name}", args=args)) for name, args in (real, unknown)]
        assert {answer.status_code for answer in answers} == {404}
        assert answers[0].content == answers[1].content
    for real, unknown in zip(mine[1], none[1], strict=True):
        fields = {"channel": "phone", "stage": "paused"}
        answers = [browser.post(reverse(f"desk:{name}", args=args), fields) for name, args in (real, unknown)]
        assert {answer.status_code for answer in answers} == {404}
        assert answers[0].content == answers[1].content
    assert not Event.objects.filter(tag=CaseTag.LOOKED).exists()
    assert case.reference not in browser.get(reverse("desk:cases-view")).content.decode()


def test_a_colleague_whom_the_person_named_sees_nothing_of_the_case(another, world):
    arriving.send(identity=Identity(call_me="Robin", not_read="Nadia Kemp"))
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    late = people.make_member("nadia", "Nadia Kemp", ["caseworker"], [world.team])
    browser = people.sign_in(another(), late)
    assert browser.get(reverse("desk:case-view", args=[case.id])).status_code == 404
    hands = {"case": case, "text": "Robin rang", "by": world.caseworker}
    hands["keyring"] = people.keyring_of(world.caseworker)
    with pytest.raises(Refused, match="does not read this"):
        log.hand_over(to=late, **hands)
    keys = keys_of(case.id, hands["keyring"])
    give_task(case=case, keys=keys, to=None, text="Robin is at her sister's", by=world.caseworker)
    assert "sister" not in page(browser, "today-view")
    colleague = people.sign_in(another(), world.colleague)
    assert "sister" in page(colleague, "today-view")
    assert "Nadia Kemp" in page(colleague, "case-view", case.id)


def test_the_page_shows_words_strip_and_reference_and_records_the_look(desk, world, case):
    told = page(desk, "case-view", case.id)
    for shown in ("Robin", case.reference, "He checks my phone.", "<b>Phone</b> Yes", "<b>Text</b> No"):
        assert shown in told
    for kept in (arriving.NUMBER, "heron", "marble"):
        assert kept not in told
    assert Event.objects.filter(tag=CaseTag.LOOKED, by=world.caseworker.id, about=case.id).count() == 1


def test_a_note_is_added_and_a_mistake_keeps_it(desk, case):
    assert post(desk, "case-note", case.id, text="Rang the school.").status_code == 302
    assert "Rang the school." in page(desk, "case-view", case.id)
    long = "x" * 20_001
    answer = post(desk, "case-note", case.id, text=long).content.decode()
    assert long in answer
    assert "1 characters too long" in answer


def test_what_one_form_says_stands_once_in_the_log_however_often_it_is_sent(desk, case):
    def said(name, **fields):
        assert post(desk, name, case.id, **fields).status_code == 302
        return Entry.objects.filter(case=case).count()

    once = re.search(r'name="once" value="([^"]{22})"', page(desk, "case-view", case.id))[1]
    assert once != re.search(r'name="once" value="([^"]{22})"', page(desk, "case-view", case.id))[1]
    before = Entry.objects.filter(case=case).count()
    assert said("case-note", text="Rang the school.", once=once) == before + 1
    assert said("case-note", text="Rang the school.", once=once) == before + 1
    assert said("case-note", text="Rang the school again.", once=once) == before + 2
    assert said("case-note", text="Rang the school.", once=once[::-1]) == before + 3
    assert said("case-call", outcome="reached", text="Tuesday.", once=once) == before + 4
    assert said("case-call", outcome="reached", text="Tuesday.", once=once) == before + 4
    assert said("case-call", outcome="no-answer", text="Tuesday.", once=once) == before + 5
    assert page(desk, "case-view", case.id).count("Rang the school.") == 2


def test_a_reply_from_the_case_arrives_with_a_copy_in_the_log(desk, world, case, received):
    known = robin(world, case)
    assert post(desk, "case-reply", case.id, known.id, text="We are here.", shown=1).status_code == 302
    (letter,) = new_letters(enter(received.words))
    assert letter.text == "We are here."
    assert "We answered in the mailbox" in page(desk, "case-view", case.id)


def test_an_alert_stops_everything_on_the_page_and_the_reply_keeps_its_text(desk, world, case, received):
    intake.alert_seen(opened=enter(received.words))
    told = page(desk, "case-view", case.id)
    assert "Someone else may have seen this mailbox" in told
    assert "I am about to ring" not in told
    known = robin(world, case)
    assert "Not now." in post(desk, "case-way", case.id, known.id, channel="phone").content.decode()
    answer = post(desk, "case-reply", case.id, known.id, text="We are here.", shown=1).content.decode()
    assert "We are here." in answer
    assert "may have seen" in answer


def test_a_reply_from_the_case_that_is_sent_twice_arrives_once(desk, world, case, received):
    known = robin(world, case)
    shown = re.search(r'name="shown" value="(\d+)"', page(desk, "case-view", case.id))[1]
    typed = {"text": "We are here.", "shown": shown}
    assert post(desk, "case-reply", case.id, known.id, **typed).status_code == 302
    told = post(desk, "case-reply", case.id, known.id, **typed).content.decode()
    assert "Something was added to the log since you opened this page" in told
    assert "We are here.</textarea>" in told
    assert len(new_letters(enter(received.words))) == 1
    shown = re.search(r'name="shown" value="(\d+)"', told)[1]
    assert post(desk, "case-reply", case.id, known.id, **typed | {"shown": shown}).status_code == 302


def test_nobody_answers_past_a_message_that_nobody_has_read(desk, world, case, received):
    arriving.write_again(received, "Do not answer now.")
    typed = {"text": "We are here.", "shown": 1}
    told = post(desk, "case-reply", case.id, robin(world, case).id, **typed).content.decode()
    assert "They have sent something since. Read it into the log first" in told
    assert "We are here.</textarea>" in told
    assert new_letters(enter(received.words)) == []


def test_the_number_is_shown_once_it_is_asked_for_and_leads_to_noting_the_call(desk, world, case):
    told = post(desk, "case-way", case.id, robin(world, case).id, channel="phone").content.decode()
    assert arriving.NUMBER in told
    assert reverse("desk:case-call", args=[case.id]) in told
    assert post(desk, "case-call", case.id, outcome="reached", text="All well.").status_code == 302
    assert "Call: we talked" in page(desk, "case-view", case.id)


def test_code_words_are_on_a_page_of_their_own(desk, world, case):
    told = post(desk, "case-words", case.id, robin(world, case).id).content.decode()
    assert "heron" in told
    assert Event.objects.filter(tag=LogTag.CODE_WORDS).count() == 1


def test_a_later_message_waits_on_the_page_and_is_read_into_the_log(desk, world, case, received):
    arriving.write_again(received, "He has gone out.")
    told = page(desk, "case-view", case.id)
    assert "A new message is here" in told
    assert "He has gone out." not in told
    assert case.reference in page(desk, "today-view")
    (arrival,) = waiting_for(world.caseworker)
    assert desk.get(reverse("desk:message-view", args=[arrival.id])).url.endswith(f"/cases/{case.id}")
    post(desk, "case-take-message", case.id, arrival.id)
    assert "He has gone out." in page(desk, "case-view", case.id)


def test_a_hand_over_reaches_the_colleagues_day(desk, another, world, case):
    fields = {"to": f"member/{world.colleague.id}", "text": "She prefers mornings."}
    assert post(desk, "case-hand-over", case.id, **fields).status_code == 302
    colleague = people.sign_in(another(), world.colleague)
    told = page(colleague, "today-view")
    assert "She prefers mornings." in told
    done = re.search(r"/today/([0-9a-f-]{36})/done", told)[1]
    post(colleague, "task-finish", done)
    assert "She prefers mornings." not in page(colleague, "today-view")


def test_another_team_gets_it_and_the_giver_sees_nothing_more(desk, another, world, case):
    fields = {"to": f"team/{world.other_team.id}", "text": "She moved."}
    assert post(desk, "case-hand-over", case.id, **fields).status_code == 302
    assert desk.get(reverse("desk:case-view", args=[case.id])).status_code == 404
    stranger = people.sign_in(another(), world.stranger)
    assert "He checks my phone." in page(stranger, "case-view", case.id)


def test_a_hand_over_without_a_sentence_keeps_the_choice(desk, world, case):
    answer = post(
        desk, "case-hand-over", case.id, to=f"member/{world.colleague.id}", text=""
    ).content.decode()
    assert "Say in a sentence" in answer
    assert f'value="member/{world.colleague.id}" selected' in answer


def test_a_stage_moves_from_the_page(desk, case):
    post(desk, "case-set-stage", case.id, stage="supporting")
    assert "Stage: supporting" in page(desk, "case-view", case.id)
    post(desk, "case-set-stage", case.id, stage="no such")
    assert Case.objects.get().stage == "supporting"


def test_a_case_about_somebody_a_friend_wrote_of_says_so_everywhere(another, world):
    arriving.send(wishes=Wishes(sender=Sender.FRIEND), identity=Identity(call_me="Sam"))
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    told = page(people.sign_in(another(), world.caseworker), "case-view", case.id)
    assert "You are not writing to the person." in told
    assert "Send to the sender" in told
    assert told.count("Not known: no") == 5


def test_what_was_typed_survives_the_idle_lock(desk, world, case):
    address = reverse("desk:case-reply", args=[case.id, robin(world, case).id])
    later = timezone.now() + timedelta(minutes=settings.STAFF_IDLE_MINUTES + 1)
    with time_machine.travel(later, tick=True):
        answer = desk.post(address, {"text": "Half an answer", "signed_by": "Carys"})
        assert answer.url == reverse("desk:unlock")
        answer = desk.post(answer.url, {"passphrase": people.PASSPHRASE}, follow=True)
    assert "Half an answer" in answer.content.decode()
    assert 'value="Carys"' in answer.content.decode()
    assert not Event.objects.filter(tag=LogTag.ANSWERED).exists()


def test_cases_are_found_by_reference_within_the_readers_teams(desk, another, world, case):
    address = reverse("desk:cases-view")
    found = desk.post(address, {"q": case.reference[:4].lower()}, follow=True)
    assert case.reference in found.content.decode()
    assert found.redirect_chain == [(f"{address}?whose=found", 302)], "what was typed is in no address"
    stranger = people.sign_in(another(), world.stranger)
    told = stranger.post(address, {"q": case.reference}, follow=True).content.decode()
    assert "No case of your teams" in told
    assert case.reference in desk.post(address, {"q": ""}, follow=True).content.decode()
    assert "at most 20" in desk.post(address, {"q": "x" * 21}).content.decode()


def test_what_a_browser_remembers_of_a_case_names_nobody_and_no_case(desk, case):
    told = page(desk, "case-view", case.id)
    assert "<title>A case</title>" in told


def test_lists_are_narrowed_to_own_and_to_nobodys_and_today_leads_to_the_rest(desk, world, case, monkeypatch):
    mine, nobodys = f"{reverse('desk:cases-view')}?whose=mine", f"{reverse('desk:cases-view')}?whose=nobody"
    assert case.reference in desk.get(mine).content.decode()
    assert "Somebody has each of them." in desk.get(nobodys).content.decode()
    assert "whose=mine" not in page(desk, "today-view")
    monkeypatch.setattr(home, "FEW", 0)
    assert mine in page(desk, "today-view")
    Case.objects.update(owner=None)
    assert case.reference in desk.get(nobodys).content.decode()
    assert nobodys in page(desk, "today-view")
    assert "You have no cases." in desk.get(mine).content.decode()


def test_what_waits_at_intake_crowds_no_new_words_out_of_today(another, world, received, case, monkeypatch):
    arriving.send()
    both = people.sign_in(another(), world.manager)
    arriving.write_again(received)
    monkeypatch.setattr(home, "FEW", 1)
    assert f"Case {case.reference}" in page(both, "today-view").split("New words in cases")[1]


def test_a_file_of_the_log_is_a_download_in_a_sandbox(another, world):
    held = documents_hold()
    arriving.send(files=(held,))
    case = start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)
    browser, entry = people.sign_in(another(), world.caseworker), Entry.objects.get()
    answer = browser.get(reverse("desk:case-file", args=[case.id, entry.id, held.id]))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "holiday" not in answer["Content-Disposition"]


def documents_hold():
    written = BytesIO()
    Image.new("RGB", (8, 8), "red").save(written, "PNG")
    return hold_file(content=written.getvalue(), name="holiday.png")


def test_the_case_page_asks_no_more_however_long_the_log(desk, world, case, django_assert_max_num_queries):
    page(desk, "case-view", case.id)
    hands = {"case": case, "by": world.caseworker, "keyring": people.keyring_of(world.caseworker)}
    for number in range(60):
        log.write_note(text=f"note {number}", **hands)
    with django_assert_max_num_queries(40):
        told = page(desk, "case-view", case.id)
    assert "note 59" in told
    assert "note 1<" not in told
    assert "Earlier entries" in told


@pytest.mark.parametrize("number", ["-1", "x", "99999999999999999999", "²"])
def test_odd_numbers_in_an_address_are_not_asked(desk, case, number):
    for name, args, asked in (("cases-view", [], "page"), ("case-view", [case.id], "before")):
        assert desk.get(reverse(f"desk:{name}", args=args), {asked: number}).status_code == 200
