"""The planner's scripts in real browsers, under the real policy, against the running service.

The screens are tried elsewhere: here the scripts are put into any public page.
"""

import sqlite3
from contextlib import closing

import pytest

from tests.browser.visits import until
from tests.living import contents
from waymark.planner.vaults import Access

CANARY = "Wisteria-Lane-93417"
NOTHING = {"local": 0, "session": 0, "cookie": "", "bases": 0, "caches": 0}
PUT_IN = """
for (const name of ["k3", "k6"]) {
  const text = await (await fetch("/k2/" + name)).text();
  const script = document.createElement("script");
  script.textContent = text;
  document.head.appendChild(script);
}
"""
JOURNEY = (
    PUT_IN
    + """
await planner.keeping.load();
const words = planner.words.draw();
const mine = planner.plan.write(planner.plan.empty(), "a", { kind: "note", text: "CANARY" }, "one");
const held = await planner.keeping.begin(words, 365);
await planner.keeping.save(held, mine);
const elsewhere = await planner.keeping.open(words);
const { indices, kept } = await planner.keeping.beginCopy();
const sent = await planner.keeping.sendCopy(kept, planner.plan.excerpt(elsewhere.plan, ["a"]), 92);
const copy = await planner.keeping.openCopy(indices);
await planner.keeping.answerCopy(copy.answer, { seen: 1 }, 92);
const answer = await planner.keeping.readSlot(sent.answer);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
await planner.keeping.handOver(planner.keeping.newSlot(), planner.plan.excerpt(mine, ["a"]), "for the desk");
const kept_here = { local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
  bases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
  address: location.pathname + location.hash };
return { read: planner.plan.read(elsewhere.plan, "a").text, copy: planner.plan.read(copy.part, "a").text,
  answer, kept_here, words: planner.words.spelled(words), locator: hex(held.locator),
  token: hex(held.token), identity: held.identity };
""".replace("CANARY", CANARY)
)
ERASE = (
    PUT_IN
    + """
await planner.keeping.load();
const opened = await planner.keeping.open(planner.words.read("%s"));
const erased = await planner.keeping.erase(opened.held);
return { erased, after: await planner.keeping.open(planner.words.read("%s")) };
"""
)


@pytest.fixture
def page(live, tab):
    window = tab((360, 740))
    window.faults, window.asked = [], []
    window.on("console", lambda said: window.faults.append(said.text) if said.type == "error" else None)
    window.on("request", lambda request: window.asked.append((request.method, request.url)))
    window.goto(live.public + "/en")
    return window


def run(page, script):
    return page.evaluate("async () => {" + script + "}")


def in_firefox(fox, script):
    """Runs a script in the page itself, so that the page's policy holds, and waits for what it gives."""
    fox.session.timeout.script = 120
    wrapped = f"""
    const [done] = arguments;
    const failed = (wrong) => done({{ wrong: String(wrong.kind || wrong) }});
    (async () => {{ {script} }})().then((value) => done({{ value }}), failed);
    """
    answer = fox.session.execute_async_script(wrapped, sandbox=None)
    assert "wrong" not in answer, answer
    return answer["value"]


def check(live, found):
    """What the browser says of the journey, and what the server's own files and logs hold of it."""
    assert (found["read"], found["copy"], found["answer"]) == (CANARY, CANARY, {"seen": 1})
    assert found["kept_here"] == NOTHING | {"address": "/en"}
    files = b"".join(contents(live.data).values())
    secrets = [CANARY, " ".join(found["words"]), found["locator"], found["token"], found["identity"]]
    for secret in secrets:
        assert secret.encode() not in files
    for raw in (found["locator"], found["token"]):
        assert bytes.fromhex(raw) not in files
    tag = Access(bytes.fromhex(found["locator"])).tag
    with closing(sqlite3.connect(f"file:{live.data / 'waymark.sqlite3'}?mode=ro", uri=True)) as base:
        assert base.execute("SELECT count(*) FROM planner_vault WHERE tag = ?", (tag,)).fetchone() == (1,)


def test_a_plan_is_kept_shared_and_erased_in_chromium(live, page):
    found = run(page, JOURNEY)
    check(live, found)
    assert page.faults == []
    assert {url.removeprefix(live.public) for _method, url in page.asked} == {
        "/en",
        "/k2",
        "/k2/k3",
        "/k2/k4",
        "/k2/k6",
    }
    page.goto(live.public + "/en")
    words = " ".join(found["words"])
    assert run(page, ERASE % (words, words)) == {"erased": True, "after": None}


def test_a_plan_is_kept_shared_and_erased_in_firefox(live, firefox):
    firefox.visit(live.public + "/en")
    found = in_firefox(firefox, JOURNEY)
    check(live, found)
    words = " ".join(found["words"])
    firefox.visit(live.public + "/en")
    assert in_firefox(firefox, ERASE % (words, words)) == {"erased": True, "after": None}


def test_a_script_with_one_byte_changed_does_not_run(page):
    changed = PUT_IN.replace("script.textContent = text", "script.textContent = text + ' '")
    assert run(page, changed + "return typeof window.planner;") == "undefined"
    assert page.faults


def test_in_flight_mode_nothing_in_memory_is_lost(page):
    script = (
        PUT_IN
        + """
    await planner.keeping.load();
    const plan = planner.plan.write(planner.plan.empty(), "a", { kind: "note", text: "kept" }, "one");
    window.trial = { plan, held: await planner.keeping.begin(planner.words.draw(), 365) };
    """
    )
    run(page, script)
    page.context.set_offline(True)
    failing = "return planner.keeping.save(trial.held, trial.plan).then(() => 'saved', (wrong) => wrong.kind)"
    assert run(page, failing) == "no-answer"
    page.context.set_offline(False)
    assert run(page, failing) == "saved"
    assert run(page, "return planner.plan.read(trial.plan, 'a').text") == "kept"


def test_a_key_is_heard_while_the_keys_are_made(page):
    """The slow derivation gives way, so leaving is never held up.

    One follows on the other without a gap, so that a key can only be heard inside one.
    """
    script = (
        PUT_IN
        + """
    await planner.keeping.load();
    window.trial = { began: 0, heard: false, done: false };
    addEventListener("keydown", () => { trial.heard = trial.heard || (trial.began > 0 && !trial.done); });
    const words = planner.words.draw();
    const derive = () => {
      trial.began += 1;
      return planner.sealing.derive(words).then(() => {
        if (!trial.heard && trial.began < 50) return derive();
        trial.done = true;
      });
    };
    setTimeout(derive, 0);
    """
    )
    run(page, script)

    def heard_or_too_late():
        page.keyboard.press("a")
        return page.evaluate("trial.heard || trial.done")

    until(heard_or_too_late, "the end of it", seconds=60)
    assert page.evaluate("trial.heard")
