import pytest

from waymark.audit.models import Event
from waymark.documents import actions, copying
from waymark.documents.binding import claim_files
from waymark.documents.kinds import SafeCopy
from waymark.documents.models import Document
from waymark.documents.terms import FileKind
from waymark.records.ids import new_id
from waymark.records.refusal import Refused
from waymark.records.turns import holds_turn, turn

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def turns(monkeypatch):
    """Whether a turn was held at each copy that was made."""
    seen = []

    def copy(content):
        seen.append(holds_turn())
        return SafeCopy(FileKind.PNG, content)

    monkeypatch.setattr(actions, "safe_copy_of", copy)
    return seen


def test_nobody_elses_message_waits_while_a_copy_is_made(turns):
    actions.hold_file(content=b"a photo", name="a.png")
    assert turns == [False]


def test_a_copy_inside_a_turn_does_not_even_begin():
    with turn(), pytest.raises(RuntimeError, match="hold up every writer"):
        copying.safe_copy_of(b"%PDF-1.7")


def test_a_file_that_was_sent_is_not_dropped_and_the_record_does_not_say_so(turns):
    held = actions.hold_file(content=b"a photo", name="a.png")
    claim_files([held], island=new_id())
    actions.drop_file(held=held)
    assert Document.objects.filter(id=held.id).exists()
    assert not Event.objects.filter(tag="documents:file:dropped").exists()


def test_a_file_that_waits_is_dropped(turns):
    held = actions.hold_file(content=b"a photo", name="a.png")
    actions.drop_file(held=held)
    assert not Document.objects.filter(id=held.id).exists()
    assert Event.objects.filter(tag="documents:file:dropped").count() == 1


def test_a_flood_of_files_that_nobody_sends_ends_before_the_disk_is_full(turns, monkeypatch):
    monkeypatch.setattr("waymark.documents.rules.MOST_WAITING", 4)  # a file is a part, and so is its copy
    first, _second = (actions.hold_file(content=b"a photo", name="a.png") for _ in range(2))
    with pytest.raises(Refused, match="many files just now"):
        actions.hold_file(content=b"a photo", name="a.png")
    assert len(turns) == 2
    claim_files([first], island=new_id())
    assert actions.hold_file(content=b"a photo", name="a.png")
