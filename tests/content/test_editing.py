"""What editors work with: changes by block and word, how heavily words read, packs as zip files."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.conftest import FACT, PACKS
from waymark.content import zipping
from waymark.content.comparing import compare, compare_words, near_changes
from waymark.content.files import read_facts, read_index
from waymark.content.folders import PackText, read_folder
from waymark.content.measures import measure
from waymark.content.retelling import fact_text, split_front, with_body, with_page_on_shelf
from waymark.content.terms import FactKind, FactStatus
from waymark.content.zipping import unzip_pack, zip_pack
from waymark.records.refusal import Refused

WORDS = st.text("ab \n.-", max_size=60)


@given(WORDS, WORDS)
def test_the_runs_of_two_texts_are_the_texts(before, after):
    left, right = compare_words(before, after)
    assert "".join(run.text for run in left) == before
    assert "".join(run.text for run in right) == after


@given(WORDS, WORDS)
def test_every_line_of_both_texts_is_in_the_rows(before, after):
    rows = compare(before, after, in_blocks=False)
    old = [row for row in rows if row.change != "added"]
    new = [row for row in rows if row.change != "removed"]
    assert ["".join(run.text for run in row.before) for row in old] == before.splitlines()
    assert ["".join(run.text for run in row.after) for row in new] == after.splitlines()


def test_what_did_not_change_is_the_same():
    assert {row.change for row in compare("One.\n\nTwo.\n", "One.\n\nTwo.\n")} == {"same"}


def test_a_block_in_between_is_added_and_the_rest_stays():
    rows = compare("One.\n\nThree.\n", "One.\n\nTwo.\n\nThree.\n")
    assert [row.change for row in rows] == ["same", "added", "same"]


def test_far_from_every_change_rows_are_counted_and_none_is_lost():
    body = "\n\n".join(f"Block {n}." for n in range(9))
    rows = compare(body, body.replace("Block 4.", "Quite another."))
    found = near_changes(rows)
    assert [each if isinstance(each, int) else each.change.value for each in found] == [
        3, "same", "removed", "added", "same", 3,
    ]  # fmt: skip


def test_words_in_a_sentence_are_counted_without_marks_links_and_slots():
    found = measure("## Who?\n\nRing {{fact:line}} [or write](door:talk) now. Go.\n\n- one\n- two words\n")
    assert found.sentences == 5
    assert found.mean == round((1 + 5 + 1 + 1 + 2) / 5, 1)
    assert found.is_light


def test_a_long_sentence_is_named():
    long = " ".join(["word"] * 26)
    assert measure(f"Short. {long}.").long == (long,)


def test_a_page_keeps_its_front_matter_when_its_words_change():
    text = '+++\nid = "a"\ncode = "k7"\nheading = "Old"\n+++\nBody.\n'
    made = with_body(text, heading='New "one"', body="Words.\n")
    assert made == '+++\nid = "a"\ncode = "k7"\nheading = "New \\"one\\""\n+++\nWords.\n'
    assert split_front(made)[1] == "Words.\n"


def test_a_fact_becomes_settled_and_unchecked_again_line_by_line():
    said = {
        "kind": FactKind.PHONE, "value": "999", "source": "s", "owner": "o", "review_due": date(2027, 1, 1),
    }  # fmt: skip
    settled = fact_text(FACT, **said, status=FactStatus.SETTLED, checked_on=None, because="it is known")
    assert read_facts(Path("f"), settled)["line"].because == "it is known"
    again = fact_text(settled, **said, status=FactStatus.CHECKED, checked_on=date(2026, 1, 1), because="x")
    assert "because" not in again
    assert read_facts(Path("f"), again)["line"].checked_on == date(2026, 1, 1)


@pytest.mark.parametrize("shelf", ["start", "abuse", "crime"])
def test_a_page_is_put_last_on_its_shelf(shelf):
    pack = read_folder(PACKS / "england-and-wales")
    before = read_index(pack).shelves
    made = with_page_on_shelf(pack.files["pack.toml"], shelf, "fresh")
    after = read_index(PackText(pack.name, pack.root, {"pack.toml": made})).shelves
    assert after == before | {shelf: (*before[shelf], "fresh")}


def test_a_shelf_that_is_not_there_takes_no_page():
    with pytest.raises(Refused, match="no such shelf"):
        with_page_on_shelf('id = "x"\n[shelves]\n', "start", "fresh")


@pytest.mark.parametrize("name", ["england-and-wales", "leicestershire"])
def test_a_real_pack_goes_through_a_zip_without_loss(name):
    pack = read_folder(PACKS / name)
    again = unzip_pack(zip_pack(pack))
    assert (again.name, dict(again.files)) == (pack.name, dict(pack.files))


def zipped(**files):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as held:
        for name, text in files.items():
            held.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    "name",
    ["../small/pack.toml", "/etc/pack.toml", "small/../x.md", "small/en/a.html", "small/.git.md", "pack.toml",
     "small/en\\a.md", "small/en/parts/deep/er/a.md", "Small/pack.toml", "small/e n.md"],
)  # fmt: skip
def test_an_odd_path_refuses_the_whole_zip(name):
    with pytest.raises(Refused, match="not the name of a file"):
        unzip_pack(zipped(**{"small/pack.toml": "x", name: "x"}))


def test_a_bomb_is_not_unpacked(monkeypatch):
    with pytest.raises(Refused, match="larger than"):
        unzip_pack(zipped(**{"small/a.md": "0" * (zipping.MOST_OF_ONE + 1)}))
    monkeypatch.setattr(zipping, "MOST_TOGETHER", 10)
    with pytest.raises(Refused, match="too much"):
        unzip_pack(zipped(**{"small/a.md": "0" * 6, "small/b.md": "0" * 6}))
    monkeypatch.setattr(zipping, "MOST_FILES", 1)
    with pytest.raises(Refused, match="more than 1 files"):
        unzip_pack(zipped(**{"small/a.md": "0", "small/b.md": "0"}))
    monkeypatch.setattr(zipping, "MOST_BYTES", 10)
    with pytest.raises(Refused, match="larger than"):
        unzip_pack(zipped(**{"small/a.md": "0"}))


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"a\0b", b"a\r\nb"])
def test_what_is_not_plain_text_is_refused(raw):
    with pytest.raises(Refused, match="not text"):
        unzip_pack(zipped(**{"small/a.md": raw}))


def test_a_file_that_is_there_twice_is_refused():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as held:
        held.writestr("small/a.md", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            held.writestr("small/a.md", "y")
    with pytest.raises(Refused, match="twice"):
        unzip_pack(made.getvalue())


def test_two_packs_in_one_zip_are_refused():
    with pytest.raises(Refused, match="one folder"):
        unzip_pack(zipped(**{"small/a.md": "x", "large/b.md": "x"}))


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_calmly(raw):
    with pytest.raises(Refused):
        unzip_pack(raw)
