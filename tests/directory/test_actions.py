"""From draft to published and on: nothing is shown that nobody checked, and each deed is on record."""

from datetime import timedelta

import pytest

from tests.directory.conftest import an_entry
from waymark.audit.models import Event
from waymark.directory.actions import (
    add_service,
    change_service,
    confirm_service,
    merge_services,
    publish_service,
    report_doubt,
    settle_doubts,
    withdraw_service,
)
from waymark.directory.models import Edition, ReportedDoubt, Service, ServiceSchedule
from waymark.directory.queries import (
    doubles_of,
    doubts_about,
    entry_of,
    history_of,
    listed_of,
    published,
    waiting_after,
    worklist,
)
from waymark.directory.rules import may_change, may_edit, may_merge, may_publish
from waymark.directory.terms import DOUBTS_LIMIT, Doubt, Stage
from waymark.limits.terms import AskedToWait
from waymark.records.days import day
from waymark.records.refusal import Refused

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def tags():
    return [event.tag for event in Event.objects.order_by("chain_id", "seq")]


def test_an_entry_is_stored_and_read_whole(world):
    entry = an_entry()
    service = add_service(by=world.editor, entry=entry)
    assert entry_of(service) == entry
    row = ServiceSchedule.objects.get()
    assert (row.byday, f"{row.opens_at:%H:%M}", f"{row.closes_at:%H:%M}") == (
        "MO,TU,WE,TH,FR",
        "09:00",
        "17:00",
    )


def test_nothing_is_published_that_nobody_checked(world):
    service = add_service(by=world.editor, entry=an_entry())
    assert not may_publish(world.editor, service)
    with pytest.raises(Refused, match="Nobody has checked"):
        publish_service(by=world.editor, service=service)
    assert not published().exists()


def test_checking_names_who_and_when_it_is_due_again(world, publish):
    service = publish()
    assert (service.checked_by, service.checked_on) == (world.editor.id, day())
    assert service.review_due > day() + timedelta(days=100)
    assert [tag for tag in tags() if tag.startswith("directory")] == [
        "directory:service:added",
        "directory:service:confirmed",
        "directory:service:published",
    ]


def test_a_change_of_what_is_published_says_how_it_was_checked(world, publish):
    service = publish()
    with pytest.raises(Refused) as refused:
        change_service(by=world.editor, service=service, entry=an_entry(about="New"))
    assert refused.value.field == "how"
    assert entry_of(published().get()).about == "Advice about money and debt."
    change_service(by=world.editor, service=service, entry=an_entry(about="New"), how="rang them")
    assert entry_of(published().get()).about == "New"
    assert len(history_of(service)) == 2


def test_a_change_of_a_checked_draft_has_to_be_checked_again(world):
    service = add_service(by=world.editor, entry=an_entry())
    service = confirm_service(by=world.editor, service=service, how="rang them")
    service = change_service(by=world.editor, service=service, entry=an_entry(about="New"))
    assert (service.stage, service.checked_on, service.checked_by) == (Stage.DRAFT, None, None)


@pytest.mark.parametrize("who", ["caseworker", "manager", "auditor", "administrator", "intake"])
def test_only_an_editor_writes(world, publish, who):
    service, member = publish(), getattr(world, who)
    assert not may_edit(member)
    assert not may_change(member, service)
    assert not may_merge(member, service, service)
    for act in (
        lambda: add_service(by=member, entry=an_entry()),
        lambda: change_service(by=member, service=service, entry=an_entry(), how="x"),
        lambda: confirm_service(by=member, service=service, how="x"),
        lambda: publish_service(by=member, service=service),
        lambda: withdraw_service(by=member, service=service),
        lambda: settle_doubts(by=member, service=service),
        lambda: merge_services(by=member, kept=service, gone=service),
    ):
        with pytest.raises(Refused):
            act()


def test_what_is_withdrawn_is_shown_no_more_and_changes_no_more(world, publish):
    service = publish()
    withdraw_service(by=world.editor, service=service)
    assert not published().exists()
    service.refresh_from_db()
    with pytest.raises(Refused):
        change_service(by=world.editor, service=service, entry=an_entry(), how="rang them")


