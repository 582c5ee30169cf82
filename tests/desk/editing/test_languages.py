"""Translations side by side, and whole packs as files: nothing typed is lost, nothing stale looks fresh."""

import re
import zipfile
from io import BytesIO

import pytest

from tests import people
from tests.desk.editing.writing import approve, item, newest, save, seen, shown
from waymark.content.folders import read_folder
from waymark.content.models import Item, Revision
from waymark.press.publishing import lay_packs_now

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture(autouse=True)
def shows_drafts(settings):
    settings.PACK_DRAFTS = True


def address():
    return f"/pages/items/{item().id}/in/ur"


def form_of(page):
    """What the form sends beside the words."""
    return {"seen": seen(page)} | dict(re.findall(r'name="(beside_\d+)" value="(\w+)"', page))


def translate(client, **blocks):
    page = client.get(address()).content.decode()
    return client.post(address(), form_of(page) | blocks)


WHOLE = {"block_0": "سرخی", "block_1": "کچھ متن۔ [خطرہ](page:danger)", "block_2": "اور۔"}


def publish(editor, manager):
    manager.post(f"/pages/revisions/{approve(editor, manager)}/publish")


def test_a_page_is_translated_block_by_block_and_live_as_a_draft(editor, manager):
    assert translate(editor, **WHOLE).status_code == 302
    publish(editor, manager)
    page = shown("/ur")
    assert "کچھ متن۔" in page
    assert "A draft." in page


def test_a_block_left_empty_is_shown_in_english(editor, manager):
    translate(editor, **WHOLE | {"block_2": ""})
    publish(editor, manager)
    assert "اور۔" not in shown("/ur")
    assert re.search(r'<div lang="en" dir="ltr">\s*<p>More of it.', shown("/ur"))
    assert "1 missing" in editor.get(address()).content.decode()


def test_english_that_moved_under_a_translator_is_told_and_no_word_goes_beside_the_wrong_block(
    editor, manager, another, world
):
    begun = form_of(editor.get(address()).content.decode())
    save(editor, "A new first block.\n\nSome text. [Danger](page:danger)\n\nMore of it.", heading="Heading")
    publish(editor, manager)
    page = editor.post(address(), begun | WHOLE).content.decode()
    assert "The English changed while you were writing." in page
    assert not Revision.objects.filter(item__language="ur").exists()
    boxes = dict(re.findall(r'<textarea id="block_(\d)"[^>]*>([^<]*)<', page))
    assert boxes == {"0": WHOLE["block_0"], "1": "", "2": WHOLE["block_1"], "3": WHOLE["block_2"]}
    words = {f"block_{place}": text for place, text in boxes.items()}
    assert editor.post(address(), form_of(page) | words).status_code == 302


def test_words_whose_english_is_gone_are_kept_in_the_next_box(editor, manager):
    begun = form_of(editor.get(address()).content.decode())
    save(editor, "Some other text. [Danger](page:danger)", heading="Heading")
    publish(editor, manager)
    page = editor.post(address(), begun | WHOLE).content.decode()
    assert f"{WHOLE['block_1']}\n\n{WHOLE['block_2']}</textarea>" in page


def test_a_second_translator_is_told_and_shown_both_texts(editor, another, world):
    begun = form_of(editor.get(address()).content.decode())
    translate(people.sign_in(another(), world.editor), **WHOLE | {"block_2": "ان کا۔"})
    page = editor.post(address(), begun | WHOLE).content.decode()
    assert "Both texts are below" in page
    assert "اور۔</textarea>" in page
    assert "ان کا۔</div>" in page
    assert editor.post(address(), form_of(page) | WHOLE).status_code == 302


def test_a_stale_block_shows_what_changed_and_stays_stale_until_somebody_says_that_it_fits(editor, manager):
    translate(editor, **WHOLE)
    publish(editor, manager)
    save(editor, "Some text. [Danger](page:danger)\n\nMuch more of it.", heading="Heading")
    publish(editor, manager)
    page = editor.get(address()).content.decode()
    assert "1 behind" in page
    assert "<del>More</del>" in page
    assert "اور۔" not in shown("/ur")
    translate(editor, **WHOLE | {"block_1": "نیا متن۔ [خطرہ](page:danger)"})
    publish(editor, manager)
    assert "نیا متن۔" in shown("/ur")
    assert "اور۔" not in shown("/ur"), "another block's new words say nothing about this one"
    translate(editor, **WHOLE, fits_2="on")
    publish(editor, manager)
    assert "اور۔" in shown("/ur")


def test_a_named_person_says_that_it_was_compared(editor, manager):
    translate(editor, **WHOLE)
    publish(editor, manager)
    sent = {"checked_by": "Noor Aslam", "checked_on": "2026-01-05"}
    assert editor.post(f"{address()}/check", sent).status_code == 302
    text = item(language="ur").text
    assert 'checked_by = "Noor Aslam"' in text
    assert 'state = "checked"' in text
    assert "A draft." not in shown("/ur")
    assert "checked by Noor Aslam" in editor.get(address()).content.decode()
    translate(editor, **WHOLE | {"block_2": "اور بھی۔"})
    assert 'state = "draft"' in newest().text


