"""The whole way of a plan in Chromium: kept, handed over, answered, shared, changed, taken back, erased.

Whoever plans, and the friend, have a keyboard only. The desk is the real one in a browser. At the end the
server's files and logs are searched for every secret.
"""

import re
from base64 import b64encode
from pathlib import Path

import pyrage
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, settle
from tests.browser.planner_hand import MAKING, OPENING, SLOW, Keys
from tests.browser.test_desk_door import is_whole
from tests.living import contents
from tests.planner.test_age import AGE, at_a_terminal

CANARY, LATER, BAG = "Wisteria-93417", "Marigold-55218", "Under the loose stair"
NOTE, SUGGESTED = (
    "Canary note: I know Carys, please ring nobody.",
    ("Ring the council first, 40771", "Tell the school office, 40772"),
)


@pytest.fixture
def see(shoot, axe):
    """Looks at a page of the desk."""

    def judge(page, name):
        shoot(page, name)
        assert is_whole(page), name
        assert axe(page) == "", name

    return judge


def test_a_plan_goes_all_the_way_round(hand, live, tab, desk_tab, looked, see, tmp_path):
    making = Keys(hand.page)  # these screens are looked at elsewhere
    making.begin(live.public)
    making.trust("Sam", CANARY)
    making.pack(BAG)
    words = hand.keep()
    hand.press("Keep this")
    hand.sees("Keep this", "kept")
    second = hand.make_second()
    hand_over(hand)
    at_the_desk(live, desk_tab, see)
    hand.page.keyboard.press("Escape")
    hand.sees("Open", "closed")
    assert CANARY not in hand.page.content()
    owner = Keys(tab(PHONE), hand.look)
    hear_the_desk(owner, live, words)
    copy = give_and_change(owner, live, tab, hand.look)
    take_away(owner, words, tmp_path)
    open_and_erase(hand, live, words, second, copy)
    nothing_is_at_the_server(live, words, second, copy)
    assert {name: faults for name, faults in looked.items() if faults} == {}
    assert hand.page.faults == []


def hand_over(hand):
    hand.press("All parts")
    hand.press("Show it to somebody")
    hand.sees("Show it to somebody", "share")
    hand.press("Hand over parts")
    hand.press("Hand it over")
    hand.told("Please choose one part at least.")
    hand.tick("People I trust")
    hand.fill("A note to them", NOTE)
    assert "after 30 days, it is erased" in hand.page.inner_text("main")
    hand.sees("Hand over parts", "hand")
    hand.press("Hand it over")
    hand.told("It is handed over.")
    assert "You handed over: People I trust" in hand.page.inner_text("main")
    hand.press("Take it back")
    hand.told("It is taken back. What was read cannot be unread.")
    assert "You handed over" not in hand.page.inner_text("main")
    hand.press("Hand over parts")
    hand.tick("People I trust")
    hand.fill("A note to them", NOTE)
    hand.press("Hand it over")
    hand.told("It is handed over.")


def at_the_desk(live, desk_tab, see):
    """Intake passes it to the team of the case; a caseworker keeps it there and suggests two things."""

    def press(page, name):
        page.get_by_role("button", name=name, exact=True).click()
        settle(page)

    ines = desk_tab("intake", DESKTOP)
    ines.goto(f"{live.desk}/plans")
    found = ines.locator("main a[href*='/plans/']").evaluate_all("links => links.map(link => link.href)")
    address = next(each for each in found if reads(ines, each, NOTE))
    assert CANARY in ines.inner_text("main")
    assert BAG not in ines.inner_text("main")
    see(ines, "desk-handed-over-1280")
    ines.get_by_label("Which team gets it").select_option(label="Casework")
    ines.get_by_label("What they need to know, in a sentence").fill("She knows Carys.")
    press(ines, "Pass it on")
    assert "Casework has it now." in ines.inner_text("[role=status]")
    assert ines.goto(address).status == 404
    carys = desk_tab("caseworker", PHONE)
    carys.goto(f"{live.desk}/cases")
    reference = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", carys.inner_text("main"))[0]
    assert reads(carys, address, "She knows Carys.")
    carys.get_by_role("textbox", name="Reference of the case", exact=True).fill(reference.lower())
    press(carys, "Keep it in this case")
    expect(carys.locator("h1")).to_have_text("Their own notes, version 1")
    see(carys, "desk-own-notes-360")
    carys.get_by_label("Suggestions", exact=True).fill("\n".join(SUGGESTED))
    press(carys, "Send suggestions")
    assert "Your suggestions are waiting for them." in carys.inner_text("[role=status]")
    carys.get_by_role("link", name=f"Case {reference}").click()
    settle(carys)
    assert "Their own notes, version 1, kept" in carys.inner_text("main")


def reads(page, address, text):
    page.goto(address)
    return text in page.inner_text("main")


