"""A translation remembers the English that it was made from; what has changed since stands in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.content.blocks import cut, hash_block
from waymark.content.stamping import stamp_text
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
    return [file.name for file in bench.stamp("ur", *again)]


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


SIGNS = """heading = "Does it?"
before = ["Tick."]
alone = "Alone?"
kept = "Nothing is kept."
send = "Show"
change = "Change"
leave = "Leave"
[[group]]
heading = "Words"
[[group.signs]]
id = "a1"
text = "They shout."
[answer]
heading = "What may help"
none = ["Trust it."]
some = ["Thank you."]
next = "What now?"
urgent = ["front"]
steps = ["front"]
[steps.front]
to = "page:front"
text = "The first page"
[[today]]
id = "call"
heading = "Today"
text = ["Call."]
"""


@pytest.fixture
def lists(two):
    stamp(two)
    two.write("small/en/signs.toml", SIGNS)
    two.write("small/ur/signs.toml", SIGNS.replace("They shout.", "Cheekhte hain."))
    return two


def test_a_list_without_a_stamp_is_refused(lists):
    with pytest.raises(PackFault, match=r"signs\.toml:2: a translation says state"):
        lists.load(drafts=True)


def test_a_list_is_stamped_as_a_draft_and_shown_only_where_drafts_are(lists):
    assert stamp(lists) == ["signs.toml"]
    assert stamp(lists) == []
    assert set(lists.load(drafts=True).signs) == {"en", "ur"}
    assert set(lists.load().signs) == {"en"}


def test_a_checked_list_is_shown_everywhere(lists):
    stamp(lists)
    file = lists.folder / "small/ur/signs.toml"
    checked = 'state = "checked"\nchecked_by = "Nadia Kemp"\nchecked_on = 2026-11-01'
    file.write_text(file.read_text().replace('state = "draft"', checked))
    assert set(lists.load().signs) == {"en", "ur"}


def test_a_list_older_than_its_english_stands_in_english_until_stamped_again(lists):
    stamp(lists)
    lists.write("small/en/signs.toml", SIGNS.replace("They shout.", "They shout at you."))
    assert set(lists.load(drafts=True).signs) == {"en"}
    assert stamp(lists, "signs") == ["signs.toml"]
    assert set(lists.load(drafts=True).signs) == {"en", "ur"}


def test_the_english_list_has_no_state(lists):
    stamp(lists)
    lists.write("small/en/signs.toml", 'state = "draft"\n' + SIGNS)
    with pytest.raises(PackFault, match="the English holds no"):
        lists.load(drafts=True)


HOURS = """
[[fact]]
id = "open"
kind = "hours"
value = "Mon-Fri 09:00-17:00"
source = "https://example.org/"
owner = "editor"
review_due = 2027-01-01
status = "checked"
checked_on = 2026-11-01
"""


def with_hours(bench):
    bench.write("small/facts.toml", HOURS)
    bench.write("small/pack.toml", 'id = "small"\nlanguages = ["en", "ur"]\nshelves.a = ["front"]\n')
    bench.write("small/ur/words.toml", (bench.folder / "small/en/words.toml").read_text())
    bench.page("We: {{service:hours}}. They: {{fact:open}}.")
    bench.page("Ham: {{service:hours}}. Woh: {{fact:open}}.", language="ur")
    bench.stamp("ur")
    return bench


def test_hours_are_said_in_the_language_of_the_page(bench):
    pages = with_hours(bench).load(drafts=True).pages
    assert "We: en for 0. They: en for 0." in pages[("en", "front")].body
    assert "Ham: ur for 0. Woh: ur for 0." in pages[("ur", "front")].body


def test_hours_in_a_block_that_stands_in_english_are_english(bench):
    with_hours(bench)
    bench.page("We two: {{service:hours}}. They: {{fact:open}}.")
    assert "We two: en for 0. They: en for 0." in urdu(bench).body


def test_hours_stand_in_english_and_say_so_where_the_interface_is_unchecked(bench):
    with_hours(bench)
    page = bench.folder / "small/ur/front.md"
    checked = 'state = "checked"\nchecked_by = "Nadia Kemp"\nchecked_on = 2026-11-01'
    page.write_text(page.read_text().replace('state = "draft"', checked))
    english = '<span lang="en" dir="ltr">en for 0</span>'
    assert f"Ham: {english}. Woh: {english}." in bench.load().pages[("ur", "front")].body


def test_a_fact_in_words_says_that_it_is_english_and_a_number_does_not(bench):
    with_hours(bench)
    text = HOURS.replace('"hours"', '"text"')
    bench.write("small/facts.toml", text.replace("Mon-Fri 09:00-17:00", "The Act"))
    assert 'Woh: <span lang="en" dir="ltr">The Act</span>.' in urdu(bench).body
    bench.write("small/facts.toml", text.replace("Mon-Fri 09:00-17:00", "28"))
    assert "Woh: 28." in urdu(bench).body


def test_a_mark_in_a_block_that_stands_in_english_says_which_language_it_is(bench):
    with_hours(bench)
    bench.write(
        "small/facts.toml",
        HOURS.replace('status = "checked"\nchecked_on = 2026-11-01', 'status = "unchecked"'),
    )
    assert 'Woh: ur for 0 <span class="mark">check first</span>.' in urdu(bench).body
    bench.page("We two: {{service:hours}}. They: {{fact:open}}.")
    assert 'They: en for 0 <span class="mark" lang="ur" dir="rtl">check first</span>.' in urdu(bench).body


def test_hours_that_no_clock_can_read_are_refused(bench):
    with_hours(bench)
    bench.write("small/facts.toml", HOURS.replace("Mon-Fri 09:00-17:00", "now and then"))
    with pytest.raises(PackFault, match="the fact 'open': cannot read the hours"):
        bench.load(drafts=True)
