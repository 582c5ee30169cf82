"""The registry is frozen: extend FROZEN in the change that adds a label; never edit or remove a line."""

import pytest

from waymark.sealing import labels

FROZEN = {
    "Kind": """case mailbox vault arrival message staff-secret member team grant session form-token sitting
        attachment safe-copy log-entry wishes risk wall task person recovery outbox statistics matching
        audit-reason draft second-factor recovery-codes passkey enrolment hand-over service-key search-key
         tie plan-version hold form""",
    "Field": """secret identity content body note name reason wishes back-link half key shred wrap answers
        seed sighting text file facts item codes state pair-1 pair-2 pair-3""",
    "Signed": "key reply anchor record named",
    "HolderKind": "person team intake matching statistics recovery outbox",
}


@pytest.mark.parametrize("registry", FROZEN)
def test_labels_are_added_but_never_changed_or_removed(registry):
    frozen = FROZEN[registry].split()
    assert len(frozen) == len(set(frozen))
    assert sorted(label.value for label in getattr(labels, registry)) == sorted(frozen)


@pytest.mark.parametrize("registry", FROZEN)
def test_labels_are_short_lower_ascii(registry):
    for label in getattr(labels, registry):
        assert label.value.isascii()
        assert label.value == label.value.lower()
        assert 0 < len(label.value) <= 20
        assert label.name.lower().replace("_", "-") == label.value or registry == "Field"
