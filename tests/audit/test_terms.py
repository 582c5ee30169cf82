"""Chains and tags: a face has one chain, a case has its own, a note holds nobody's words."""

from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

import pytest

from waymark.audit.rules import write_note
from waymark.audit.terms import Chain


class Channel(StrEnum):
    PHONE = "phone"


def test_each_face_has_one_chain_and_each_case_its_own():
    assert Chain.face("public") == Chain.face("public")
    assert len({Chain.face(name).id for name in ("public", "desk", "worker")}) == 3
    case = uuid4()
    assert Chain.case(case).id == case
    with pytest.raises(ValueError):
        Chain.face("elsewhere")


def test_only_the_public_chain_keeps_no_time():
    assert Chain.face("public").day_only
    assert not Chain.face("desk").day_only
    assert not Chain.case(uuid4()).day_only


def test_a_note_holds_ids_days_counts_and_terms():
    some = uuid4()
    note = write_note({"of": some, "channel": Channel.PHONE, "count": 3, "on": date(2026, 11, 23)})
    assert note == f'{{"channel":"phone","count":3,"of":"{some}","on":"2026-11-23"}}'
    assert write_note(None) == write_note({}) == "{}"


@pytest.mark.parametrize(
    "words",
    ["please call my sister", "sarah", b"bytes", 7700900123, 1.5, None, ["list"], {"a": 1}],
)
def test_a_note_refuses_words_and_numbers_of_people(words):
    with pytest.raises(TypeError):
        write_note({"said": words})


@pytest.mark.parametrize("key", ["Sarah", "her name", "x" * 30, ""])
def test_a_notes_key_is_a_short_word(key):
    with pytest.raises(TypeError):
        write_note({key: 1})


def test_a_time_in_a_note_is_cut_to_its_day():
    assert write_note({"on": datetime(2026, 11, 23, 14, 59)}) == '{"on":"2026-11-23"}'
