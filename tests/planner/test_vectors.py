"""What Python and JavaScript share is what Python says today; published keys and words never change."""

import json

import pytest

from tests.planner import make_vectors


@pytest.mark.parametrize("name", make_vectors.MADE)
def test_the_published_vectors_are_what_the_code_says(name):
    assert (make_vectors.FOLDER / f"{name}.json").read_text("utf-8") == make_vectors.vectors(name)


def test_the_homes_of_the_vectors_meet_every_kind_of_answer():
    published = json.loads((make_vectors.FOLDER / "routes.json").read_text("utf-8"))["vectors"]
    answers = [found["answer"] for each in published for found in each["found"]]
    assert {"ask", "ways", "wait", "none"} == set(answers)
    ways = [way for each in published for found in each["found"] for way in found["ways"]]
    assert any(way["own"] for way in ways)
    assert any(way["course"]["count"] > 1 for way in ways)
    assert any(way["course"]["unsure"] for way in ways)


def test_the_typed_texts_meet_every_fault():
    published = json.loads((make_vectors.FOLDER / "typed.json").read_text("utf-8"))["vectors"]
    assert {"count", "off-list", "slip", "mailbox-words"} <= {each.get("fault") for each in published}
    assert sum("indices" in each for each in published) > 20
