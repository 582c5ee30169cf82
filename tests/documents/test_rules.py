"""How many files may wait at once."""

import pytest

from waymark.documents import rules
from waymark.documents.copying import BUSY
from waymark.documents.terms import MOST_WAITING
from waymark.records.refusal import Refused


def test_so_many_parts_may_wait_and_not_one_more():
    assert rules.may_room(MOST_WAITING - 1)
    assert rules.check_room(MOST_WAITING - 1) is None
    assert not rules.may_room(MOST_WAITING)
    with pytest.raises(Refused) as refused:
        rules.check_room(MOST_WAITING)
    assert refused.value.sentence == BUSY