def test_a_page_that_is_behind_cannot_be_marked_as_checked(editor, manager):
    translate(editor, **WHOLE | {"block_2": ""})
    publish(editor, manager)
    answer = editor.post(f"{address()}/check", {"checked_by": "Noor", "checked_on": "2026-01-05"})
    assert "Bring every block up to date first." in answer.content.decode()
    assert item(language="ur").text.count("checked_by") == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"block_0": ""}, "The heading comes first"),
        ({"block_1": "ایک\n\nدو"}, "Keep this one block"),
        ({"block_1": "[x](page:nowhere)"}, "broken link"),
        ({"block_1": "<b>x</b>"}, "raw HTML"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_typed_is_lost(editor, wrong, said):
    page = translate(editor, **WHOLE | wrong).content.decode()
    assert said.lower() in page.lower()
    assert "اور۔</textarea>" in page
    assert not Revision.objects.exists()


def test_half_a_box_is_refused(editor, bench, manager):
    save(editor, "::: note\nOne.\n\nTwo.\n:::\n[Danger](page:danger)")
    publish(editor, manager)
    page = translate(editor, block_0="سرخی", block_1="ایک۔", block_2="").content.decode()
    assert "its blocks are shown together" in page


def test_english_and_what_is_no_page_has_no_translation(editor):
    for where in (f"{item().id}/in/en", f"{item('line', 'fact', '').id}/in/ur"):
        assert editor.get(f"/pages/items/{where}").status_code == 404


# ---- packs as files


def exported(client):
    return client.get("/pages/packs/small/export").content


def rezipped(raw, **changes):
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        files = {name: old.read(name) for name in old.namelist()}
        for name, text in (files | {f"small/{path}": text for path, text in changes.items()}).items():
            new.writestr(name, text)
    return made.getvalue()


def send(client, raw):
    file = BytesIO(raw)
    file.name = "small.zip"
    return client.post("/pages/packs/import", {"file": file}).content.decode()


def test_a_pack_goes_out_and_comes_back_without_a_change(editor, bench):
    raw = exported(editor)
    with zipfile.ZipFile(BytesIO(raw)) as held:
        files = {name: held.read(name).decode() for name in held.namelist()}
    root = bench.folder / "small"
    expected = {
        f"small/{p.relative_to(root).as_posix()}": p.read_text() for p in root.rglob("*") if p.is_file()
    }
    assert files == expected
    assert "Nothing: the site says the same already." in send(editor, raw)
    assert exported(editor) == raw


def test_a_pack_that_is_too_big_is_told_so_with_the_limit(editor, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
    page = send(editor, bytes(2 * 1024 * 1024))
    assert "This file is too big: 2 MB at most." in page
    assert "Choose a zip file." not in page
    assert "Choose a zip file." in editor.post("/pages/packs/import").content.decode()


def test_an_import_first_lists_each_change_then_makes_drafts_for_review(editor, manager):
    changed = item().text.replace("More of it.", "Less of it.")
    page = send(editor, rezipped(exported(editor), **{"en/front.md": changed}))
    assert '<code>en/front.md</code></td><td>changed</td><td class="num">1<' in page
    assert not Revision.objects.exists()
    held = re.search(r'name="zip" value="([^"]+)"', page)[1]
    assert (
        "One change waits" in editor.post("/pages/packs/import", {"zip": held}, follow=True).content.decode()
    )
    assert newest().state == "asked"
    assert "Less of it." not in shown()


def test_what_a_pack_only_carries_goes_out_and_is_never_edited_or_brought_in(editor, bench):
    bench.write("small/organisations.csv", "name\nSomebody\n")
    lay_packs_now([read_folder(bench.folder / "small")])
    raw = exported(editor)
    assert b"organisations.csv" in raw
    assert "organisations.csv" not in editor.get("/pages?list=other").content.decode()
    address = f"/pages/items/{item('organisations.csv', 'data', '').id}"
    assert editor.get(address).status_code == 404
    assert editor.post(address, {"body": "name\nElse\n"}).status_code == 404
    page = send(editor, rezipped(raw, **{"organisations.csv": "name\nSomebody else\n"}))
    assert "Nothing: the site says the same already." in page
    assert "not brought in here: organisations.csv" in page
    assert not Revision.objects.exists()


def test_a_pack_that_does_not_hold_is_refused_whole_with_file_line_and_reason(editor):
    raw = rezipped(exported(editor), **{"en/front.md": item().text.replace("page:danger", "page:gone")})
    page = send(editor, raw)
    assert "small/en/front.md:6: broken link" in page
    assert not Revision.objects.exists()


@pytest.mark.parametrize("raw", [b"", b"no zip at all", b"PK\x03\x04broken"])
def test_what_is_no_zip_is_refused(editor, raw):
    assert "error" in send(editor, raw)
    assert not Revision.objects.exists()


def test_a_manager_takes_packs_away_and_brings_none(manager, editor):
    assert manager.get("/pages/packs/small/export").status_code == 200
    assert manager.post("/pages/packs/import", {"zip": "x"}).status_code == 404
    assert "Nothing was imported" in editor.post("/pages/packs/import", {"zip": "x!"}).content.decode()


def test_a_stranger_takes_nothing_away(bench, another, world):
    client = people.sign_in(another(), world.stranger)
    assert client.get("/pages/packs/small/export").status_code == 404
    assert Item.objects.exists()
