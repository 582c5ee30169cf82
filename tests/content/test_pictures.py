"""Drawings of Easy Read: shapes alone, small, beside the words, and nothing to attack a page with."""

import re

import pytest

from waymark.content.pictures import PICTURES, _read

LARGEST = 420


@pytest.mark.parametrize("name", PICTURES)
def test_a_drawing_is_small_and_only_shapes(name):
    drawing = PICTURES[name]
    assert len(drawing) <= LARGEST
    shapes = r"(?:<(?:path|rect|circle|ellipse) [^<>]*/>)+"
    assert re.fullmatch(rf'<svg viewBox="0 0 64 64" aria-hidden="true">{shapes}</svg>', drawing)
    assert not re.search(r"style|href|id=|on[a-z]+=|fill|stroke|url", drawing)


@pytest.mark.parametrize(
    "shapes",
    [
        "<script>alert(1)</script>",
        '<path d="M0 0" onload="x"/>',
        '<path d="M0 0">',
        '<image href="https://example.org/a.png"/>',
        "words",
    ],
)
def test_a_drawing_that_holds_more_is_not_read(tmp_path, shapes):
    file = tmp_path / "drawing.svg"
    file.write_text(shapes)
    with pytest.raises(ValueError, match="alone"):
        _read(file)


def test_a_picture_stands_before_its_words(bench):
    body = bench.body("::: picture phone\nCall {{fact:line}}.\n:::\n\n::: picture phone\nAgain.\n:::")
    assert body.count(PICTURES["phone"]) == 2
    assert f'<div class="picture">\n{PICTURES["phone"]}<div>\n<p>Call <a class="tel"' in body


def test_a_page_carries_only_the_drawings_that_it_uses(bench):
    body = bench.body("::: picture phone\nOne.\n:::")
    assert PICTURES["house"] not in body
    assert body.count("<svg") == 1


def test_nobody_can_write_a_drawing_of_their_own(bench):
    assert "<svg" not in bench.body("One &lt;svg&gt;.")
