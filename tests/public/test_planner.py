"""The address of all vaults and the planner's scripts: what a hostile client gets, what a log could tell."""

from secrets import token_bytes

import brotli
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.house.faces import changed, stored
from tests.people import build_world
from tests.planner.bytes import sealed
from waymark.planner import vaults
from waymark.planner.models import HandOver, Vault
from waymark.planner.sizes import UNWRITTEN
from waymark.planner.terms import NEW_VAULTS
from waymark.public.planner import views
from waymark.public.planner.scripts import KEEPING, PAGE, SEALING, script_sources, script_texts
from waymark.public.planner.wire import HEADER, LONGEST, Outcome, Verb
from waymark.records.refusal import NotSaved
from waymark.staff.queries import team_holder
from waymark.staff.terms import TeamKind
from waymark.ui.inline import hash_source

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

ADDRESS, OCTETS = "/k2", "application/octet-stream"
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}
SCRIPT_BUDGET, KEEPING_BUDGET, SEALING_BUDGET = 12_000, 8_000, 42_000


def body(verb, locator=b"", token=b"", stamp=UNWRITTEN, number=365, blob=b""):
    number = number.to_bytes(2, "big")
    return bytes([verb]) + locator.ljust(16, b"\0") + token.ljust(32, b"\0") + stamp + number + blob


@pytest.fixture
def ask(client):
    """Asks as the planner's script does. Gives outcome, stamp, number and bytes."""

    def asking(verb, locator=b"l" * 16, token=b"t" * 32, **more):
        answer = client.post(ADDRESS, body(verb, locator, token, **more), content_type=OCTETS, **OURS)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == OCTETS
        assert answer.headers["Cache-Control"] == "no-store"
        assert not answer.cookies
        raw = answer.content
        return Outcome(raw[0]), raw[1:9], int.from_bytes(raw[9:11], "big"), raw[11:]

    return asking


def test_a_vault_is_saved_read_renewed_and_erased(ask):
    blob = sealed()
    outcome, stamp, *_ = ask(Verb.SAVE, blob=blob)
    assert outcome is Outcome.DONE
    assert ask(Verb.READ) == (Outcome.DONE, stamp, 0, blob)
    newer = sealed(8192)
    outcome, second, *_ = ask(Verb.SAVE, stamp=stamp, blob=newer)
    assert ask(Verb.SAVE, stamp=stamp, blob=blob) == (Outcome.CHANGED, second, 0, newer)
    assert ask(Verb.KEEP, number=30)[0] is Outcome.DONE
    assert ask(Verb.ERASE)[0] is Outcome.DONE
    assert ask(Verb.READ)[0] is Outcome.NOTHING


def test_nothing_there_and_not_yours_and_a_small_plan_have_one_length(ask):
    nothing = ask(Verb.READ)
    assert nothing == (Outcome.NOTHING, UNWRITTEN, 0, bytes(4296))
    ask(Verb.SAVE, blob=sealed())
    assert len(ask(Verb.READ)[3]) == 4296
    for verb in (Verb.SAVE, Verb.KEEP, Verb.ERASE):
        assert ask(verb, token=token_bytes(32), blob=sealed()) == nothing
        assert ask(verb, locator=token_bytes(16), stamp=b"somevers", blob=sealed()) == nothing


def test_what_is_not_a_sealed_plan_is_refused_and_nothing_is_stored(ask):
    for blob in (b"", b"hello", bytes(4296), sealed()[:-1], sealed() + b"x", sealed(65536) + bytes(200)):
        if len(blob) <= LONGEST - HEADER:
            assert ask(Verb.SAVE, blob=blob)[0] is Outcome.REFUSED
    assert ask(Verb.SAVE, blob=sealed(), number=1)[0] is Outcome.REFUSED
    assert not Vault.objects.exists()


def test_a_flood_is_asked_to_wait_and_told_how_long(ask, monkeypatch):
    monkeypatch.setattr(vaults, "NEW_VAULTS", type(NEW_VAULTS)("few-at-the-door", 1, NEW_VAULTS.every))
    ask(Verb.SAVE, blob=sealed())
    outcome, _stamp, seconds, _blob = ask(Verb.SAVE, locator=token_bytes(16), blob=sealed())
    assert outcome is Outcome.WAIT
    assert 1 <= seconds <= 2


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sent=st.binary(max_size=400))
def test_bytes_of_any_other_shape_are_refused_without_a_trace(client, sent):
    before = stored()
    answer = client.post(ADDRESS, sent, content_type=OCTETS, **OURS)
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:
        assert answer.content[0] != Outcome.DONE or sent[0] in {Verb.HAND_OVER, Verb.RECIPIENT}
    assert changed(before) == set()


