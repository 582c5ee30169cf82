import importlib
import pkgutil

import pytest
from django.urls import reverse

import waymark
from tests import arriving, people
from waymark.audit.models import Event
from waymark.audit.terms import all_tags
from waymark.cases.starting.actions import start_case
from waymark.config.worker import jobs
from waymark.desk.audit.words import WORDS

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def case(world):
    arriving.send()
    return start_case(thread=arriving.look(world.intake), team=world.team, owner=None, by=world.intake)


@pytest.fixture
def auditor(another, world, case):
    return people.sign_in(another(), world.auditor)


def test_every_tag_has_words_and_no_words_are_left_over():
    for module in pkgutil.walk_packages(waymark.__path__, "waymark."):
        if module.name.endswith(".terms"):
            importlib.import_module(module.name)
    ours = {tag.value for tag in all_tags() if type(tag).__module__.startswith("waymark.")}
    assert ours == set(WORDS)


def test_the_auditor_reads_who_did_what_and_nobodys_words(auditor, world):
    told = auditor.get(reverse("desk:audit-view")).content.decode()
    assert "Looked at a message" in told
    assert "Ines Marlow" in told
    for kept in ("Robin", "checks my phone", arriving.NUMBER):
        assert kept not in told


def test_visitors_deeds_have_a_day_and_no_time(auditor):
    told = auditor.get(reverse("desk:audit-view"), {"chain": "public"}).content.decode()
    assert "A request for help arrived" in told
    assert not Event.objects.filter(tag="intake:arrival:received", second__isnull=False).exists()


def test_the_chain_of_a_case_is_read_by_its_id(auditor, case):
    told = auditor.get(reverse("desk:audit-view"), {"chain": str(case.id)}).content.decode()
    assert "Started a case from a message" in told
    assert auditor.get(reverse("desk:audit-view"), {"chain": "nonsense"}).status_code == 404


def test_verifying_says_that_all_is_there_and_finds_a_changed_deed(auditor, world):
    assert "It is all here" in auditor.post(reverse("desk:audit-verify")).content.decode()
    Event.objects.filter(tag="intake:arrival:looked").update(by=world.manager.id)
    told = auditor.post(reverse("desk:audit-verify")).content.decode()
    assert "Something is wrong" in told
    assert "was changed" in told


@pytest.mark.parametrize("who", ["intake", "caseworker", "manager", "administrator", "editor"])
def test_only_an_auditor_reads_the_record(another, world, case, who):
    browser = people.sign_in(another(), getattr(world, who))
    assert browser.get(reverse("desk:audit-view")).status_code == 404
    assert browser.post(reverse("desk:audit-verify")).status_code == 404


def test_the_auditor_sees_the_anchor_that_the_worker_made(auditor, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    assert "The first is made tonight" in auditor.get(reverse("desk:audit-view")).content.decode()
    jobs.anchor_chains()
    told = auditor.get(reverse("desk:audit-view")).content.decode()
    assert "The first is made tonight" not in told
    assert "1: " in told
