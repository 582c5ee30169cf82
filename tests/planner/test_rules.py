"""Only bytes with the shape of one sealed plan are stored, for one of the times that we offer."""

import pytest

from tests.planner.bytes import sealed
from waymark.planner import rules
from waymark.planner.sizes import LARGEST, SMALLEST
from waymark.planner.terms import KEEP_CHOICES
from waymark.records.refusal import Refused


def refusal(check, *asked):
    with pytest.raises(Refused) as refused:
        check(*asked)
    return refused.value.sentence


@pytest.mark.parametrize(
    ("size", "may"),
    [
        (SMALLEST - 1, False),
        (SMALLEST, True),
        (SMALLEST + 1, False),
        (SMALLEST + 256, True),
        (3840, False),
        (LARGEST - 1, False),
        (LARGEST, True),
        (LARGEST + 4096, False),
    ],
)
def test_only_sizes_of_the_ladder_are_stored(size, may):
    assert rules.may_sealed(sealed(size)) is may
    if may:
        assert rules.check_sealed(sealed(size)) is None
    else:
        assert refusal(rules.check_sealed, sealed(size)) == rules.NOT_SEALED


def test_bytes_of_another_shape_are_not_stored():
    for wrong in (b"", b"x" * len(sealed()), b"x" + sealed()[:-1]):
        assert not rules.may_sealed(wrong)
        assert refusal(rules.check_sealed, wrong) == rules.NOT_SEALED


def test_only_offered_times_are_kept():
    assert all(rules.may_keep(days) for days in KEEP_CHOICES)
    for days in (0, -7, 8, 364, 366):
        assert not rules.may_keep(days)
        assert refusal(rules.check_keep, days) == rules.NOT_OFFERED
