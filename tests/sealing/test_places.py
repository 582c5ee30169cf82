from dataclasses import FrozenInstanceError
from uuid import UUID

import pytest

from waymark.sealing.hashing import LP
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place


def test_a_place_is_its_five_parts():
    place = Place(Kind.LOG_ENTRY, UUID(int=1), Field.BACK_LINK, 2, 3)
    assert place.parts == (b"log-entry", bytes(15) + b"\x01", b"back-link", b"\0\0\0\x02", b"\0\0\0\x03")
    assert place.bind(b"head") == LP(b"head", *place.parts)


def test_a_place_is_of_version_one_and_epoch_nought_unless_it_says_otherwise_and_never_changes():
    place = Place(Kind.CASE, UUID(int=1), Field.BODY)
    assert (place.version, place.epoch) == (1, 0)
    assert place == Place(Kind.CASE, UUID(int=1), Field.BODY, version=1, epoch=0)
    with pytest.raises(FrozenInstanceError):
        place.epoch = 1


@pytest.mark.parametrize(("version", "epoch"), [(0, 0), (2**32 - 1, 0), (0, 2**32 - 1)])
def test_the_edges_of_u32_are_places(version, epoch):
    assert Place(Kind.CASE, UUID(int=1), Field.BODY, version, epoch).parts[3:] == (
        version.to_bytes(4, "big"),
        epoch.to_bytes(4, "big"),
    )


@pytest.mark.parametrize(("version", "epoch"), [(-1, 0), (0, -1), (2**32, 0), (0, 2**32)])
def test_versions_and_epochs_are_u32(version, epoch):
    with pytest.raises(ValueError):
        Place(Kind.CASE, UUID(int=1), Field.BODY, version, epoch)


def test_lists_of_parts_never_run_into_one_another():
    assert len({LP(b"ab", b"c"), LP(b"a", b"bc"), LP(b"abc"), LP(b"abc", b""), LP(b"", b"abc")}) == 5
