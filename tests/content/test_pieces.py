"""A pack taken apart and put together is the same files, byte for byte."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.conftest import PACKS
from waymark.content.folders import PackText, read_folder
from waymark.content.pieces import put_together, take_apart

TEXT = st.text(alphabet=st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=80)
LINE = st.sampled_from(
    ['id = "a"\n', "id = 'b'\n", "[[fact]]\n", " [[fact]]\n", "# note\n", "\n", "value = 1"]
)
NAMES = st.sampled_from(
    [
        "pack.toml",
        "lines.toml",
        "en/words.toml",
        "en/front.md",
        "ur/front.md",
        "en/parts/a.md",
        "en/signs.toml",
    ]
)


def again(pack):
    return put_together(pack.name, pack.root, take_apart(pack)).files


@pytest.mark.parametrize("name", sorted(path.name for path in PACKS.iterdir()))
def test_every_pack_of_ours_survives(name):
    pack = read_folder(PACKS / name)
    assert dict(again(pack)) == dict(pack.files)
    keys = [piece.key for piece in take_apart(pack)]
    assert len(keys) == len(set(keys))


@given(st.dictionaries(NAMES, TEXT), st.lists(LINE).map("".join))
def test_any_pack_survives(files, facts):
    pack = PackText("small", Path("small"), {**files, "facts.toml": facts})
    assert again(pack) == pack.files
