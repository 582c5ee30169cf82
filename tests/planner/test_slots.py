"""Between desk and browser: what was handed over is read, and suggestions go back as any other vault."""

from base64 import b64decode, b64encode

import pytest

from tests.planner.test_age import in_browser
from waymark.planner.rules import may_sealed
from waymark.planner.slots import seal_padded, unseal_hand_over
from waymark.records.refusal import Refused
from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.keys import new_pair


def text(raw):
    return b64encode(raw).decode()


def test_the_desk_reads_what_a_browser_sealed_to_the_teams_key():
    team, value = new_pair(), {"part": {"said": [["ਘਰ", [["a", "b"]]]]}, "note": "ਘਰ"}
    made = in_browser(make="sealToKey", value=value, public=text(team.public.raw))
    assert unseal_hand_over(team, b64decode(made["file"])) == value
    with pytest.raises(DoesNotUnseal):
        unseal_hand_over(new_pair(), b64decode(made["file"]))


def test_the_browser_reads_what_the_desk_sends_back_and_it_looks_like_any_vault():
    slot, note = new_pair(), {"suggestions": ["Ring first", "ਘਰ"]}
    file = seal_padded(slot.public, note)
    assert may_sealed(file)
    assert in_browser(make="unsealWithKey", file=text(file), secret=text(slot.raw))["value"] == note


@pytest.mark.parametrize("length", [0, 4080, 4090, 9000, 65000])
def test_every_length_goes_back_at_a_size_of_the_ladder(length):
    slot = new_pair()
    file = seal_padded(slot.public, {"note": "x" * length})
    assert may_sealed(file)
    assert unseal_hand_over(slot, file) == {"part": {"said": []}, "note": "x" * length}


def test_what_is_too_long_is_refused_in_words():
    with pytest.raises(Refused, match="shorter"):
        seal_padded(new_pair().public, {"a": "x" * 65536})
