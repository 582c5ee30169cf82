"""Signing in at the running desk, and walking it, as a member does."""

from playwright.sync_api import Page


def sign_in(page: Page, live, role: str) -> Page:
    """A full session of this role, by passphrase and code."""
    person = live.sign_in(role)
    page.goto(f"{live.desk}/sign-in")
    page.fill("[name=name]", person["name"])
    page.fill("[name=passphrase]", person["passphrase"])
    page.click("main button")
    page.fill("[name=code]", live.fresh_code(role))
    page.click("main button >> nth=0")
    page.wait_for_url(lambda url: "sign-in" not in url)
    return page
