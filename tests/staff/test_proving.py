"""Proving who somebody is costs the same for every name, is slowed for each name, and locks nobody out."""

from datetime import timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import people
from waymark.limits.models import Bucket
from waymark.limits.terms import AskedToWait
from waymark.records.refusal import Refused
from waymark.staff import factors, parts, proving
from waymark.staff.actions.signing_in import begin_session
from waymark.staff.models import CodeApp, UsedCode
from waymark.staff.terms import NAME_TRIES, STRANGER_TRIES

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

CODE_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_time_passes(time_machine):
    """Buckets refill with time, and a busy machine gives them some."""
    time_machine.move_to(timezone.now(), tick=False)


@pytest.fixture
def derivations(monkeypatch):
    """Every derivation that is done, by its cost."""
    done = []
    real = proving.derive_passphrase

    def counting(passphrase, salt, ops, memory):
        done.append((len(salt), ops, memory))
        return real(passphrase, salt, ops, memory)

    monkeypatch.setattr(proving, "derive_passphrase", counting)
    return done


def prove(name, passphrase="not the words", browser=None):
    return proving.prove_passphrase(name=name, passphrase=passphrase, browser=browser)


def refusal_of(*args, **kwargs):
    with pytest.raises(Refused) as refused:
        prove(*args, **kwargs)
    return refused.value.sentence


def test_known_unknown_invited_and_departed_names_cost_one_derivation_each(world, derivations):
    world.colleague.left_on = "2026-01-01"
    world.colleague.save()
    type(world.colleague).objects.create(name="invited", shown_name="Not Enrolled")
    prove("carys", people.PASSPHRASE)
    sentences = {refusal_of(name) for name in ("carys", "nobody", "colin", "invited", "", "é" * 300)}
    assert sentences == {proving.WRONG}
    assert derivations == [(16, 1, 8192)] * 7


def test_known_and_unknown_names_cost_the_same_queries(world):
    refusal_of("carys")
    refusal_of("nobody")
    counts = []
    for name in ("carys", "nobody"):
        with CaptureQueriesContext(connections["default"]) as queries:
            refusal_of(name)
        counts.append([query["sql"].split()[0] for query in queries.captured_queries])
    assert counts[0]
    assert counts[0] == counts[1]


def test_the_right_words_give_the_persons_own_half(world):
    proof = prove("Carys ", people.PASSPHRASE)
    assert proof.member == world.caseworker
    assert proof.secret.public.raw == bytes(world.caseworker.public_key)


def test_a_name_that_is_guessed_at_is_slowed_and_another_is_not(world, derivations):
    for _ in range(NAME_TRIES.size):
        refusal_of("carys")
    with pytest.raises(AskedToWait):
        prove("carys", people.PASSPHRASE)
    assert len(derivations) == NAME_TRIES.size, "a refused try costs no derivation"
    assert prove("stefan", people.PASSPHRASE).member == world.stranger


def test_the_browser_that_somebody_always_uses_is_let_in_while_their_name_is_guessed_at(world):
    token = begin_session(by=world.caseworker, browser=None)
    for _ in range(NAME_TRIES.size):
        refusal_of("carys")
    assert prove("carys", people.PASSPHRASE, browser=token).member == world.caseworker


def test_a_browser_known_to_one_name_is_a_stranger_to_another(world):
    token = begin_session(by=world.stranger, browser=None)
    for _ in range(NAME_TRIES.size):
        refusal_of("carys", browser=token)
    with pytest.raises(AskedToWait):
        prove("carys", people.PASSPHRASE, browser=token)


def test_nobody_is_locked_out_for_good(world, time_machine):
    for _ in range(NAME_TRIES.size):
        refusal_of("carys")
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert prove("carys", people.PASSPHRASE)


def test_many_made_up_names_together_are_slowed_for_strangers_only(world, derivations):
    token = begin_session(by=world.caseworker, browser=None)
    refused = 0
    for at in range(STRANGER_TRIES.size + 10):
        try:
            prove(f"made-up-{at}")
        except AskedToWait:
            refused += 1
        except Refused:
            pass
    assert refused >= 9
    assert len(derivations) <= STRANGER_TRIES.size + 1
    assert prove("carys", people.PASSPHRASE, browser=token)


def test_what_is_counted_by_is_neither_a_name_nor_an_address(world):
    refusal_of("carys")
    assert Bucket.objects.exists()
    for row in Bucket.objects.values():
        assert "carys" not in repr(row)


def test_a_code_leaves_a_mark_that_tells_no_time_and_works_once(world):
    secret = people.secret_of(world.caseworker)
    parts.keep_code_app(world.caseworker, secret, CODE_SECRET)
    now = timezone.now()
    code = factors.code_at(CODE_SECRET, now)
    proving.prove_code(by=world.caseworker, secret=secret, typed=code, at=now)
    with pytest.raises(Refused, match="used already"):
        proving.prove_code(by=world.caseworker, secret=secret, typed=code, at=now)
    assert UsedCode.objects.get().on == timezone.localdate()


def test_old_marks_are_cleared(world, time_machine):
    secret = people.secret_of(world.caseworker)
    parts.keep_code_app(world.caseworker, secret, CODE_SECRET)
    UsedCode.objects.create(mark=b"o" * 16, on="2026-01-01")
    now = timezone.now()
    proving.prove_code(by=world.caseworker, secret=secret, typed=factors.code_at(CODE_SECRET, now), at=now)
    assert not UsedCode.objects.filter(mark=b"o" * 16).exists()


def test_a_code_secret_moved_from_a_colleague_does_not_unseal(world):
    mine, theirs = people.secret_of(world.caseworker), people.secret_of(world.stranger)
    parts.keep_code_app(world.caseworker, mine, factors.draw_code_secret())
    parts.keep_code_app(world.stranger, theirs, CODE_SECRET)
    stolen = CodeApp.objects.get(member=world.stranger).sealed
    CodeApp.objects.filter(member=world.caseworker).update(sealed=stolen)
    now = timezone.now()
    with pytest.raises(Refused):
        proving.prove_code(by=world.caseworker, secret=mine, typed=factors.code_at(CODE_SECRET, now), at=now)
