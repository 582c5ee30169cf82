"""Anchors: a database rolled back as a whole, or a chain cut at its end with its head, is noticed."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.test_chains import Did, new_chain
from waymark.audit.anchors import AnchorsBroken, make_anchor, read_anchors, verify_with_anchors
from waymark.audit.models import ChainHead, Event
from waymark.audit.queries import ChainBroken, events_of, verify_all
from waymark.audit.recording import record
from waymark.records.turns import turn
from waymark.sealing.keys import new_signing_key

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SIGNING = new_signing_key()


def cut(chain, length: int) -> None:
    """What an attacker with the whole database does: the tail goes, and the head agrees."""
    events_of(chain).filter(seq__gt=length).delete()
    last = events_of(chain).last()
    if last is None:
        ChainHead.objects.filter(chain_id=chain.id).delete()
    else:
        ChainHead.objects.filter(chain_id=chain.id).update(length=length, hash=last.hash)


def test_without_an_anchor_only_the_chains_speak(tmp_path):
    chain = new_chain(2)
    assert verify_with_anchors(tmp_path, SIGNING.verify_key) == {chain.id: 2}


def test_chains_that_grew_since_the_anchor_verify(tmp_path):
    chain, other = new_chain(3), new_chain(1)
    anchor = make_anchor(tmp_path, SIGNING)
    assert (anchor.number, anchor.chains) == (1, 2)
    with turn():
        record(chain, Did.LOOK, by=None, about=uuid4())
    newer = new_chain(1)
    assert verify_with_anchors(tmp_path, SIGNING.verify_key) == {chain.id: 4, other.id: 1, newer.id: 1}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(1, 6), data=st.data())
def test_a_cut_tail_is_noticed_with_the_anchor_and_only_with_it(length, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("anchors")
    Event.objects.all().delete()
    ChainHead.objects.all().delete()
    chain = new_chain(length)
    make_anchor(folder, SIGNING)
    cut(chain, data.draw(st.integers(0, length - 1)))
    verify_all()
    with pytest.raises(ChainBroken, match="shorter"):
        verify_with_anchors(folder, SIGNING.verify_key)


def test_a_chain_written_anew_after_a_cut_is_noticed(tmp_path):
    chain = new_chain(3)
    make_anchor(tmp_path, SIGNING)
    cut(chain, 2)
    with turn():
        for _ in range(2):
            record(chain, Did.LOOK, by=None, about=uuid4())
    with pytest.raises(ChainBroken, match="not the row that was anchored"):
        verify_with_anchors(tmp_path, SIGNING.verify_key)


def test_no_anchor_is_made_over_a_cut_chain(tmp_path):
    chain = new_chain(3)
    make_anchor(tmp_path, SIGNING)
    cut(chain, 1)
    with pytest.raises(ChainBroken, match="shorter"):
        make_anchor(tmp_path, SIGNING)
    assert len(read_anchors(tmp_path, SIGNING.verify_key)) == 1
    with pytest.raises(ChainBroken, match="shorter"):
        verify_with_anchors(tmp_path, SIGNING.verify_key)


def test_each_line_names_the_one_before_and_is_signed(tmp_path):
    new_chain(1)
    first, second = make_anchor(tmp_path, SIGNING), make_anchor(tmp_path, SIGNING)
    assert second.previous == first.hash
    assert read_anchors(tmp_path, SIGNING.verify_key) == [first, second]
    with pytest.raises(AnchorsBroken, match="signed by this service"):
        read_anchors(tmp_path, new_signing_key().verify_key)


@pytest.mark.parametrize("damage", ["first line gone", "digest", "heads", "not a line"])
def test_damaged_anchors_are_noticed(tmp_path, damage):
    new_chain(2)
    make_anchor(tmp_path, SIGNING)
    last = make_anchor(tmp_path, SIGNING)
    log = tmp_path / "anchors.log"
    lines = log.read_text().splitlines()
    if damage == "first line gone":
        lines = lines[1:]
    if damage == "digest":
        lines[1] = lines[1].replace(last.digest.hex(), "00" * 32)
    if damage == "not a line":
        lines.append("half a li")
    log.write_text("\n".join(lines) + "\n")
    if damage == "heads":
        (tmp_path / f"anchors.{last.number}.heads").write_bytes(bytes(56))
    with pytest.raises(AnchorsBroken):
        verify_with_anchors(tmp_path, SIGNING.verify_key)


def test_anchor_files_are_private_and_only_the_last_heads_stay(tmp_path):
    new_chain(1)
    for _ in range(3):
        make_anchor(tmp_path, SIGNING)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["anchors.3.heads", "anchors.log"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())
