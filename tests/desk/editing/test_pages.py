"""The editors' desk: a page is edited, seen, reviewed and live; what is lost, wrong or not theirs is said."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from tests import people
from tests.conftest import ORIGINS, FaceClient
from tests.content.conftest import FACT as FACT_OF_THE_BENCH
from tests.desk.editing.writing import approve, item, newest, save, seen, shown
from waymark.audit.models import Event
from waymark.content.folders import read_folder
from waymark.content.models import Item, Revision
from waymark.press.models import PressedPage
from waymark.press.publishing import lay_packs_now
from waymark.records.days import day
from waymark.staff.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_a_page_is_edited_reviewed_and_live(editor, manager):
    save(editor, "New words for everybody. [Danger](page:danger)")
    revision = approve(editor, manager)
    assert "New words" not in shown()
    page = manager.post(f"/pages/revisions/{revision}/publish", follow=True).content.decode()
    assert "It is live." in page
    assert "New words for everybody." in shown()
    assert "A heading?" in shown()


def test_what_changed_is_shown_block_by_block_in_words_and_marks(editor, manager):
    save(editor, "Some other text. [Danger](page:danger)")
    page = manager.get(f"/pages/revisions/{newest().id}").content.decode()
    assert re.search(r"<ins>\s*other", page)
    assert re.search(r'is-removed"><th scope="row">removed</th>\s*<td[^>]*><del>More of it.</del>', page)


def test_nobody_approves_their_own_words(editor):
    save(editor, "Mine. [Danger](page:danger)")
    revision = newest().id
    editor.post(f"/pages/revisions/{revision}/ask")
    page = editor.get(f"/pages/revisions/{revision}").content.decode()
    assert "Somebody else has to review it." in page
    assert "approve it" not in page
    answer = editor.post(f"/pages/revisions/{revision}/review")
    assert answer.status_code == 409
    assert newest().state == "asked"


def test_words_go_back_with_a_sentence_and_never_without(editor, manager):
    save(editor, "Hm. [Danger](page:danger)")
    revision = newest().id
    editor.post(f"/pages/revisions/{revision}/ask")
    assert (
        "Say in a sentence what should change."
        in manager.post(f"/pages/revisions/{revision}/back").content.decode()
    )
    manager.post(f"/pages/revisions/{revision}/back", {"remark": "Say what to do first."})
    assert newest().state == "draft"
    assert "Say what to do first." in editor.get(f"/pages/items/{item().id}").content.decode()


def test_what_would_not_hold_is_kept_with_line_and_reason_at_the_field(editor):
    page = save(editor, "Fine.\n\nSee [this](page:nowhere).").content.decode()
    assert "Line 3: Broken link" in page
    assert "See [this](page:nowhere)." in page
    assert newest().state == "draft"
    refused = editor.post(f"/pages/revisions/{newest().id}/ask")
    assert refused.status_code == 409
    assert "Line 3: Broken link" in refused.content.decode()


def test_html_is_refused_at_its_line(editor):
    assert "Line 1: Raw HTML is not allowed" in save(editor, "<script>1</script>").content.decode()


def test_an_empty_box_keeps_the_heading_that_was_typed(editor):
    page = save(editor, "", heading="Still here?").content.decode()
    assert "Write something first." in page
    assert "Still here?" in page
    assert not Revision.objects.exists()


def test_a_second_editor_is_told_and_shown_both_texts(editor, another, world):
    other = people.sign_in(another(), people.make_member("eva", "Eva Lind", ["editor"]))
    address = f"/pages/items/{item().id}"
    mark = seen(editor.get(address).content.decode())
    save(other, "Eva wrote this. [Danger](page:danger)")
    answer = editor.post(address, {"heading": "Mine?", "body": "Edwin wrote this.", "seen": mark})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Eva Lind</strong> saved this" in page or "Eva Lind saved this" in page
    assert "Eva wrote" in re.sub("<[^>]+>", "", page)
    assert "Edwin wrote this.</textarea>" in page
    assert Revision.objects.count() == 1
    again = editor.post(address, {"heading": "Mine?", "body": "Edwin wrote this.", "seen": seen(page)})
    assert again.status_code == 302
    assert Revision.objects.count() == 2


def test_the_preview_is_the_published_page_and_can_do_nothing(editor):
    answer = editor.post(
        f"/pages/items/{item().id}/preview", {"heading": "Seen?", "body": "Before it is kept.", "seen": "x"}
    )
    assert "Before it is kept." in answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert policy.endswith("; sandbox")
    assert "script-src 'none'" in policy
    assert not Revision.objects.exists()
    save(editor, "Just as it will be. [Danger](page:danger)")
    drawn = editor.get(f"/pages/items/{item().id}/preview").content.decode()
    revision = newest()
    revision.state = "reviewed"
    revision.save()
    editor.post(f"/pages/revisions/{revision.id}/publish")
    assert drawn == shown()


def test_only_pages_with_a_preview_may_frame_and_only_the_preview_may_be_framed(editor):
    framing = editor.get(f"/pages/items/{item().id}").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in framing
    assert "frame-ancestors 'none'" in framing
    assert "frame-src" not in editor.get("/pages").headers["Content-Security-Policy"]


def test_a_day_is_chosen_and_a_day_gone_by_is_refused(editor, manager):
    save(editor, "Later. [Danger](page:danger)")
    revision = approve(editor, manager)
    address = f"/pages/revisions/{revision}/schedule"
    yesterday = {"publish_on": str(day() - timedelta(days=1))}
    assert "This day has gone by" in manager.post(address, yesterday).content.decode()
    manager.post(address, {"publish_on": str(day() + timedelta(days=3))})
    assert newest().publish_on == day() + timedelta(days=3)
    assert "goes live" in manager.get("/pages?list=scheduled").content.decode()


def test_older_words_come_back_as_a_draft(editor, manager):
    for words in ("First", "Second"):
        save(editor, f"{words} words. [Danger](page:danger)")
        manager.post(f"/pages/revisions/{approve(editor, manager)}/publish")
    first = Revision.objects.get(state="replaced")
    history = editor.get(f"/pages/items/{item().id}/history").content.decode()
    assert "Bring back" in history
    editor.post(f"/pages/revisions/{first.id}/restore")
    assert newest().text == first.text
    assert "Second words" in shown()


def test_the_words_of_the_release_are_the_last_line_of_the_history_and_come_back(editor, manager):
    save(editor, "Worse. [Danger](page:danger)")
    manager.post(f"/pages/revisions/{approve(editor, manager)}/publish")
    history = f"/pages/items/{item().id}/history"
    assert "what came with the release</span>" in editor.get(history).content.decode()
    page = editor.post(f"/pages/items/{item().id}/release", follow=True).content.decode()
    assert "The older words are a draft again." in page
    assert re.search(r"<del>\s*Worse", page)
    assert newest().text == item().pack_text
    told = editor.post(f"/pages/items/{item().id}/release").content.decode()
    assert f'action="/pages/items/{item().id}/release"' in told
    editor.post(f"/pages/items/{item(name='danger').id}/release")
    assert "says already" in editor.get(f"/pages/items/{item(name='danger').id}/history").content.decode()


def test_a_draft_made_by_mistake_is_thrown_away_and_brought_back(editor, manager):
    save(editor, "Oh dear. [Danger](page:danger)")
    draft = newest()
    assert "Throw this draft away" in editor.get(f"/pages/revisions/{draft.id}").content.decode()
    assert "Throw" not in manager.get(f"/pages/revisions/{draft.id}").content.decode()
    page = editor.post(f"/pages/revisions/{draft.id}/drop", follow=True).content.decode()
    assert "The draft is thrown away." in page
    assert "Oh dear" not in editor.get("/pages?list=drafts").content.decode()
    assert "Oh dear" not in editor.get(f"/pages/items/{item().id}").content.decode()
    assert "thrown away" in editor.post(f"/pages/revisions/{draft.id}/drop", follow=True).content.decode()
    editor.post(f"/pages/revisions/{draft.id}/restore")
    assert newest().text == draft.text


def test_a_day_is_said_first_and_can_be_taken_back(editor, manager):
    save(editor, "Later. [Danger](page:danger)")
    revision, on = approve(editor, manager), day() + timedelta(days=3)
    manager.post(f"/pages/revisions/{revision}/schedule", {"publish_on": str(on)})
    page = manager.get(f"/pages/revisions/{revision}").content.decode()
    assert f"<strong>It goes live on {on:%A} {on.day} {on:%B} {on.year}</strong>" in page
    page = manager.post(f"/pages/revisions/{revision}/unschedule", follow=True).content.decode()
    assert "It has no day any more." in page
    assert newest().publish_on is None


def test_the_list_finds_a_page_by_words_that_stand_in_it(editor):
    assert "data-line>Heading</a>" in editor.get("/pages?list=pages&find=more+OF+it").content.decode()
    assert "Nothing is here" in editor.get("/pages?list=pages&find=more+of+that").content.decode()


def test_older_words_hide_a_colleagues_draft_only_when_that_was_said_first(editor, manager):
    for words in ("First", "Second"):
        save(editor, f"{words} words. [Danger](page:danger)")
        manager.post(f"/pages/revisions/{approve(editor, manager)}/publish")
    first = Revision.objects.get(state="replaced")
    colleague = people.make_member("edda", "Edda Holt", [Role.EDITOR])
    save(people.sign_in(FaceClient(ORIGINS["desk"]), colleague), "A colleague's. [Danger](page:danger)")
    draft = newest()
    answer = editor.post(f"/pages/revisions/{first.id}/restore")
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "Edda Holt wrote something newer" in told
    assert f"/pages/revisions/{draft.id}" in told
    assert newest() == draft
    over = re.search(r'name="over" value="([^"]+)"', told)[1]
    editor.post(f"/pages/revisions/{first.id}/restore", {"over": over})
    assert newest().text == first.text


def test_a_page_that_others_need_is_not_taken_off_and_one_alone_is(editor):
    address = f"/pages/items/{item('danger').id}/withdraw"
    assert "front.md" in editor.post(address).content.decode()
    save(editor, "Alone.")
    revision = newest()
    revision.state = "reviewed"
    revision.save()
    editor.post(f"/pages/revisions/{revision.id}/publish")
    assert editor.post(address).status_code == 302
    assert not PressedPage.objects.filter(path="/en/k7").exists()


def test_a_new_page_goes_live_with_its_place_on_the_shelf(editor, manager):
    sent = {"name": "pets", "shelf": "a", "heading": "Can my pets come?", "body": "Often they can."}
    page = editor.post("/pages/new", sent, follow=True).content.decode()
    assert "Shelves of small" in page
    made = Revision.objects.get(item__name="pets")
    editor.post(f"/pages/revisions/{made.id}/ask")
    manager.post(f"/pages/revisions/{made.id}/review")
    manager.post(f"/pages/revisions/{made.id}/publish")
    assert set(Revision.objects.values_list("state", flat=True)) == {"published"}
    code = re.search(r'code = "(\w+)"', made.text)[1]
    assert "Often they can." in shown(f"/en/{code}")
    assert "There is a page of this name" in editor.post("/pages/new", sent).content.decode()


def test_a_fact_is_still_right_in_one_press(manager):
    fact = item("line", "fact", "")
    assert "check first" in shown("/en/k7")
    due = day() + timedelta(days=90)
    sent = {"source": "https://example.org/numbers", "review_due": str(due)}
    assert manager.post(f"/pages/items/{fact.id}/fact/check", sent).status_code == 302
    fact.refresh_from_db()
    assert f"checked_on = {day()}" in fact.text
    assert f"review_due = {due}" in fact.text
    assert "check first" not in shown("/en/k7")


def test_a_check_without_a_later_day_says_so_at_its_box(manager):
    sent = {"source": "https://example.org/", "review_due": str(day())}
    page = manager.post(f"/pages/items/{item('line', 'fact', '').id}/fact/check", sent).content.decode()
    assert "The next look has to be on a later day." in page
    assert not Revision.objects.exists()


FACT_OF_A_SITE = """
[[fact]]
id = "site"
kind = "web"
value = "https://example.org/help"
source = "https://example.org/help"
owner = "editor"
review_due = {due}
status = "unchecked"
"""
FACT = {
    "kind": "phone", "source": "https://example.org/", "owner": "editor", "review_due": "2027-01-01",
    "status": "unchecked", "checked_on": "", "because": "",
}  # fmt: skip


def test_a_changed_fact_waits_for_a_second_person_and_names_its_pages(editor):
    fact = item("line", "fact", "")
    address = f"/pages/items/{fact.id}/fact"
    mark = seen(editor.get(address).content.decode())
    page = editor.post(address, FACT | {"value": "01632 960111", "seen": mark}, follow=True).content.decode()
    assert "It stands in 1 place: Heading" in page
    assert "01632 960999" in shown("/en/k7")
    assert newest().state == "draft"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"status": "checked"}, "Say on which day it was checked"),
        ({"status": "settled"}, "Say why a mark"),
        ({"kind": "web"}, "An address starts with https://"),
        ({"review_due": "soon"}, "Write the day like this"),
    ],
)
def test_a_fact_that_says_too_little_is_refused_at_its_box(editor, wrong, said):
    address = f"/pages/items/{item('line', 'fact', '').id}/fact"
    mark = seen(editor.get(address).content.decode())
    page = editor.post(address, FACT | {"value": "01632 960111", "seen": mark} | wrong).content.decode()
    assert said in page
    assert "01632 960111" in page
    assert not Revision.objects.exists()


def test_the_list_says_what_waits_and_leads_there(editor, manager, django_assert_max_num_queries):
    save(editor, "Hm. [Danger](page:danger)")
    editor.post(f"/pages/revisions/{newest().id}/ask")
    with django_assert_max_num_queries(16):
        page = manager.get("/pages").content.decode()
    assert '<span class="count">1</span>' in page
    assert f'href="/pages/revisions/{newest().id}"' in page
    assert "Edwin Shaw" in page
    unchecked = manager.get("/pages?list=unchecked").content.decode()
    assert f'href="/pages/items/{item("line", "fact", "").id}/fact"' in unchecked
    assert "nobody has checked it, on 1 page" in unchecked
    assert "no translation yet" in manager.get("/pages?list=translations&language=ur").content.decode()
    assert "Nothing is here with these words" in manager.get("/pages?list=pages&find=zebra").content.decode()


def test_words_that_stand_in_another_list_are_led_to(editor):
    """Whoever comes for a sentence stands in the list that waits, and does not know where to look."""
    page = editor.get("/pages?list=unchecked&find=danger").content.decode()
    assert "Nothing is here with these words" in page
    (there,) = re.findall(r'<a href="(\?list=pages[^"]*)">All pages</a>', page)
    found = editor.get("/pages" + unescape(there)).content.decode()
    assert "Nothing is here" not in found
    assert "data-line" in found
    assert "Look in" not in editor.get("/pages?list=unchecked&find=zebra").content.decode()


LINE = """[[line]]
name = "A line"
fact = "line"
whom = "anybody"
hours = ["Mon-Sun 00:00-24:00"]
source = "https://example.org/"
owner = "editor"
review_due = {due}
"""


def test_where_a_fact_stands_names_signs_plan_and_lines_too(editor, bench):
    bench.write("small/lines.toml", LINE.format(due="2099-01-02"))
    lay_packs_now([read_folder(bench.folder / "small")])
    page = editor.get(f"/pages/items/{item('line', 'fact', '').id}/fact").content.decode()
    assert "<li>Heading</li><li>The lines to ring</li>" in page
    unchecked = editor.get("/pages?list=unchecked").content.decode()
    assert "nobody has checked it, on 1 page and in the lines to ring" in unchecked


def test_a_page_with_something_overdue_says_so(manager, editor, bench):
    late = FACT_OF_THE_BENCH.replace("2027-01-01", "2020-01-01")
    bench.write("small/facts.toml", late)
    bench.write("small/lines.toml", LINE.format(due="2020-01-02"))
    lay_packs_now([read_folder(bench.folder / "small")])
    overdue = manager.get("/pages?list=overdue").content.decode()
    assert "was due Wed 1 Jan 2020, on 1 page" in overdue
    assert "hours of A line: was due Thu 2 Jan 2020" in overdue
    assert "1 fact overdue" in manager.get("/pages?list=pages").content.decode()
    page = editor.get(f"/pages/items/{item('danger').id}").content.decode()
    assert "01632 960999 <strong" in page
    assert "was due Wed 1 Jan 2020" in page


def test_what_words_rest_on_is_overdue_at_the_desk_and_named_at_the_foot(manager, bench):
    known = FACT_OF_THE_BENCH.replace('"phone"', '"known"').replace("01632 960999", "Harm can show later")
    settled = known.replace('"unchecked"', '"settled"\nbecause = "a doubt would do harm"')
    bench.write("small/facts.toml", settled)
    bench.page("## Does it hurt?\n\nGo today.{{fact:line}}", id="danger", code="k7")
    lay_packs_now([read_folder(bench.folder / "small")])
    assert 'class="foot"' not in shown("/en/k7")
    fact = manager.get(f"/pages/items/{item('line', 'fact', '').id}/fact").content.decode()
    assert "Pages rest on" in fact
    assert "pages say so at their foot once it is overdue" in fact
    bench.write("small/facts.toml", settled.replace("2027-01-01", "2020-01-01"))
    lay_packs_now([read_folder(bench.folder / "small")])
    assert "was due Wed 1 Jan 2020, on 1 page" in manager.get("/pages?list=overdue").content.decode()
    assert "1 fact overdue" in manager.get("/pages?list=pages").content.decode()
    assert "<ul><li>Does it hurt?</li></ul></div>" in shown("/en/k7")
    assert "Harm can show later" not in shown("/en/k7")


def test_what_the_service_said_of_itself_long_ago_is_overdue_on_its_page(editor, manager, bench, settings):
    bench.page("We last made sure of this on {{service:data-stated}}.", id="danger", code="k7")
    lay_packs_now([read_folder(bench.folder / "small")])
    assert "service:data-stated" not in manager.get("/pages?list=overdue").content.decode()
    long_ago = {**settings.SERVICE.statements, "data-stated": day() - timedelta(days=400)}
    settings.SERVICE = replace(settings.SERVICE, statements=long_ago)
    assert "service:data-stated: nobody has made sure" in manager.get("/pages?list=overdue").content.decode()
    page = editor.get(f"/pages/items/{item('danger').id}").content.decode()
    assert "change service.toml" in page


def test_a_release_under_edited_words_is_told(editor, manager, bench):
    save(editor, "Ours. [Danger](page:danger)")
    manager.post(f"/pages/revisions/{approve(editor, manager)}/publish")
    bench.page("Theirs. [Danger](page:danger)")
    lay_packs_now([read_folder(bench.folder / "small")])
    assert "a release changed the words" in manager.get("/pages?list=underneath").content.decode()
    assert "Theirs." in editor.get(f"/pages/items/{item().id}").content.decode()


def test_links_hold_and_addresses_outside_are_looked_up_by_hand(editor, bench):
    page = editor.get("/pages/links").content.decode()
    assert "All 1 hold." in page
    assert "No page leads to another site." in page


def test_an_address_outside_that_was_opened_is_right_in_one_press(manager, bench):
    site = FACT_OF_A_SITE.format(due=day() + timedelta(days=30))
    bench.write("small/facts.toml", (bench.folder / "small/facts.toml").read_text() + site)
    bench.page("Ring {{fact:line}}. [There](fact:site)", id="danger", code="k7")
    lay_packs_now([read_folder(bench.folder / "small")])
    page = manager.get("/pages/links").content.decode()
    sent = dict(re.findall(r'type="hidden" name="(source|review_due)" value="([^"]+)"', page))
    assert manager.post(f"/pages/items/{item('site', 'fact', '').id}/fact/check", sent).status_code == 302
    assert f"checked_on = {day()}" in item("site", "fact", "").text


@pytest.mark.parametrize("who", ["stranger", "intake", "caseworker", "auditor", "administrator"])
def test_nobody_else_sees_a_page_of_this_desk(bench, another, world, who):
    client = people.sign_in(another(), getattr(world, who))
    nothing = client.get("/nowhere").content
    for address in (
        "/pages",
        "/pages/packs",
        f"/pages/items/{item().id}",
        f"/pages/items/{item().id}/history",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, nothing)


def test_a_manager_reads_and_publishes_but_does_not_write(manager):
    assert manager.get(f"/pages/items/{item().id}").status_code == 404
    assert "New page" not in manager.get("/pages").content.decode()


def test_what_is_of_no_pack_here_or_was_never_there_is_not_found(editor):
    gone = uuid4()
    for address in (f"items/{gone}", f"items/{gone}/fact", f"revisions/{gone}", f"items/{item().id}/in/xx"):
        assert editor.get(f"/pages/{address}").status_code == 404
    assert editor.get("/pages/packs/other/export").status_code == 404


def test_no_word_of_a_text_is_in_the_record_of_deeds(editor, manager):
    save(editor, "Zebra words. [Danger](page:danger)")
    manager.post(f"/pages/revisions/{approve(editor, manager)}/publish")
    assert "Zebra" not in repr(list(Event.objects.values()))


def test_every_packs_own_files_are_listed_and_an_overlaid_page_once(bench, editor, settings):
    bench.write(
        "over/pack.toml", 'id = "over"\nover = "small"\nlanguages = ["en"]\n[shelves]\na = ["front"]\n'
    )
    bench.page("Nearer. [Danger](page:danger)", pack="over")
    settings.PACKS = ("small", "over")
    lay_packs_now([read_folder(bench.folder / name) for name in settings.PACKS])
    files = editor.get("/pages?list=other").content.decode()
    assert "Shelves of small" in files
    assert "Shelves of over" in files
    pages = editor.get("/pages?list=pages").content.decode()
    assert pages.count("data-line>Heading") == 2
    assert f'href="/pages/items/{Item.objects.get(pack="over", kind="page").id}"' in pages
