"""The rig itself: both faces answer in a real browser, each by its own name only."""

from tests.browser.conftest import DESKTOP, PHONE


def test_both_faces_answer_by_their_own_name(tab, live):
    page = tab()
    assert page.goto(live.public).status == 200
    assert page.goto(live.desk).url.startswith(f"{live.desk}/sign-in")
    crossed = f"http://localhost:{live.ports['public']}", f"http://127.0.0.1:{live.ports['desk']}"
    assert [page.goto(address).status for address in crossed] == [400, 400]


def test_the_public_face_shows_itself_without_scripts(tab, live, shoot):
    page = tab(PHONE, scripts=False)
    page.goto(live.public)
    assert page.get_by_text("This is a demonstration").is_visible()
    assert page.context.cookies() == []
    assert shoot(page, "rig-front-360").stat().st_size > 0


def test_a_member_signs_in_with_a_name_a_passphrase_and_a_code(tab, live):
    person, page = live.sign_in("caseworker"), tab()
    page.goto(live.desk)
    page.fill("[name=name]", person["name"])
    page.fill("[name=passphrase]", person["passphrase"])
    page.get_by_role("button", name="Go on").click()
    page.fill("[name=code]", live.code("caseworker"))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    assert page.get_by_text(person["shown_name"]).first.is_visible()
    for cookie in page.context.cookies():
        assert cookie["name"].startswith("__Host-")
        assert cookie["secure"]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Strict"


def test_a_signed_in_tab_needs_one_sign_in_for_a_role(tab, live, desk_tab):
    before = live.spent.get("intake", -1)
    for size in (PHONE, DESKTOP):
        page = desk_tab("intake", size)
        assert "/sign-in" not in page.url
        assert page.get_by_text("Ines Marlow").count()
    assert live.spent["intake"] <= before + 1


def test_whatever_is_not_ours_is_never_asked(tab, live):
    page = tab()
    assert page.goto("https://www.example.com/").text() == "<title>Elsewhere</title>"


def test_axe_finds_a_planted_fault(tab, live, axe):
    page = tab()
    page.goto(live.public)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert "label" in axe(page)
