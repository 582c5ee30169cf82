import pytest

from tests.intake.conftest import open_mailbox, send
from waymark.documents.models import Document
from waymark.intake import jobs
from waymark.mailbox.models import Mailbox, Sitting

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def test_the_worker_clears_what_is_over_and_nothing_else(world):
    opened = open_mailbox(send())
    waiting = Document.objects.create(held_on="2020-01-01")
    kept = Document.objects.create(held_on="2020-01-01", island=opened.mailbox.id)
    Sitting.objects.update(dies_at="2020-01-01T00:00Z")
    for job in (
        jobs.forget_idle_sittings,
        jobs.erase_what_is_over,
        jobs.drop_files_never_sent,
        jobs.clear_what_was_destroyed,
    ):
        job()
    assert not Sitting.objects.exists()
    assert Mailbox.objects.count() == 1
    assert [each.id for each in Document.objects.all()] == [kept.id]
    assert waiting.id != kept.id
