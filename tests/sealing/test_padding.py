import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.sealing.errors import DoesNotUnseal
from waymark.sealing.padding import MARK, pad, padded_length, unpad


@given(
    st.binary(max_size=5000) | st.integers(0, 3000).map(bytes) | st.integers(0, 300).map(lambda n: MARK * n)
)
def test_padding_comes_off_exactly(plain):
    assert unpad(pad(plain)) == plain
    assert len(pad(plain)) == padded_length(len(plain))


@given(st.integers(0, 2**40))
def test_padding_keeps_padme_s_bound_and_never_shrinks(length):
    padded = padded_length(length)
    assert padded >= 256
    assert padded > length
    assert padded == 256 or padded <= (length + 1) * 1.12
    assert padded_length(length + 1) >= padded


def test_few_lengths_are_left_to_tell_apart():
    assert len({padded_length(n) for n in range(100_000)}) < 170


@pytest.mark.parametrize(
    "padded",
    [b"", b"\0" * 256, b"x" * 256, b"x" + MARK, b"x" + MARK + b"\0" * 253, b"x" + MARK + b"\0" * 255,
     b"x" + MARK + b"\0" * 253 + b"X",
     b"x" * 255 + b"\x81", MARK + b"\0" * 511],
)  # fmt: skip
def test_any_other_padding_does_not_unseal(padded):
    with pytest.raises(DoesNotUnseal):
        unpad(padded)