def test_doubles_are_found_by_number_and_merged(world, publish):
    kept, gone = publish(), publish(name="Elm helpline", web="")
    assert list(doubles_of(kept)) == [gone]
    report_doubt(service=gone, what=Doubt.HOURS)
    merge_services(by=world.editor, kept=kept, gone=gone)
    gone.refresh_from_db()
    assert (gone.stage, gone.merged_into) == (Stage.WITHDRAWN, kept.id)
    assert doubts_about(kept)[0][:2] == ("hours", 1)
    with pytest.raises(Refused, match="itself"):
        merge_services(by=world.editor, kept=kept, gone=kept)


def test_a_doubt_holds_a_choice_and_the_day_and_nothing_of_the_visitor(world, publish):
    service = publish()
    report_doubt(service=service, what=Doubt.CLOSED)
    told = ReportedDoubt.objects.get()
    assert {name for name in vars(told) if not name.startswith("_")} == {"id", "service_id", "what", "on"}
    event = Event.objects.get(tag="directory:doubt:reported")
    assert (event.by, event.second) == (None, None)
    settle_doubts(by=world.editor, service=service)
    assert not ReportedDoubt.objects.exists()


def test_a_flood_of_doubts_is_asked_to_wait(world, publish):
    service = publish()
    for _ in range(DOUBTS_LIMIT.size):
        report_doubt(service=service, what=Doubt.OTHER)
    with pytest.raises(AskedToWait):
        report_doubt(service=service, what=Doubt.OTHER)


def test_the_worklist_holds_what_waits_and_begins_with_doubts(world, publish):
    fine, doubted, overdue = publish(name="A"), publish(name="B"), publish(name="C")
    draft = add_service(by=world.editor, entry=an_entry(name="D"))
    Service.objects.filter(pk=overdue.pk).update(review_due=day() - timedelta(days=1))
    report_doubt(service=doubted, what=Doubt.NUMBER)
    assert [one.name for one in worklist(day())] == ["B", "C", "D"]
    assert fine not in worklist(day())
    confirm_service(by=world.editor, service=overdue, how="rang them")
    assert [one.name for one in worklist(day())] == ["B", "D"]
    assert draft.stage == Stage.DRAFT


def test_what_is_in_doubt_comes_before_what_is_new_and_each_leads_to_the_next(world):
    made = [add_service(by=world.editor, entry=an_entry(name=name)) for name in "ABC"]
    unclear = add_service(by=world.editor, entry=an_entry(name="D", check_first="Sources differ."))
    assert [one.name for one in worklist(day())] == ["D", "A", "B", "C"]
    assert waiting_after(unclear, day()) == made[0].id
    assert waiting_after(made[1], day()) == made[2].id
    assert waiting_after(made[2], day()) is None
    withdraw_service(by=world.editor, service=made[2])
    assert waiting_after(made[2], day()) is None


@pytest.mark.parametrize("web", ["http://www.elm.example", "https://elm.example"])
def test_doubles_are_found_by_a_website_however_it_is_written(world, web):
    kept = add_service(by=world.editor, entry=an_entry(web="https://www.elm.example/"))
    other = add_service(by=world.editor, entry=an_entry(name="Other", web=web, numbers=()))
    add_service(by=world.editor, entry=an_entry(name="Apart", web=f"{web}/more", numbers=()))
    assert list(doubles_of(kept)) == [other]


def test_memory_is_told_when_what_is_shown_changes(world, publish):
    service = publish()
    before = Edition.objects.get().number
    withdraw_service(by=world.editor, service=service)
    assert Edition.objects.get().number > before


def test_entries_are_read_with_the_same_number_of_queries_however_many(publish, django_assert_num_queries):
    for number in range(6):
        publish(name=f"Line {number}")
    with django_assert_num_queries(4):
        assert len(listed_of(published())) == 6
