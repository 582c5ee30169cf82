"""A translation remembers the English that it was made from; what has changed since stands in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.content.blocks import cut, hash_block
from waymark.content.stamping import stamp_folder, stamp_text
from waymark.content.terms import PackFault

ENGLISH = """Call now.

## What then?

::: urgent
**On a phone**

1. One.
2. Two.
:::

{{part:local}}

- a
- b
"""
URDU = """Abhi call karen.

## Phir kya?

::: urgent
**Phone par**

1. Ek.
2. Do.
:::

{{part:local}}

- alif
- be
"""


@pytest.fixture
def two(bench):
    bench.write("small/pack.toml", 'id = "small"\nlanguages = ["en", "ur"]\nshelves.a = ["front"]\n')
    bench.write("small/ur/words.toml", (bench.folder / "small/en/words.toml").read_text())
    bench.write("small/en/parts/local.md", "Near you.\n")
    bench.page(ENGLISH)
    bench.page(URDU, language="ur")
    return bench


def stamp(bench, *again):
    return [file.name for file in stamp_folder(bench.folder / "small", "ur", again)]


def urdu(bench):
    return bench.load(drafts=True).pages[("ur", "front")]


def test_a_page_is_cut_into_paragraphs_headings_lists_pairs_and_parts():
    units = cut(ENGLISH)
    assert [(unit.kind, unit.name, len(unit.blocks)) for unit in units] == [
        ("", "", 1),
        ("", "", 1),
        ("urgent", "", 2),
        ("part", "local", 1),
        ("", "", 1),
    ]


@given(st.text(alphabet="ab#-: \n*1.{}+", max_size=200))
def test_no_text_is_too_odd_to_cut(text):
    lines = text.split("\n")
    covered = [line for unit in cut(text) for line in range(unit.first, min(unit.end, len(lines)))]
    assert covered == sorted(set(covered))
    assert all(0 <= unit.first < unit.end for unit in cut(text))


def test_space_at_the_end_of_a_line_does_not_make_english_new():
    assert hash_block("One.\nTwo.") == hash_block("One. \nTwo.\n\n")
    assert hash_block("One.") != hash_block("One!")


def test_a_translation_without_a_stamp_is_refused_and_told_what_to_run(two):
    with pytest.raises(PackFault, match="waymark pack stamp"):
        urdu(two)


def test_a_fresh_translation_is_stamped_once_and_is_then_shown_whole(two):
    assert stamp(two) == ["front.md"]
    assert stamp(two) == []
    page = urdu(two)
    assert (page.stale, page.heading_language, page.state) == (0, "ur", "draft")
    assert "alif" in page.body
    assert "<li>a</li>" not in page.body


def test_a_stamp_leaves_every_other_byte_as_it_was(two):
    file = two.folder / "small/ur/front.md"
    before = file.read_text()
    stamp(two)
    head, _, body = file.read_text().partition("from = [")
    assert before == head + body[body.index("]\n") + 2 :]


def test_a_block_whose_english_changed_is_shown_in_english_and_says_so(two):
    stamp(two)
    two.page(ENGLISH.replace("- b", "- b\n- c"))
    page = urdu(two)
    assert page.stale == 1
    assert '<div lang="en" dir="ltr">\n<ul>\n<li>a</li>' in page.body
    assert "alif" not in page.body
    assert "Phir kya?" in page.body


def test_a_pair_is_shown_whole_in_one_language(two):
    stamp(two)
    two.page(ENGLISH.replace("2. Two.", "2. Three."))
    page = urdu(two)
    assert page.stale == 2
    assert '<div lang="en" dir="ltr">\n<div class="urgent">' in page.body
    assert "Phone par" not in page.body


def test_a_heading_that_changed_is_shown_in_english(two):
    stamp(two)
    file = two.folder / "small/en/front.md"
    file.write_text(file.read_text().replace('heading = "Heading"', 'heading = "Other"'))
    page = urdu(two)
    assert (page.heading, page.heading_language, page.stale) == ("Other", "en", 1)


def test_blocks_follow_the_english_when_it_is_moved_or_cut(two):
    stamp(two)
    two.page("- a\n- b\n\nCall now.\n")
    page = urdu(two)
    assert page.stale == 0
    assert page.body.index("alif") < page.body.index("Abhi")
    assert "Phir" not in page.body


def test_the_same_english_twice_keeps_both_translations(two):
    two.page("Yes.\n\nOne.\n\nYes.\n")
    two.page("Haan.\n\nEk.\n\nJi.\n", language="ur")
    stamp(two)
    body = urdu(two).body
    assert body.index("Haan") < body.index("Ek") < body.index("Ji")


def test_a_part_that_nobody_translated_stands_in_english(two):
    stamp(two)
    assert '<div lang="en" dir="ltr">\n<p>Near you.</p>' in urdu(two).body


def test_a_translated_part_goes_stale_on_its_own(two):
    two.write("small/ur/parts/local.md", "Aap ke qareeb.\n")
    assert stamp(two) == ["front.md", "local.md"]
    assert "Aap ke qareeb." in urdu(two).body
    two.write("small/en/parts/local.md", "Nearer.\n")
    page = urdu(two)
    assert page.stale == 1
    assert "Nearer." in page.body


def test_a_part_laid_over_the_translated_one_makes_it_stale(two):
    two.write("small/ur/parts/local.md", "Aap ke qareeb.\n")
    stamp(two)
    two.write("upper/pack.toml", 'id = "upper"\nover = "small"\nlanguages = ["en"]\nshelves = {}\n')
    two.write("upper/en/parts/local.md", "In the county.\n")
    page = two.load("small", "upper", drafts=True).pages[("ur", "front")]
    assert "In the county." in page.body
    assert "Aap ke qareeb." not in page.body


def test_a_translation_built_otherwise_is_not_stamped_and_says_where(two):
    file = two.page(URDU.replace("::: urgent", "::: note"), language="ur")
    before = file.read_text()
    with pytest.raises(PackFault) as caught:
        stamp(two)
    assert (caught.value.file, caught.value.line) == (file, 11)
    assert "line 10 of the English" in caught.value.reason
    assert file.read_text() == before


def test_a_translation_with_a_block_too_few_is_refused_on_loading(two):
    stamp(two)
    file = two.folder / "small/ur/front.md"
    file.write_text(file.read_text().replace("\n\n- alif\n- be\n", "\n"))
    with pytest.raises(PackFault, match="was made from 7 English blocks, and has 6"):
        urdu(two)


def test_a_page_is_stamped_again_by_name_only(two):
    stamp(two)
    two.page(ENGLISH.replace("Call now.", "Call at once."))
    assert stamp(two) == []
    assert urdu(two).stale == 1
    assert stamp(two, "front") == ["front.md"]
    assert urdu(two).stale == 0


def test_a_translation_of_nothing_is_refused(two):
    two.write("small/ur/parts/stray.md", "Ek.\n")
    with pytest.raises(PackFault, match=r"no en/parts/stray\.md"):
        stamp(two)


def test_a_part_inside_a_part_is_refused(two):
    two.write("small/en/parts/local.md", "{{part:local}}\n")
    with pytest.raises(PackFault, match="holds no other part"):
        two.load()


@given(st.lists(st.text(alphabet="0123456789abcdef", min_size=8, max_size=8), max_size=40))
def test_stamping_twice_is_stamping_once(hashes):
    once = stamp_text('+++\nid = "x"\n+++\nBody.\n', hashes)
    assert stamp_text(once, hashes) == once