def hear_the_desk(owner, live, words):
    owner.page.goto(live.public + MAKING)
    owner.press("Open what you kept")
    owner.open(words)
    owner.sees("All parts")
    owner.press("Show it to somebody")
    owner.press("Look for suggestions")
    owner.told("There are suggestions.")
    owner.look(owner.page, "suggested")
    owner.press("Take it back")
    owner.told("It cannot be taken back any more: our caseworkers keep it now")
    owner.press("Keep it", 0)
    owner.press("Put it aside", 1)
    owner.press("Read it all")
    told = owner.page.inner_text("main")
    assert SUGGESTED[0] in told
    assert SUGGESTED[1] not in told


def give_and_change(owner, live, tab, look):
    """Sam reads a copy and says so; the next save asks, and sends what changed; then it is taken back."""
    owner.press("All parts")
    owner.press("Show it to somebody")
    copy = owner.give_copy()
    friend = Keys(tab(PHONE), look)
    friend.page.goto(live.public + OPENING)
    friend.sees("Open", "opening")
    friend.open(copy)
    friend.sees("What somebody shows you", "given")
    said = friend.page.inner_text("main")
    assert CANARY in said
    assert BAG not in said
    assert friend.page.get_by_text("New", exact=True).count() == 0
    friend.press("I have read it")
    friend.told("They will see that you have read it.")
    owner.press("Look for answers")
    owner.told("Somebody has answered.")
    owner.press("All parts")
    owner.press("People I trust")
    owner.fill("What is your code word?", LATER)
    owner.press("Keep this")
    owner.press("Save")
    owner.sees("It is saved", "asked")
    asked = owner.page.get_by_role("group", name="Send this to Sam too?")
    assert asked.get_by_label("No", exact=True).is_checked()
    assert owner.page.get_by_role("button", name="Send", exact=True).count() == 0
    owner.mark(asked.get_by_label("Yes", exact=True))
    assert "The same parts as last time: People I trust, My bag" in owner.page.inner_text("main")
    assert not owner.page.get_by_label("Birth certificates: Where it is").is_checked()
    owner.press("Send")
    owner.told("It is sent.")
    friend.press("Close this now")
    friend.open(copy)
    friend.sees("What somebody shows you")
    said = friend.page.inner_text("main")
    assert LATER in said
    assert CANARY not in said
    assert BAG not in said
    new = friend.page.get_by_text("New", exact=True)
    assert new.count() == 1
    assert "People I trust" in friend.page.locator("h2:has(+ p > .mark)").inner_text()
    owner.press("All parts")
    owner.press("Show it to somebody")
    owner.press("Take it back")
    owner.told("It is taken back.")
    friend.press("Close this now")
    friend.open(copy)
    friend.told("These words open nothing.")
    return copy


def take_away(owner, words, folder):
    """One press makes a neutral file that Debian's `age` and pyrage open with the words."""
    owner.press("Take it with you")
    owner.press("Take the locked file")
    owner.fill("Your six words, or six numbers", words)
    with owner.page.expect_download(timeout=SLOW) as found:
        owner.press("Take the locked file")
    assert found.value.suggested_filename == "notes.age"
    file = Path(found.value.path()).read_bytes()
    text = pyrage.passphrase.decrypt(file, words).decode()
    assert LATER in text
    assert SUGGESTED[0] in text
    (folder / "notes.age").write_bytes(file)
    command = [AGE, "--decrypt", "--output", str(folder / "notes.txt"), str(folder / "notes.age")]
    code, shown = at_a_terminal(command, [words])
    assert code == 0, shown
    assert (folder / "notes.txt").read_text("utf-8") == text


def open_and_erase(hand, live, words, second, copy):
    hand.open(copy)
    hand.told("These words open nothing.")
    hand.open(words.replace(words.split()[0], "zzzzzz"))
    hand.told("zzzzzz")
    hand.open(second)
    hand.sees("Moving house", "list")
    said = hand.page.inner_text("main").lower()
    assert not [word for word in ("plan", "trust", "part", "version") if word in said]
    hand.press("Close this now")
    hand.open(words)
    hand.sees("All parts")
    hand.press("People I trust")
    assert hand.page.get_by_label("What is your code word?").input_value() == LATER
    hand.press("Keep this")
    hand.press("Erase it")
    hand.sees("Erase it", "erase")
    assert "What you handed over stays with our caseworkers." in hand.page.inner_text("main")
    assert hand.page.get_by_label("Take back what I handed over").count() == 0  # it is in a case
    hand.press("Erase it now")
    hand.page.get_by_text("It is erased.").wait_for(timeout=SLOW)
    hand.open(words)
    hand.told("These words open nothing.")


def nothing_is_at_the_server(live, *opened):
    """Databases with what is not yet written into them, keys, logs: as text, as wide text, as base64."""
    files = b"".join(contents(live.data).values())
    assert len(files) > 1_000_000
    for secret in (CANARY, LATER, BAG, NOTE, *SUGGESTED, *opened):
        raw = secret.encode()
        for written in (raw, raw.replace(b" ", b"+"), secret.encode("utf-16-le"), b64encode(raw)[:-4]):
            assert written not in files, secret