def test_what_is_too_long_is_not_read(client, monkeypatch):
    read = []
    monkeypatch.setattr(views, "read_asked", read.append)
    for announced in (str(LONGEST + 1), "9" * 30, "-1", "many"):
        sent = {"data": bytes(LONGEST + 1), "content_type": OCTETS, "CONTENT_LENGTH": announced}
        assert client.generic("POST", ADDRESS, **sent, **OURS).status_code == 400
    assert read == []


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_another_sites_form_could_send_is_refused(client, kind):
    sent = body(Verb.SAVE, b"l" * 16, b"t" * 32, blob=sealed())
    assert client.generic("POST", ADDRESS, sent, content_type=kind, **OURS).status_code == 400
    assert not Vault.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://evil.example"}],
    ids=["a modern browser", "an old browser"],
)
def test_another_site_is_refused(client, headers):
    sent = body(Verb.SAVE, b"l" * 16, b"t" * 32, blob=sealed())
    assert client.post(ADDRESS, sent, content_type=OCTETS, **headers).status_code == 403
    assert client.options(ADDRESS, HTTP_ORIGIN="https://evil.example").status_code == 405
    assert not Vault.objects.exists()


def test_a_store_that_cannot_take_it_is_said_as_it_is(ask, monkeypatch):
    def full(*_asked):
        raise NotSaved("full")

    monkeypatch.setattr(vaults, "_begin", full)
    assert ask(Verb.SAVE, blob=sealed())[0] is Outcome.NOT_SAVED


def test_the_recipient_is_the_intake_teams_signed_key_and_a_hand_over_is_stored_once(ask):
    assert ask(Verb.RECIPIENT)[0] is Outcome.NOT_SAVED
    build_world()
    outcome, _stamp, epoch, key = ask(Verb.RECIPIENT)
    holder, public = team_holder(TeamKind.INTAKE)
    assert (outcome, epoch, key[:32], len(key)) == (Outcome.DONE, holder.epoch, public.raw, 4296)
    for _ in range(2):
        assert ask(Verb.HAND_OVER, blob=sealed(), number=epoch)[0] is Outcome.DONE
    assert HandOver.objects.count() == 1
    assert ask(Verb.TAKE_BACK, token=token_bytes(32)) == ask(Verb.READ, locator=token_bytes(16))
    assert ask(Verb.TAKE_BACK)[0] is Outcome.DONE
    assert not HandOver.objects.exists()
    assert ask(Verb.TAKE_BACK)[0] is Outcome.NOTHING
    assert ask(Verb.HAND_OVER, blob=b"junk")[0] is Outcome.REFUSED


# ---- the scripts


@pytest.mark.parametrize("name", [PAGE, KEEPING, SEALING])
def test_a_script_is_the_bytes_that_the_policy_names(client, name):
    answer = client.get(f"{ADDRESS}/{name}", HTTP_ACCEPT_ENCODING="br")
    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    text = brotli.decompress(answer.content).decode()
    assert text == client.get(f"{ADDRESS}/{name}").content.decode() == script_texts()[name]
    assert hash_source(text) in script_sources()


def test_each_script_stays_in_its_budget(client):
    sizes = {
        name: len(client.get(f"{ADDRESS}/{name}", HTTP_ACCEPT_ENCODING="br").content)
        for name in (PAGE, KEEPING, SEALING)
    }
    assert sizes[PAGE] <= SCRIPT_BUDGET
    assert sizes[KEEPING] <= KEEPING_BUDGET
    assert sizes[SEALING] <= SEALING_BUDGET


def test_other_names_are_no_scripts(client):
    assert client.get(f"{ADDRESS}/k9").status_code == 404
    assert client.post(f"{ADDRESS}/{PAGE}", **OURS).status_code == 405


def test_the_scripts_keep_nothing_and_run_nothing_that_was_sent():
    texts = script_texts()
    ours = texts[PAGE] + texts[KEEPING] + texts[SEALING].split('planner.packedWords="')[1]
    for word in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "eval(", "new Function",
                 "innerHTML", "pushState", "replaceState", "WebAssembly", "sendBeacon"):  # fmt: skip
        assert word not in ours, word
    assert "eval(" not in script_texts()[SEALING]
    assert "WebAssembly" not in script_texts()[SEALING]
