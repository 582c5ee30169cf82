"""A page is written, reviewed by somebody else, and live; what does not hold changes nothing at all."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import brotli
import pytest
from django.db import connection

from tests.people import make_member
from waymark.audit.models import Event
from waymark.content.actions import undoing, writing
from waymark.content.actions.publishing import Moved, publish
from waymark.content.drafting import Checked, stamp_translation
from waymark.content.folders import read_folder
from waymark.content.models import Item, Revision
from waymark.content.stored import (
    candidate,
    changed_underneath,
    due_to_publish,
    going_on,
    history,
    live_pack,
    mark_of,
    newest,
    waiting_for_review,
)
from waymark.content.terms import ItemKind
from waymark.press import publishing
from waymark.press.drawing import draw_preview
from waymark.press.models import PressedPage, Pressing
from waymark.press.publishing import check_fact_now, press_anew, publish_due, publish_now, withdraw_now
from waymark.records.days import day
from waymark.records.refusal import NotSaved, Refused
from waymark.staff.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def served(path="/en"):
    return brotli.decompress(bytes(PressedPage.objects.get(path=path).body)).decode()


def reviewed(site, text, **which):
    editor, manager = site.world.editor, site.world.manager
    draft = writing.write(key=site.key(**which), text=text, by=editor)
    writing.ask_for_review(revision=draft.id, by=editor)
    return writing.review(revision=draft.id, by=manager)


def publish_text(site, text, **which):
    return publish_now(revisions=[reviewed(site, text, **which).id], by=site.world.manager)


def test_a_page_is_written_reviewed_and_live(site):
    editor, manager = site.world.editor, site.world.manager
    draft = writing.write(key=site.key(), text=site.text("New words."), by=editor)
    assert "New words." not in served()
    writing.ask_for_review(revision=draft.id, by=editor)
    assert [each.id for each in waiting_for_review()] == [draft.id]
    writing.review(revision=draft.id, by=manager)
    assert "New words." not in served()
    publish_now(revisions=[draft.id], by=manager)
    assert "New words." in served()
    assert served("/") == served("/en")
    tags = list(Event.objects.filter(about=draft.id).order_by("seq").values_list("tag", flat=True))
    assert tags == [
        "content:revision:written",
        "content:review:asked",
        "content:review:given",
        "content:revision:published",
    ]


def test_nobody_reviews_their_own_words(site):
    editor = site.world.editor
    draft = writing.write(key=site.key(), text=site.text("Mine."), by=editor)
    with pytest.raises(Refused, match="Nobody has asked"):
        writing.review(revision=draft.id, by=site.world.manager)
    writing.ask_for_review(revision=draft.id, by=editor)
    with pytest.raises(Refused, match="Somebody else has to review"):
        writing.review(revision=draft.id, by=editor)
    with pytest.raises(Refused, match="waits for a review"):
        publish_now(revisions=[draft.id], by=site.world.manager)
    assert "Mine." not in served()


@pytest.mark.parametrize("who", ["stranger", "intake", "auditor", "administrator", "caseworker"])
def test_who_does_not_edit_may_do_none_of_it(site, who):
    by = getattr(site.world, who)
    ready = reviewed(site, site.text("New."))
    for attempt in (
        lambda: writing.write(key=site.key(), text="x", by=by),
        lambda: writing.review(revision=ready.id, by=by),
        lambda: undoing.restore(revision=ready.id, by=by),
        lambda: undoing.restore_release(item=site.item().id, by=by),
        lambda: undoing.drop(revision=ready.id, by=by),
        lambda: writing.publish_on(revision=ready.id, on=day(), by=by),
        lambda: undoing.take_day_back(revision=ready.id, by=by),
        lambda: publish_now(revisions=[ready.id], by=by),
        lambda: withdraw_now(item=site.item().id, by=by),
        lambda: writing.import_pack(pack=read_folder(site.bench.folder / "small"), by=by),
    ):
        with pytest.raises(Refused, match="does not cover this"):
            attempt()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("[a](page:nowhere)", r"en/front\.md:6: broken link"),
        ("{{fact:gone}}", r"en/front\.md:6: there is no fact"),
        ("<b>Bold</b>", r"en/front\.md:6: raw HTML"),
        ("{{colour}}", r"en/front\.md:6: there is no slot"),
    ],
)
def test_what_does_not_hold_is_refused_with_its_line_and_the_site_stays(site, body, reason):
    before, number = served(), Pressing.objects.get().number
    ready = reviewed(site, site.text(body))
    with pytest.raises(Refused, match=reason):
        publish_now(revisions=[ready.id], by=site.world.manager)
    ready.refresh_from_db()
    assert (served(), Pressing.objects.get().number, ready.state) == (before, number, "reviewed")


def test_a_page_too_heavy_for_a_slow_phone_is_refused(site):
    heavy = " ".join(str(uuid4()).replace("-", " ") for _ in range(1200))
    ready = reviewed(site, site.text(heavy))
    with pytest.raises(Refused, match=r"The page at / would weigh [\d,]+ bytes"):
        publish_now(revisions=[ready.id], by=site.world.manager)
    assert "Some text." in served()


def test_a_new_page_and_the_index_that_names_it_go_live_together(site):
    page = reviewed(site, site.text("Third.", id="third", code="t3"), name="third")
    index = site.bench.folder / "small/pack.toml"
    listed = reviewed(
        site,
        index.read_text().replace('"danger"]', '"danger", "third"]'),
        name="",
        kind=ItemKind.INDEX,
        language="",
    )
    with pytest.raises(Refused, match="does not know the page 'third'"):
        publish_now(revisions=[page.id], by=site.world.manager)
    with pytest.raises(Refused, match="promises 'third'"):
        publish_now(revisions=[listed.id], by=site.world.manager)
    publish_now(revisions=[page.id, listed.id], by=site.world.manager)
    assert "Third." in served("/en/t3")


def test_a_reviewed_page_goes_live_on_its_day_and_not_before(site, monkeypatch):
    ready = reviewed(site, site.text("Tomorrow."))
    tomorrow = day() + timedelta(days=1)
    writing.publish_on(revision=ready.id, on=tomorrow, by=site.world.editor)
    assert publish_due() == 0
    assert "Tomorrow." not in served()
    monkeypatch.setattr(publishing, "day", lambda: tomorrow)
    assert publish_due() == 1
    assert "Tomorrow." in served()
    assert due_to_publish(tomorrow) == []


def test_words_that_waited_for_a_day_never_come_back_over_newer_ones(site, monkeypatch):
    older = reviewed(site, site.text("Older."))
    tomorrow = day() + timedelta(days=1)
    writing.publish_on(revision=older.id, on=tomorrow, by=site.world.editor)
    publish_text(site, site.text("Put right."))
    monkeypatch.setattr(publishing, "day", lambda: tomorrow)
    assert publish_due() == 0
    assert "Put right." in served()
    assert [each.state for each in history(site.item())] == ["published", "replaced"]


def test_a_check_leaves_a_new_value_waiting_for_its_day_and_in_the_list(site, monkeypatch):
    fact = site.item(name="line", kind=ItemKind.FACT, language="")
    changed = fact.text.replace("01632 960999", "01632 960199")
    newer = reviewed(site, changed, name="line", kind=ItemKind.FACT, language="")
    tomorrow = day() + timedelta(days=1)
    writing.publish_on(revision=newer.id, on=tomorrow, by=site.world.editor)
    seen = Checked("01632 960999", "https://example.org/", "editor", day(), day() + timedelta(days=90))
    check_fact_now(item=fact.id, checked=seen, by=site.world.manager)
    assert [each.id for each in going_on()] == [newer.id]
    monkeypatch.setattr(publishing, "day", lambda: tomorrow)
    assert publish_due() == 1
    assert "01632 960199" in served("/en/k7")


def test_a_day_that_has_gone_by_is_refused(site):
    ready = reviewed(site, site.text("Late."))
    with pytest.raises(Refused, match="gone by"):
        writing.publish_on(revision=ready.id, on=day() - timedelta(days=1), by=site.world.editor)


def test_what_no_longer_holds_on_its_day_stays_and_stops_nothing_else(site):
    broken = reviewed(site, site.text("[a](page:nowhere)"))
    fine = reviewed(site, site.text("Fine.", id="danger", code="k7"), name="danger")
    for each in (broken, fine):
        writing.publish_on(revision=each.id, on=day(), by=site.world.editor)
    assert publish_due() == 1
    assert "Fine." in served("/en/k7")
    assert [each.id for each in due_to_publish(day())] == [broken.id]


def test_an_older_revision_is_restored_as_a_new_one(site):
    (first,) = publish_text(site, site.text("First."))
    publish_text(site, site.text("Second."))
    assert [each.state for each in history(site.item())] == ["published", "replaced"]
    restored = undoing.restore(revision=first.id, by=site.world.editor)
    assert (restored.text, restored.restored_from, restored.state) == (first.text, first.id, "draft")
    assert "Second." in served()


def test_the_words_of_the_release_come_back_as_a_draft_and_go_live_again(site):
    publish_text(site, site.text("Worse."))
    draft = undoing.restore_release(item=site.item().id, by=site.world.editor)
    assert (draft.text, draft.state) == (site.item().pack_text, "draft")
    writing.ask_for_review(revision=draft.id, by=site.world.editor)
    writing.review(revision=draft.id, by=site.world.manager)
    publish_now(revisions=[draft.id], by=site.world.manager)
    assert "Worse." not in served()
    assert not site.item().is_edited
    with pytest.raises(Refused, match="already"):
        undoing.restore_release(item=site.item().id, by=site.world.editor)


def test_a_draft_that_is_thrown_away_waits_nowhere_and_can_be_restored(site):
    by, mark = site.world.editor, mark_of(site.item())
    earlier = writing.write(key=site.key(), text=site.text("Earlier."), by=by)
    draft = writing.write(key=site.key(), text=site.text("Oh dear."), by=by)
    undoing.drop(revision=draft.id, by=by)
    assert (newest(site.item()), going_on(), mark_of(site.item())) == (None, [], mark)
    assert {each.state for each in history(site.item())} == {"dropped"}
    with pytest.raises(Refused, match="thrown away"):
        writing.ask_for_review(revision=draft.id, by=by)
    publish_text(site, site.text("New."))
    assert [each.state for each in history(site.item())] == ["published", "dropped", "dropped"]
    assert undoing.restore(revision=earlier.id, by=by).text == earlier.text


def test_what_waits_for_review_goes_on_when_a_draft_over_it_is_thrown_away(site):
    asked = writing.write(key=site.key(), text=site.text("Asked."), by=site.world.editor)
    writing.ask_for_review(revision=asked.id, by=site.world.editor)
    over = writing.write(key=site.key(), text=site.text("Over it."), by=site.world.editor)
    undoing.drop(revision=over.id, by=site.world.editor)
    assert newest(site.item()).id == asked.id
    assert [each.id for each in going_on()] == [asked.id]


def test_the_first_words_of_something_new_are_thrown_away_and_the_site_stays_as_it_was(site):
    key, before = replace(site.key(), name="third"), served()
    page = writing.write(key=key, text=site.text("Third.", id="third", code="t3"), by=site.world.editor)
    undoing.drop(revision=page.id, by=site.world.editor)
    assert [each.state for each in history(page.item)] == ["dropped"]
    assert page.id not in {each.id for each in going_on()}
    assert served() == before


def test_a_day_that_is_taken_back_publishes_nothing(site, monkeypatch):
    ready, tomorrow = reviewed(site, site.text("Tomorrow.")), day() + timedelta(days=1)
    writing.publish_on(revision=ready.id, on=tomorrow, by=site.world.editor)
    undoing.take_day_back(revision=ready.id, by=site.world.editor)
    monkeypatch.setattr(publishing, "day", lambda: tomorrow)
    assert publish_due() == 0
    publish_now(revisions=[ready.id], by=site.world.manager)
    assert "Tomorrow." in served()


def test_older_words_stand_over_a_draft_only_where_that_was_seen(site):
    (first,) = publish_text(site, site.text("First."))
    publish_text(site, site.text("Second."))
    colleague = make_member("edda", "Edda Holt", [Role.EDITOR])
    draft = writing.write(key=site.key(), text=site.text("A colleague's."), by=colleague)
    for over in ("", "x"):
        with pytest.raises(Refused, match="not live yet"):
            undoing.restore(revision=first.id, by=site.world.editor, over=over)
    assert newest(site.item()).id == draft.id
    undoing.restore(revision=first.id, by=site.world.editor, over=mark_of(site.item()))
    assert draft.id in {each.id for each in history(site.item())}


@pytest.mark.parametrize("fault", [NotSaved("full"), ZeroDivisionError()])
def test_a_check_is_written_and_live_or_neither(site, monkeypatch, fault):
    def fails(**_kwargs):
        raise fault

    fact = site.item(name="line", kind=ItemKind.FACT, language="")
    seen = Checked("01632 960999", "https://example.org/", "editor", day(), day() + timedelta(days=90))
    monkeypatch.setattr(publishing, "keep", fails)
    with pytest.raises(type(fault)):
        check_fact_now(item=fact.id, checked=seen, by=site.world.manager)
    assert not history(fact)
    assert not Event.objects.filter(tag="content:fact:checked").exists()
    monkeypatch.undo()
    made = check_fact_now(item=fact.id, checked=seen, by=site.world.manager)
    assert [(each.id, each.state) for each in history(fact)] == [(made.id, "published")]


def test_a_page_sent_back_is_a_draft_again(site):
    draft = writing.write(key=site.key(), text=site.text("Hm."), by=site.world.editor)
    writing.ask_for_review(revision=draft.id, by=site.world.editor)
    assert writing.send_back(revision=draft.id, by=site.world.manager, remark="Shorter.").state == "draft"


def test_only_the_writer_asks_for_a_review(site):
    draft = writing.write(key=site.key(), text=site.text("Hm."), by=site.world.editor)
    draft.written_by = site.world.manager.id
    draft.save()
    with pytest.raises(Refused, match="Only whoever wrote this"):
        writing.ask_for_review(revision=draft.id, by=site.world.editor)


def test_a_page_that_nothing_links_to_can_be_withdrawn_by_one_person(site):
    with pytest.raises(Refused, match=r"en/front\.md:6: broken link: there is no page called 'danger'"):
        withdraw_now(item=site.item(name="danger").id, by=site.world.editor)
    publish_text(site, site.text("Alone."))
    withdraw_now(item=site.item(name="danger").id, by=site.world.editor)
    assert not PressedPage.objects.filter(path="/en/k7").exists()
    assert site.lay() is False
    assert not PressedPage.objects.filter(path="/en/k7").exists()
    publish_text(site, site.text("Back.", id="danger", code="k7"), name="danger")
    assert "Back." in served("/en/k7")


def test_two_who_publish_at_once_both_see_the_other(site):
    first, second = (
        reviewed(site, site.text("Mine.")),
        reviewed(site, site.text("Yours.", id="danger", code="k7"), name="danger"),
    )
    stale = candidate(revisions=[first])
    publish_now(revisions=[second.id], by=site.world.manager)
    with pytest.raises(Moved):
        publish(candidate=stale, by=site.world.manager)
    publish_now(revisions=[first.id], by=site.world.manager)
    assert "Mine." in served()
    assert "Yours." in served("/en/k7")


# ---- packs under editors


def test_a_new_release_moves_unedited_pages_and_flags_edited_ones(site):
    publish_text(site, site.text("Edited. [Danger](page:danger)"))
    site.bench.page("Newer. [Danger](page:danger)")
    site.bench.page("Ring {{fact:line}} now.", id="danger", code="k7")
    assert site.lay() is True
    assert "Edited." in served()
    assert " now " in served("/en/k7")
    assert [item.name for item in changed_underneath()] == ["front"]
    publish_text(site, site.text("Both. [Danger](page:danger)"))
    assert changed_underneath() == []


def test_laying_the_same_packs_again_changes_nothing(site):
    number, events = Pressing.objects.get().number, Event.objects.count()
    assert site.lay() is False
    assert (Pressing.objects.get().number, Event.objects.count()) == (number, events)


def test_a_release_that_does_not_fit_an_edited_page_is_refused_whole(site):
    publish_text(site, site.text("Ring {{fact:line}}. [Danger](page:danger)"))
    site.bench.write("small/facts.toml", "")
    site.bench.page("No fact here.", id="danger", code="k7")
    with pytest.raises(Refused, match="there is no fact called 'line'"):
        site.lay()
    assert "Ring" in served("/en/k7")
    assert Item.objects.filter(kind="fact", is_live=True).exists()


def test_what_left_the_pack_leaves_the_site_unless_an_editor_wrote_it(site):
    publish_text(site, site.text("Alone."))
    site.bench.write("small/pack.toml", 'id = "small"\nlanguages = ["en"]\nshelves.a = ["front"]\n')
    (site.bench.folder / "small/en/danger.md").unlink()
    site.lay()
    assert not PressedPage.objects.filter(path="/en/k7").exists()
    assert "Alone." in served()


# ---- import and export


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_an_export_is_the_pack_byte_for_byte(site):
    folder = site.bench.folder / "small"
    exported = {path: text.encode() for path, text in live_pack("small").files.items()}
    assert exported == files(folder)


def test_an_import_waits_for_review_and_holds_only_what_differs(site):
    folder = site.bench.folder / "small"
    site.bench.page("Imported. [Danger](page:danger)")
    made = writing.import_pack(pack=read_folder(folder), by=site.world.editor)
    assert [(each.item.name, each.state) for each in made] == [("front", "asked")]
    writing.review(revision=made[0].id, by=site.world.manager)
    publish_now(revisions=[made[0].id], by=site.world.manager)
    assert "Imported." in served()
    assert {path: text.encode() for path, text in live_pack("small").files.items()} == files(folder)


def test_a_broken_pack_is_refused_whole_with_file_line_and_reason(site):
    before = Revision.objects.count()
    site.bench.page("Fine. [Danger](page:danger)")
    site.bench.page("One.\n\n<i>Two</i>", id="danger", code="k7")
    with pytest.raises(Refused, match=r"en/danger\.md:8: raw HTML"):
        writing.import_pack(pack=read_folder(site.bench.folder / "small"), by=site.world.editor)
    assert Revision.objects.count() == before


# ---- facts and translations


def look(**other):
    return Checked(
        **{
            "value": "01632 960999",
            "source": "https://example.org/now",
            "owner": "editor",
            "checked_on": day(),
            "review_due": day() + timedelta(days=90),
        }
        | other
    )


def test_a_fact_that_somebody_looked_up_loses_its_mark(site):
    assert "check first" in served("/en/k7")
    fact = site.item(name="line", kind=ItemKind.FACT, language="")
    made = writing.mark_fact_checked(item=fact.id, checked=look(), by=site.world.editor)
    publish_now(revisions=[made.id], by=site.world.editor)
    assert "check first" not in served("/en/k7")
    assert made.reviewed_by == site.world.editor.id
    assert 'source = "https://example.org/now"' in made.text


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"value": "01632 960000"}, "have it reviewed"),
        ({"source": " "}, "Say where you looked"),
        ({"owner": ""}, "who looks next time"),
        ({"checked_on": date(2100, 1, 1)}, "still to come"),
        ({"review_due": date(2020, 1, 1)}, "on a later day"),
    ],
)
def test_a_look_that_says_too_little_is_refused(site, other, reason):
    fact = site.item(name="line", kind=ItemKind.FACT, language="")
    with pytest.raises(Refused, match=reason):
        writing.mark_fact_checked(item=fact.id, checked=look(**other), by=site.world.editor)


def test_a_fact_that_falls_due_is_marked_by_pressing_anew(site, monkeypatch):
    fact = site.item(name="line", kind=ItemKind.FACT, language="")
    made = writing.mark_fact_checked(item=fact.id, checked=look(), by=site.world.editor)
    publish_now(revisions=[made.id], by=site.world.editor)
    number = press_anew()
    assert press_anew() == number
    after = day() + timedelta(days=91)
    real = publishing.candidate.__globals__["surroundings"]
    monkeypatch.setitem(
        publishing.candidate.__globals__, "surroundings", lambda: replace(real(), today=after)
    )
    assert press_anew() == number + 1
    assert "check first" in served("/en/k7")


def test_a_translation_is_shown_once_a_named_person_has_checked_it(site):
    site.bench.page("Ring {{fact:line}}, ur.", id="danger", code="k7", language="ur")
    site.bench.stamp("ur")
    site.lay()
    assert not PressedPage.objects.filter(path__startswith="/ur").exists()
    page = site.item(name="danger", language="ur")
    made = writing.mark_translation_checked(
        item=page.id, checked_by="A. Translator", checked_on=day(), by=site.world.editor
    )
    publish_now(revisions=[made.id], by=site.world.editor)
    assert ", ur " in served("/ur/k7")
    assert "Some text." in served("/ur")


def test_a_stale_translation_cannot_be_marked_as_checked(site):
    site.bench.page("Ring {{fact:line}}, ur.", id="danger", code="k7", language="ur")
    site.bench.stamp("ur")
    site.bench.page("Ring {{fact:line}} now.", id="danger", code="k7")
    site.lay()
    with pytest.raises(Refused, match="has changed since"):
        writing.mark_translation_checked(
            item=site.item(name="danger", language="ur").id,
            checked_by="A. Translator",
            checked_on=day(),
            by=site.world.editor,
        )


def test_a_translator_at_the_desk_computes_no_hash(site):
    site.bench.page("Ring {{fact:line}}, ur.", id="danger", code="k7", language="ur")
    site.bench.stamp("ur")
    site.bench.page("Ring {{fact:line}} now.", id="danger", code="k7")
    site.lay()
    key = site.key(name="danger", language="ur")
    text = site.item(name="danger", language="ur").text
    checked = text.replace('"draft"', '"checked"\nchecked_by = "A. B."\nchecked_on = 2026-11-01')
    fresh = stamp_translation(key, checked.replace(", ur.", ", abhi."))
    assert 'state = "draft"' in fresh
    assert "A. B." not in fresh
    publish_text(site, fresh, name="danger", language="ur")
    made = writing.mark_translation_checked(
        item=site.item(name="danger", language="ur").id,
        checked_by="C. D.",
        checked_on=day(),
        by=site.world.editor,
    )
    publish_now(revisions=[made.id], by=site.world.editor)
    assert ", abhi " in served("/ur/k7")
    with pytest.raises(Refused, match="has 2 blocks where the English has 1"):
        stamp_translation(key, fresh.replace("Ring", "- Ring\n\nRing"))


def test_a_preview_is_the_page_as_it_would_be(site):
    draft = writing.write(key=site.key(), text=site.text("Later."), by=site.world.editor)
    made = candidate(revisions=[draft])
    assert "Later." in draw_preview(made.library, "front", "en")
    assert "Later." in draw_preview(made.library, "front", "ur")
    assert "Later." not in served()


def test_an_event_holds_no_word_of_what_was_written(site):
    publish_text(site, site.text("Syzygy. [Danger](page:danger)"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_event")
        assert b"Syzygy" not in repr(cursor.fetchall()).encode()
