"""A pack is read whole, or refused with file, line and reason."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.content.conftest import FACT, PACKS, TODAY, WORDS, stated_on, surroundings
from waymark.config.statements import read_statements
from waymark.content.folders import read_folder
from waymark.content.packs import load_packs, sketch_library
from waymark.content.terms import PackFault

DRAFT = 'state = "draft"\n'


def fault(bench, *names):
    with pytest.raises(PackFault) as caught:
        bench.load(*names)
    return caught.value


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ("One.\n\n<b>Two</b>", 8, "raw HTML"),
        ("<script>alert(1)</script>", 6, "raw HTML"),
        ("One.\nTwo <!-- three -->", 7, "raw HTML"),
        ("- a\n- [b](javascript:alert(1))", 7, "a link leads to"),
        ("[a](https://example.org/)", 6, "a link leads to"),
        ("<https://example.org/>", 6, "a link leads to"),
        ("[a](page:nowhere)", 6, "there is no page called 'nowhere'"),
        ("One.\n\n\n[a](door:cellar)", 9, "there is no door called 'cellar'"),
        ("[a](fact:line)", 6, "is not an address"),
        ("{{service:fax}}", 6, "there is no slot called 'service:fax'"),
        ("{{colour}}", 6, "there is no slot called 'colour'"),
        ("::: urgent\n\n{{fact:gone}}\n:::", 8, "there is no fact called 'gone'"),
        ("{{part:gone}}", 6, "there is no part called 'gone'"),
        ("::: shout\nOne.\n:::", 6, "there is no block called 'shout'"),
        ("::: picture\nOne.\n:::", 6, "there is no drawing called ''"),
        ("::: picture ../lock\nOne.\n:::", 6, "there is no drawing called '../lock'"),
        ("One.\n\ue0000\ue001", 7, "private range"),
        ("One.\n\n::: note\nTwo.", 8, "does not end"),
        ("::: note\n::: urgent\n:::", 7, "hold no other"),
        ("# One", 6, "# is the heading of the page"),
        ("![a](page:front)", 6, "image is not allowed"),
        ("    code", 6, "code block is not allowed"),
        ("One `two`.", 6, "code inline is not allowed"),
        ("[One {{fact:line}}](page:front)", 6, "inside a link"),
    ],
)
def test_what_a_page_may_not_hold_is_refused_with_its_line(bench, body, line, reason):
    file = bench.page(body)
    found = fault(bench)
    assert (found.file, found.line) == (file, line)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("name", "text", "line", "reason"),
    [
        ("small/en/front.md", "No front matter.", 1, "front matter"),
        ("small/en/front.md", '+++\nid = "front\n+++\n', 2, "not TOML"),
        ("small/en/front.md", '+++\nid = "front"\ncode = ""\n+++\n', 2, "code, heading, id"),
        (
            "small/en/front.md",
            '+++\nid = "other"\ncode = ""\nheading = "H"\n+++\n',
            2,
            "the name of the file",
        ),
        (
            "small/en/front.md",
            '+++\nid = "front"\ncode = "abuse-help"\nheading = "H"\n+++\n',
            3,
            "say nothing",
        ),
        ("small/en/stray.md", '+++\nid = "stray"\ncode = "a1"\nheading = "H"\n+++\n', 1, "does not know"),
        ("small/en/words.toml", 'check = "x"\n', 1, "lacks the words"),
        (
            "small/pack.toml",
            'id = "small"\nlanguages = ["en"]\nshelves.a = ["front", "second"]\n',
            3,
            "promises 'second'",
        ),
        (
            "small/pack.toml",
            'id = "other"\nlanguages = ["en"]\nshelves.a = ["front"]\n',
            1,
            "name of the folder",
        ),
        ("small/pack.toml", 'id = "small"\n', 1, "lacks languages, shelves"),
        ("small/facts.toml", "\n[[fact]]\n[[fact]]\nid = 'x'\n", 2, "lacks"),
        ("small/facts.toml", "\na b\n", 2, "not TOML"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(bench, name, text, line, reason):
    file = bench.write(name, text)
    found = fault(bench)
    assert found.file == file
    assert found.line == line
    assert reason in found.reason


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('status = "unchecked"', 'status = "checked"', "checked with a day"),
        ('status = "unchecked"', 'status = "settled"', "settled says because"),
        ('status = "unchecked"', 'status = "fine"', "'fine'"),
        ("review_due = 2027-01-01", 'review_due = "soon"', "is not a day"),
        ('kind = "phone"', 'kind = "web"', "starts with https"),
        ('owner = "editor"\n', "", "lacks owner"),
        ('owner = "editor"', 'owner = "editor"\ncolour = "red"', "means nothing"),
    ],
)
def test_a_fact_without_its_proof_is_refused(bench, old, new, reason):
    file = bench.folder / "small/facts.toml"
    text = file.read_text()
    assert old in text
    file.write_text("\n" + text.replace(old, new))
    found = fault(bench)
    assert found.line == 2
    assert reason in found.reason


def test_the_same_code_for_two_pages_is_refused(bench):
    bench.write("small/pack.toml", 'id = "small"\nlanguages = ["en"]\nshelves.a = ["front", "second"]\n')
    bench.page("Text.", id="second", code="")
    assert "no other’s" in fault(bench).reason


def test_a_layer_needs_the_pack_it_lies_over(bench):
    bench.write("upper/pack.toml", 'id = "upper"\nover = "small"\nlanguages = ["en"]\nshelves = {}\n')
    bench.write("upper/en/words.toml", "")
    assert "not loaded" in fault(bench, "upper").reason


def test_a_later_pack_takes_the_place_of_a_part_and_a_fact(bench):
    bench.page("{{part:local}}\n\n{{fact:line}}")
    bench.write("small/en/parts/local.md", "Far away.")
    bench.write("upper/pack.toml", 'id = "upper"\nover = "small"\nlanguages = ["en"]\nshelves = {}\n')
    bench.write("upper/en/parts/local.md", "Near you.")
    bench.write(
        "upper/facts.toml", (bench.folder / "small/facts.toml").read_text().replace("960999", "960111")
    )
    body = bench.load("small", "upper").pages[("en", "front")].body
    assert "Near you." in body
    assert "Far away." not in body
    assert "01632 960111" in body


def test_a_fault_in_a_part_names_the_part(bench):
    bench.page("{{part:local}}")
    file = bench.write("small/en/parts/local.md", "One.\n\n<i>Two</i>")
    found = fault(bench)
    assert (found.file, found.line) == (file, 3)


def test_a_fact_that_nobody_checked_is_marked_and_explained(bench):
    body = bench.body("Ring {{fact:line}}.")
    assert '<span class="mark">check first</span>' in body
    assert "Not checked." in body


def test_a_checked_fact_is_marked_only_once_it_is_overdue(bench):
    file = bench.folder / "small/facts.toml"
    file.write_text(file.read_text().replace('"unchecked"', '"checked"\nchecked_on = 2026-11-01'))
    assert "check first" not in bench.body("{{fact:line}}")
    late = type(bench.load().facts["line"].review_due)(2027, 1, 2)
    assert "check first" in bench.body("{{fact:line}}", today=late)


WEB_FACT = """[[fact]]
id = "site"
kind = "web"
value = "https://example.org/help"
source = "https://example.org/"
owner = "editor"
review_due = 2027-01-01
status = "unchecked"
"""


MARK = ' <span class="mark">check first</span>'


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("See [their site](fact:site), free. They ring back.", "freeMARK. They ring back.</p>"),
        ("- See [their site](fact:site).\n- Ring.", "site</a>MARK.</li>\n<li>Ring.</li>"),
        ("See [their site. It is new](fact:site)", "It is new</a>MARK</p>"),
        ("**See [it](fact:site).** Ring.", "it</a>MARK.</strong> Ring.</p>"),
        ("See [it](fact:site) or [it](fact:site)! Ring.", "it</a>MARK! Ring.</p>"),
    ],
)
def test_an_address_that_nobody_checked_is_marked_where_its_sentence_ends(bench, text, ends):
    file = bench.write("small/facts.toml", WEB_FACT)
    body = bench.body(text)
    assert ends.replace("MARK", MARK) in body
    assert body.count(MARK) == 1
    assert "Not checked." in body
    file.write_text(file.read_text().replace('"unchecked"', '"checked"\nchecked_on = 2026-11-01'))
    assert "check first" not in bench.body(text)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Ring {{fact:line}}. They listen.", "</a>MARK. They listen."),
        ("{{fact:line}} پر فون کریں۔ وہ سنتے ہیں۔", "</a> پر فون کریںMARK۔ وہ سنتے ہیں۔"),
        ("{{fact:line}} ਤੇ ਫ਼ੋਨ ਕਰੋ। ਉਹ ਸੁਣਦੇ ਹਨ।", "</a> ਤੇ ਫ਼ੋਨ ਕਰੋMARK। ਉਹ ਸੁਣਦੇ ਹਨ।"),
        ("Ring {{fact:line}}, or {{fact:line}}. They listen.", "</a>MARK. They listen."),
        ("- **A:** {{fact:line}}\n- **B:** {{fact:line}}.", "</a>MARK</li>\n<li><strong>B:</strong>"),
    ],
)
def test_a_number_is_marked_once_where_its_sentence_ends_behind_its_verb(bench, text, ends):
    body = bench.body(text)
    assert ends.replace("MARK", MARK) in body
    assert body.split("foot")[0].count(MARK) == (2 if "**B:**" in text else 1)


LAW = WEB_FACT.replace('"web"', '"law"').replace("https://example.org/help", "Some Act 1999, section 1")
KNOWN = LAW.replace('"law"', '"known"').replace('"site"', '"known"')
LAWS = LAW + LAW.replace('"site"', '"other"') + KNOWN
SETTLED = LAW.replace('"unchecked"', '"settled"\nbecause = "a doubt would do harm"')
FOOT = '<div class="foot"><p>Not lately:</p><ul>{}</ul></div>'


def with_parts(bench):
    bench.write("small/en/words.toml", WORDS + 'check_points = "Not lately:"\ncheck_all = "None of it:"\n')


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It is a crime.{{fact:site}} Call us.", ["Heading"]),
        ("It hurts.{{fact:known}}\n\n## Why?\n\nWell.", ["Heading"]),
        ("One.\n\n## Why?\n\n- A court can.{{fact:site}}{{fact:other}}\n- Ring.", ["Why?"]),
        ("One.\n\n## Why & *how*?\n\nIt hurts.{{fact:known}}", ["Why &amp; how?"]),
        (
            "It is.{{fact:site}}\n\n## A?\n\nOne.\n\n## B?\n\nIt is.{{fact:other}} It hurts.{{fact:known}}",
            ["Heading", "B?"],
        ),
    ],
)
def test_what_words_rest_on_shows_nothing_and_its_heading_is_named_at_the_foot(bench, text, named):
    with_parts(bench)
    file = bench.write("small/facts.toml", LAWS)
    body = bench.body(text)
    assert body.endswith(FOOT.format("".join(f"<li>{heading}</li>" for heading in named)))
    assert 'class="mark"' not in body
    assert "Some Act" not in body
    file.write_text(LAWS.replace('"unchecked"', '"checked"\nchecked_on = 2026-11-01'))
    assert bench.body(text) == body.partition('<div class="foot">')[0]


def test_more_than_five_headings_at_the_foot_become_the_page(bench):
    with_parts(bench)
    bench.write("small/facts.toml", LAW)
    asked = [f"## {letter}?\n\nIt is.{{{{fact:site}}}}\n\n" for letter in "ABCDEF"]
    assert FOOT.format("".join(f"<li>{letter}?</li>" for letter in "ABCDE")) in bench.body("".join(asked[:5]))
    assert FOOT.format("<li>Heading</li>") in bench.body("".join(asked))


def test_a_word_in_a_sentence_is_named_at_the_foot_and_never_marked(bench):
    with_parts(bench)
    bench.write("small/facts.toml", LAW.replace('"law"', '"text"').replace("Some Act 1999, section 1", "16"))
    body = bench.body("You are at least {{fact:site}} years old.")
    assert "<p>You are at least 16 years old.</p>" in body
    assert FOOT.format("<li>Heading</li>") in body


def test_marks_and_headings_share_one_sentence_at_the_foot(bench):
    with_parts(bench)
    bench.write("small/facts.toml", LAW + FACT)
    body = bench.body("Ring {{fact:line}}.\n\n## Why?\n\nIt is.{{fact:site}}")
    assert body.endswith(FOOT.format("<li>Why?</li>").replace("Not lately:", "None of it:"))
    assert body.count(MARK) == 1


def test_a_heading_shown_in_english_says_so_at_the_foot(bench):
    with_parts(bench)
    bench.write("small/pack.toml", 'id = "small"\nlanguages = ["en", "ur"]\nshelves.a = ["front"]\n')
    bench.write("small/ur/words.toml", WORDS.replace("Not checked.", "ur note."))
    bench.write("small/facts.toml", LAW)
    bench.page("Ek.\n\n## Kyon?\n\nHai.{{fact:site}}", language="ur")
    bench.page("One.\n\n## Why?\n\nIt is.{{fact:site}}")
    bench.stamp("ur")
    assert "<p>ur note.</p><ul><li>Kyon?</li></ul>" in bench.load(drafts=True).pages[("ur", "front")].body
    bench.page("One.\n\n## Why so?\n\nIt is so.{{fact:site}}")
    body = bench.load(drafts=True).pages[("ur", "front")].body
    assert '<ul><li><span lang="en" dir="ltr">Why so?</span></li></ul>' in body


@pytest.mark.parametrize("kind", ["law", "known"])
def test_what_is_settled_is_named_once_it_is_overdue_and_an_emergency_number_never(bench, kind):
    late = date(2027, 1, 2)
    bench.write("small/facts.toml", SETTLED.replace('"law"', f'"{kind}"'))
    assert "foot" not in bench.body("It is a crime.{{fact:site}}", today=date(2027, 1, 1))
    assert "<li>Heading</li>" in bench.body("It is a crime.{{fact:site}}", today=late)
    bench.write("small/facts.toml", SETTLED.replace('"law"', '"text"'))
    assert "foot" not in bench.body("Call {{fact:site}}.", today=late)


def test_a_law_that_is_not_there_is_refused_with_its_line(bench):
    bench.page("One.\n\nIt is a crime.{{fact:lost}}")
    found = fault(bench)
    assert "there is no fact called 'lost'" in found.reason


def test_a_number_is_a_link_that_dials_it(bench):
    assert '<a class="tel" href="tel:01632960999"><bdi>01632 960999</bdi></a>' in bench.body("{{fact:line}}")


def test_what_a_service_is_called_is_never_markup(bench):
    bench.page("{{service:name}}")
    harmful = replace(surroundings(), service={"name": "<script>x</script>"})
    body = load_packs([bench.folder / "small"], harmful).pages[("en", "front")].body
    assert "<script>" not in body
    assert "&lt;script&gt;" in body


def test_every_way_to_reach_somebody_stands_on_a_line_of_its_own(bench):
    body = bench.body("{{service:complaints}}")
    number, email, address = re.search(r"<p>(.*)</p>", body, re.DOTALL)[1].split("<br>")
    assert number == '<a class="tel" href="tel:01632960124"><bdi>01632 960124</bdi></a>'
    assert (email, address) == ("complaints@example.org", "1 Example Street, Exampletown")


def test_a_statement_that_nobody_made_sure_of_for_a_year_is_marked(bench):
    bench.page("We last made sure of this on {{service:data-stated}}.")
    stated = read_statements(stated_on(TODAY), TODAY)
    for days, marked in ((366, False), (367, True)):
        later = replace(surroundings(TODAY + timedelta(days=days)), service=stated)
        body = load_packs([bench.folder / "small"], later).pages[("en", "front")].body
        assert ("check first" in body) is marked


def test_what_only_the_service_can_say_is_on_the_pages_of_every_language_that_has_them():
    around = surroundings(drafts=True)
    library = sketch_library([read_folder(PACKS / "england-and-wales")], around)
    languages = {language for language, page in library.pages if page == "complain"}
    assert languages >= {"en", "pl", "ur"}
    for language in languages:
        pages = [library.pages[(language, page)] for page in ("complain", "privacy")]
        bodies = "".join(page.body for page in pages)
        assert [page.stale for page in pages] == [0, 0]
        for name, said in read_statements(stated_on(TODAY), TODAY).items():
            for line in said if isinstance(said, tuple) else [said]:
                spoken = language if around.speaks(language) else "en"
                shown = line if isinstance(line, str) else around.say(line, spoken)
                assert shown in bodies, (language, name)


def test_a_page_that_a_language_lacks_is_told_in_english(bench):
    bench.write(
        "small/pack.toml", 'id = "small"\nlanguages = ["en", "ur"]\nshelves.a = ["front", "second"]\n'
    )
    bench.write("small/ur/words.toml", (bench.folder / "small/en/words.toml").read_text())
    bench.page("Text.", id="second", code="s2")
    bench.page("[a](page:second)", language="ur")
    bench.write("small/en/front.md", (bench.folder / "small/ur/front.md").read_text().replace(DRAFT, ""))
    bench.stamp("ur")
    shelf = bench.load(drafts=True)
    assert shelf.languages == ("en", "ur")
    assert ("ur", "second") not in shelf.pages
    assert 'href="/ur/s2"' in shelf.pages[("ur", "front")].body


TWO = 'id = "small"\nlanguages = ["en", "ur"]\nshelves.a = ["front"]\nshelves.b = ["second", "third"]\n'


def shelved(bench):
    bench.write("small/pack.toml", TWO)
    bench.write("small/ur/words.toml", (bench.folder / "small/en/words.toml").read_text())
    bench.page("Two.", id="second", code="s2")
    bench.page("Three.", id="third", code="s3", more='kind = "easy"\nof = "second"\n')
    return bench


def test_a_page_is_counted_on_its_own_shelf(bench):
    pages = shelved(bench).load().pages
    assert (pages[("en", "front")].part, pages[("en", "front")].parts) == (1, 1)
    assert (pages[("en", "third")].part, pages[("en", "third")].parts) == (2, 2)
    assert pages[("en", "third")].shelf == "b"


def test_a_layer_may_put_more_pages_on_a_shelf(bench):
    shelved(bench)
    bench.write("upper/pack.toml", 'id = "upper"\nlanguages = ["en"]\nshelves.b = ["fourth"]\n')
    bench.page("Four.", id="fourth", code="s4", pack="upper")
    pages = bench.load("small", "upper").pages
    assert (pages[("en", "fourth")].part, pages[("en", "second")].parts) == (3, 3)


def test_a_page_knows_its_easy_one(bench):
    pages = shelved(bench).load().pages
    assert pages[("en", "second")].easy == "third"
    assert (pages[("en", "third")].kind, pages[("en", "third")].of) == ("easy", "second")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('kind = "hard"\n', "no kind of page called 'hard'"),
        ('kind = "easy"\n', "says of which page"),
        ('of = "second"\n', "says of which page"),
        ('kind = "easy"\nof = "nowhere"\n', "no page called 'nowhere'"),
        ('kind = "easy"\nof = "third"\n', "no page called 'third'"),
        ('state = "draft"\n', "and nothing else"),
    ],
)
def test_front_matter_that_means_nothing_is_refused(bench, more, reason):
    shelved(bench).page("Three.", id="third", code="s3", more=more)
    assert reason in fault(bench).reason


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ('kind = "page"\n', "a translation says state"),
        ('state = "fine"\n', "a translation says state"),
        ('state = "checked"\n', "says checked_by and checked_on"),
        ('state = "draft"\nchecked_by = "A B"\n', "says checked_by and checked_on"),
        ('state = "checked"\nchecked_by = "A B"\nchecked_on = "May"\n', "says checked_by and checked_on"),
        ('state = "draft"\nfrom = ["x"]\n', "short hashes"),
    ],
)
def test_a_translation_says_how_far_it_has_come(bench, more, reason):
    shelved(bench).page("Ek.", language="ur", more=more)
    assert reason in fault(bench).reason


def test_a_draft_is_shown_only_where_the_service_says_so(bench):
    shelved(bench).page("Ek.", language="ur")
    bench.stamp("ur")
    assert bench.load().languages == ("en",)
    assert bench.load(drafts=True).languages == ("en", "ur")
    bench.page("Ek.", language="ur", more='state = "checked"\nchecked_by = "A B"\nchecked_on = 2026-11-01\n')
    bench.stamp("ur")
    shelf = bench.load()
    assert shelf.languages == ("en", "ur")
    assert shelf.pages[("ur", "front")].state == "checked"


def test_a_file_that_is_not_text_is_refused(bench):
    (bench.folder / "small/en/parts").mkdir()
    (bench.folder / "small/en/parts/odd.md").write_bytes(b"\xff\xfe")
    assert "UTF-8" in fault(bench).reason
    (bench.folder / "small/en/parts/odd.md").write_bytes(b"One.\r\n")
    assert "plain line ends" in fault(bench).reason


LINE = """
[[line]]
name = "A line"
fact = "line"
whom = "for anyone"
hours = ["Mon-Fri 09:00-17:00"]
source = "https://example.org/"
owner = "editor"
review_due = 2027-01-01
"""


def test_lines_to_ring_come_with_the_packs_the_nearest_first(bench):
    bench.write("small/lines.toml", LINE)
    bench.write("small/ur/lines.toml", '[whom]\n"A line" = "sab ke liye"\n')
    bench.write("upper/pack.toml", 'id = "upper"\nlanguages = ["en"]\nshelves = {}\n')
    bench.write("upper/lines.toml", LINE.replace("A line", "Near"))
    near, far = bench.load("small", "upper").lines
    assert (near.name, far.name, far.whom_in) == ("Near", "A line", {"ur": "sab ke liye"})
    assert far.needs_mark(TODAY)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('fact = "line"\n', "", "lacks fact"),
        ('"line"', '"nobody-wrote-it"', "is no fact with a number"),
        ("Mon-Fri 09:00-17:00", "now and then", "cannot read the hours"),
        ("review_due = 2027-01-01", 'review_due = "soon"', "review_due means nothing"),
        ('owner = "editor"', 'owner = "editor"\ncolour = "red"', "colour means nothing"),
    ],
)
def test_a_line_that_nobody_could_ring_is_refused(bench, old, new, reason):
    assert old in LINE
    bench.write("small/lines.toml", LINE.replace(old, new))
    found = fault(bench)
    assert (found.file.name, found.line) == ("lines.toml", 2)
    assert reason in found.reason
