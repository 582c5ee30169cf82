"""Quiet mode in a real Chromium: pages are swapped, nothing typed is lost, and history holds one row.

How little stays on disk is in test_profile_audits.py; the script's own logic is tried in tests/js.
"""

import re
from urllib.parse import parse_qsl

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, settle
from tests.browser.elsewhere import serving
from tests.browser.visits import never_back, until

OURS, NEUTRAL = "Leave this site", "https://www.bbc.co.uk/weather"
ABUSE, DEVICE, TALK, MAILBOX = "/en/t3", "/en/b6", "/en/t6", "/en/w4"
STORY = "First line\nsecond line & “quotes” – ü"


@pytest.fixture
def open_at(live, tab):
    def open_at(address="/en", **looks):
        page = tab(looks.pop("size", (1280, 800)), **looks)
        page.goto(live.public + address)
        return page

    return open_at


def follow(page, address):
    before = page.locator("h1").text_content()
    page.locator(f'a[href="{address}"]').first.click()
    expect(page.locator("h1")).not_to_have_text(before)
    settle(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def write_message(page, text=STORY):
    follow(page, TALK)
    press(page, "It is for me")
    page.locator("#id_message").fill(text)


def entries(page):
    return page.evaluate("history.length")


def focused(page):
    return page.evaluate("[document.activeElement.tagName, document.activeElement.id]")


# --- pages ------------------------------------------------------------------------------------------------


def test_a_page_is_swapped_in_whole_and_history_does_not_grow(open_at, live):
    page = open_at()
    before, first = entries(page), page.title()
    page.evaluate("window.scrollTo(0, 400)")
    follow(page, ABUSE)
    assert entries(page) == before
    assert page.url == live.public + "/en"
    assert page.title() != first
    assert re.fullmatch(r"Information – part \d+ of \d+", page.title())
    assert page.evaluate("scrollY") == 0
    assert focused(page)[0] == "H1"
    assert page.get_by_role("button", name=OURS).is_visible()


def test_a_swapped_page_is_the_page_that_the_server_sends(open_at, live):
    page = open_at()
    follow(page, DEVICE)
    plain = open_at(DEVICE, scripts=False)
    for part in ("header", "aside", "main", "footer nav"):
        assert page.locator(part).inner_html().replace(' tabindex="-1"', "") == plain.locator(
            part
        ).inner_html().replace(' tabindex="-1"', "")
    assert page.title() == plain.title()


def test_a_page_in_another_language_brings_its_direction(open_at, live):
    page = open_at()

    def in_urdu(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('lang="en" dir="ltr"', 'lang="ur" dir="rtl"')
        )

    page.route("**" + ABUSE, in_urdu)
    follow(page, ABUSE)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ur", "rtl"]
    assert page.locator("button.leave").bounding_box()["x"] < 640


def test_places_on_a_page_get_the_focus_and_no_row(open_at, live):
    page = open_at(ABUSE)
    before = entries(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == ["MAIN", "main"]
    assert (page.url, entries(page)) == (live.public + ABUSE, before)


def test_a_reload_shows_the_plain_page_that_was_entered_by(open_at):
    page = open_at()
    first = page.locator("h1").text_content()
    write_message(page)
    page.reload()
    assert page.locator("h1").text_content() == first
    assert "First line" not in page.content()


def test_a_link_opened_in_a_new_tab_is_left_to_the_browser(open_at, live):
    page = open_at()
    with page.context.expect_page() as opened:
        page.locator(f'a[href="{ABUSE}"]').first.click(modifiers=["Control"])
    assert opened.value.url == live.public + ABUSE
    assert page.url == live.public + "/en"


def test_something_that_is_no_page_is_left_to_the_browser(open_at):
    page = open_at()
    headers = {"content-type": "application/pdf", "content-disposition": "attachment; filename=leaflet.pdf"}
    page.route("**" + ABUSE, lambda route: route.fulfill(body="%PDF-", headers=headers))
    with page.expect_download() as download:
        page.locator(f'a[href="{ABUSE}"]').first.click()
    assert download.value.suggested_filename == "leaflet.pdf"


def test_a_page_made_after_an_update_is_gone_to(open_at, live):
    page = open_at()

    def newer(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub('data-made="[^"]*"', 'data-made="newer"', answer.text()))

    page.route("**" + ABUSE, newer)
    before = entries(page)
    page.locator(f'a[href="{ABUSE}"]').first.click()
    page.wait_for_url("**" + ABUSE)
    assert entries(page) == before


# --- a slow or broken network -----------------------------------------------------------------------------


def test_a_slow_page_is_said_and_a_second_link_takes_its_place(open_at):
    page = open_at()
    held = []
    page.route("**" + ABUSE, lambda route: held.append(route))
    page.locator(f'a[href="{ABUSE}"]').first.click()
    expect(page.locator("#leaving")).to_have_text("One moment.")
    assert page.locator("main").get_attribute("aria-busy") == "true"
    follow(page, DEVICE)
    heading = page.locator("h1").text_content()
    held[0].fulfill(body="<title>late</title>", content_type="text/html")
    page.wait_for_timeout(200)
    assert page.locator("h1").text_content() == heading
    assert page.locator("#leaving").text_content() == ""


def test_leaving_does_not_wait_for_a_slow_page(open_at):
    page = open_at()
    page.route("**" + ABUSE, lambda route: None)
    page.locator(f'a[href="{ABUSE}"]').first.click()
    page.get_by_role("button", name=OURS).click()
    page.wait_for_url(NEUTRAL)


def test_without_a_network_a_sending_says_so_and_the_text_stays(open_at):
    page = open_at()
    write_message(page)
    page.context.set_offline(True)
    for _ in range(2):
        page.get_by_role("button", name="Send this now").click()
        expect(page.locator("#leaving")).to_contain_text("What is on this page is still here")
        assert page.locator("#id_message").input_value() == STORY
    page.context.set_offline(False)
    press(page, "Send this now")
    expect(page.locator("ol.words").first).to_be_visible()


@pytest.mark.parametrize("status", [413, 500])
def test_an_error_after_sending_is_told_above_the_text(open_at, live, axe, status):
    page = open_at(size=PHONE)
    write_message(page)
    trouble = page.request.get(live.public + "/en/zz9").text()
    trouble = trouble.replace(
        "</h1>", "</h1><noscript><p>Go back.</p></noscript>"
    )  # as where Back is no exit

    def fail(route):
        route.fulfill(status=status, body=trouble, content_type="text/html; charset=utf-8")

    page.route("**" + TALK, fail)
    press(page, "Send this now")
    expect(page.locator("#trouble")).to_be_focused()
    expect(page.locator("#trouble")).to_contain_text("There is no page here")
    expect(page.locator("#trouble")).not_to_contain_text("Go back.")
    assert page.locator("#id_message").input_value() == STORY
    assert axe(page) == ""
    page.unroute("**" + TALK)
    press(page, "Send this now")
    expect(page.locator("ol.words").first).to_be_visible()


def test_pressed_twice_in_a_hurry_is_sent_once(open_at):
    page = open_at()
    write_message(page)
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.get_by_role("button", name="Send this now").dblclick()
    expect(page.locator("ol.words").first).to_be_visible()
    assert sent == ["POST"]


# --- forms ------------------------------------------------------------------------------------------------


def sent_by(page):
    """What the browser sends from the first page of questions, but for the sealed state."""
    with page.expect_request(lambda request: request.method == "POST") as asked:
        page.get_by_role("button", name="Go on").click()
    body = re.sub(r"state=[^&]*", "state=", asked.value.post_data)
    assert dict(parse_qsl(body))["message"] == STORY.replace("\n", "\r\n")
    return body, asked.value.headers["content-type"]


def test_a_form_sends_the_same_bytes_with_and_without_scripts(open_at):
    bodies = []
    for scripts in (True, False):
        page = open_at(TALK, scripts=scripts)
        press(page, "It is for me")
        page.locator("#id_message").fill(STORY)
        bodies.append(sent_by(page))
    assert bodies[0] == bodies[1]


def test_a_form_is_sent_by_the_enter_key_too(open_at):
    page = open_at(MAILBOX)
    page.locator("#id_words").fill("wrong words")
    page.keyboard.press("Enter")
    expect(page.locator(".summary")).to_be_focused()


def test_a_file_goes_along_and_its_page_stays_quiet(open_at, live, tmp_path):
    photo = tmp_path / "photo.png"
    photo.write_bytes(bytes.fromhex(_DOT))
    page = open_at()
    before = entries(page)
    write_message(page)
    press(page, "Go on")
    press(page, "Skip to the end")
    page.locator('button[value="change-files"]').click()
    settle(page)
    page.locator("#id_file").set_input_files(photo)
    press(page, "Add this file")
    expect(page.locator("main")).to_contain_text("photo.png")
    assert (entries(page), page.url) == (before, live.public + "/en")


_DOT = (
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501"
    "012718e3660000000049454e44ae426082"
)


def test_back_on_the_page_keeps_what_was_typed(open_at):
    page = open_at()
    write_message(page)
    press(page, "Go on")
    press(page, "Back")
    assert page.locator("#id_message").input_value() == STORY


def test_back_of_the_browser_leaves_and_clears(open_at, live):
    page = open_at()
    own = page.request.get(live.public + TALK).text()
    with serving(lambda path: ({"Cache-Control": "no-store"}, own)) as server:
        page.goto("https://start.example/")
        page.goto(server.address)
        page.go_back()
        assert page.url == "https://start.example/"
        # The driver does not tell what a page sends while it goes; its server does.
        until(lambda: len(server.asked) > 1, "the page's clearing")
        assert [(method, path) for method, _, path, _ in server.asked] == [("GET", "/"), ("POST", "/leave")]
        page.go_forward()
        page.wait_for_url(NEUTRAL)


# --- choices ----------------------------------------------------------------------------------------------


def choose(page, name):
    page.locator("#visit summary").click()
    box = page.get_by_role("switch", name=name)
    box.focus()
    page.keyboard.press("Space")
    return box


def test_where_somebody_wants_it_back_works_inside_the_site(open_at, live):
    page = open_at()
    first = page.locator("h1").text_content()
    assert not choose(page, "Leave fewer traces").is_checked()
    write_message(page)
    assert page.url == live.public + TALK
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text(first)
    assert page.url == live.public + "/en"
    page.go_forward()
    page.go_forward()
    expect(page.locator("#id_message")).to_have_value(STORY)
    page.get_by_role("button", name=OURS).click()
    page.wait_for_url(NEUTRAL)
    never_back(page, OURS, steps=4)


def test_the_shift_key_can_be_turned_off_for_the_visit(open_at):
    page = open_at()
    choose(page, "Pressing Shift")
    follow(page, ABUSE)
    for _ in range(4):
        page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert page.get_by_role("button", name=OURS).is_visible()
    page.locator("#visit summary").click()
    assert not page.get_by_role("switch", name="Pressing Shift").is_checked()


def test_the_choices_are_usable_by_everyone(open_at, axe, shoot):
    page = open_at(size=PHONE)
    page.locator("#visit summary").click()
    assert axe(page) == ""
    page.locator("#visit").scroll_into_view_if_needed()
    shoot(page, "choices-360")


def test_choices_that_need_scripts_are_not_shown_without_them(open_at):
    assert not open_at(scripts=False).locator("#visit").is_visible()
