"""Every answer of the public face, from guidance to errors, asks a browser to keep nothing."""

import re

import pytest
from django.http import HttpResponse

from tests.people import build_world
from tests.public.visitor import Visitor
from waymark.content.queries import published_codes
from waymark.content.terms import page_path
from waymark.ui.inline import MADE, SCRIPT, STYLE

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
NO_TRACE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-DNS-Prefetch-Control": "off",
}
HINTS = r"prefetch|preconnect|preload|prerender|manifest|speculationrules|alternate|canonical"

BLAND = r"#[\w-]+|/|/leave|/[a-z]{2,3}(/[a-z0-9]{2,4})?|tel:\+?\d+|sms:\d+|mailto:.+|data:,|https://.+"


@pytest.fixture
def answers(client):
    """One answer of every kind: each guidance page, each form, the mailbox, what goes wrong."""
    build_world()
    asking = Visitor(client).go().press("I am under 18").press("Back").press("It is for me")
    asking.press("Send this now").press("Go on", message="He reads my phone. " * 3)
    asking.press("Go on", phone="01632 960001", phone_safe="yes")
    while not asking.words:
        label = "Send" if "Send" in {b for f in asking.page.forms for b in f["buttons"]} else "Go on"
        asking.press(label, **({"when": "any"} if "when" in asking.page.forms[-1]["boxes"] else {}))
    words = " ".join(asking.words)
    holder = Visitor(client, "/en/w4").go().press("Go on", words="wrong").press("Go on", words=words)
    for button in ("Yes, show me what is new", "Write to us"):
        holder.press(button)
    found = [
        *asking.answers,
        *holder.answers,
        client.get("/en/zz9"),
        client.put("/en"),
        client.post("/en/t3"),
    ]
    return found + [client.get(page_path(language, code)) for language, code in published_codes()]


def faults(answer, html):
    """What would leave a trace, in sentences."""
    wrong = [name for name, value in NO_TRACE.items() if answer.headers.get(name) != value]
    wrong += ["a cookie"] if answer.cookies else []
    policy = answer.headers.get("Content-Security-Policy", "")
    wrong += [] if policy.startswith("default-src 'none'") else ["a policy that allows by default"]
    wrong += [
        f"a hint to fetch: {each}" for each in re.findall(rf"<(?:link|script)[^>]*(?:{HINTS})[^>]*>", html)
    ]
    # A script with an address of its own: Chromium keeps that address in its cache of compiled code.
    wrong += [f"a script that is fetched: {each}" for each in re.findall(r"<script[^>]*\bsrc\b[^>]*>", html)]
    wrong += [f"a description for others: {each}" for each in re.findall(r"<meta[^>]*property=[^>]*>", html)]
    title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    if not title or not re.fullmatch(r"Information( – part \d+ of \d+)?", title[1]):
        wrong.append(f"a title that tells: {title and title[1]}")
    for address in re.findall(r'(?:href|action|src)="([^"]*)"', html):
        if not re.fullmatch(BLAND, address):
            wrong.append(f"an address that tells: {address}")
    for link in re.findall(r'<a [^>]*href="https?:[^>]*>', html):
        if not re.search(r'rel="[^"]*noreferrer', link):
            wrong.append(f"a link that tells where it was followed: {link}")
    for form in re.findall(r"<form[^>]*>", html):
        if 'id="leave"' not in form and 'autocomplete="off"' not in form:
            wrong.append(f"a form that is remembered: {form}")
    return wrong + [
        fault for box in re.findall(r"<(?:input|textarea|select)\b[^>]*>", html) for fault in _of(box)
    ]


def _of(box):
    if re.search(r'type="(hidden|radio|checkbox|file)"', box):
        return []  # their form says it for them
    wanted = ["autocomplete", "spellcheck", "autocorrect"] if "<textarea" in box else ["autocomplete"]
    return [f"{name} is on: {box}" for name in wanted if not re.search(rf'{name}="(off|false)"', box)]


def test_no_answer_leaves_a_trace_that_can_be_helped(answers):
    assert len(answers) > 25
    assert {fault for answer in answers for fault in faults(answer, answer.content.decode())} == set()


def test_every_answer_can_be_swapped_in_by_every_other(answers):
    for answer in answers:
        html = answer.content.decode()
        assert html.count(f'<body data-made="{MADE}">') == 1
        assert f"<style>{STYLE}</style>" in html
        assert f"<script>{SCRIPT}</script>" in html
        assert re.search(r'<form id="leave" method="post" action="/leave"', html)
        assert len(re.findall(r"<h1[ >]", html)) == 1


def test_no_page_interrupts(answers):
    for answer in answers:
        html = answer.content.decode()
        assert not re.search(r"<dialog|aria-modal|popover|cookie-banner|http-equiv", html)


LOUD = (
    '<form action="/en/t6">'
    '<title>Domestic abuse help</title><link rel="prefetch" href="/x">'
    '<meta property="og:title" content="Abuse"><script src="/en/k3"></script>'
    '<a href="https://partner.example/">Partner</a><a href="/leave-him?postcode=LE1">Go</a>'
    '<input type="text" name="story"><textarea name="more" autocomplete="off"></textarea>'
)


def test_the_lint_finds_each_fault_of_a_loud_page(client):
    answer = HttpResponse(LOUD)
    answer.set_cookie("visitor", "1")
    found = " ".join(faults(answer, LOUD))
    for fault in (
        "Cache-Control", "Referrer-Policy", "a cookie", "a policy", "a hint",
        "a script that is fetched", "a description", "a title",
        "a form that",
        "an address that tells: /leave-him?postcode=LE1", "a link that tells", "autocomplete is on",
        "spellcheck is on",
    ):  # fmt: skip
        assert fault in found
