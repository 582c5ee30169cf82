"""Ten pages as people read them: English, Urdu and Polish, on a phone and at a desk; each picture is kept."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from waymark.config.doors import DOORS

PAGES = {
    "front": "", "danger": "k7", "abuse": "t3", "device": "b6", "writing": "v4k", "plan": "m8",
    "clare": "d7r", "lines": "r2", **{door: DOORS[door].rpartition("/")[2] for door in ("signs", "talk")},
}  # fmt: skip
SIZES = {"360": PHONE, "1280": DESKTOP}
LOOK = """() => {
  const faults = [], main = document.querySelector("main"), leave = document.querySelector("button.leave");
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push("wider than the window");
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one heading of the first level");
  for (const share of [0, 0.5, 1]) {
    scrollTo(0, share * root.scrollHeight);
    const box = leave.getBoundingClientRect();
    const inside = box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
    if (!inside) faults.push(`no exit at ${share}`);
  }
  scrollTo(0, 0);
  const blocks = [...main.querySelectorAll("h1, h2, h3, p, li, button, summary, legend, label")]
    .filter(e => e.getClientRects().length && !e.closest(".hidden, details:not([open]) > :not(summary)"));
  const innermost = blocks.filter(e => !blocks.some(o => o !== e && e.contains(o)));
  const apart = innermost.map(e => [e, e.getBoundingClientRect()]);
  for (let i = 1; i < apart.length; i += 1) {
    const [a, b] = [apart[i - 1][1], apart[i][1]];
    const over = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const beside = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    if (over > 3 && beside > 3) faults.push(`overlaps: ${apart[i][0].textContent.trim().slice(0, 40)}`);
  }
  const next = [...main.querySelectorAll("a[href], button")].filter(e => e.getClientRects().length);
  if (!next.length) faults.push("no next step");
  else {
    next[0].focus();
    const style = getComputedStyle(next[0]);
    if (style.outlineStyle === "none") faults.push("focus cannot be seen");
  }
  return faults;
}"""


@pytest.mark.parametrize("language", ["en", "ur", "pl"])
def test_ten_pages_are_whole_at_both_widths(live, tab, shoot, language):
    window, faults = tab(), []
    for name, code in PAGES.items():
        window.goto(f"{live.public}/{language}/{code}".rstrip("/"))
        assert window.evaluate("document.documentElement.lang") == language
        for size, (width, height) in SIZES.items():
            window.set_viewport_size({"width": width, "height": height})
            window.keyboard.press("Tab")
            faults += [f"{name} at {size}: {fault}" for fault in window.evaluate(LOOK)]
            window.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
            shoot(window, f"reading-{name}-{language}-{size}")
    assert faults == []


BROKEN = {
    "wider than the window": "main.style.inlineSize = '3000px'",
    "no exit": "document.querySelector('.top').style.position = 'static'",
    "overlaps": "main.querySelector('p').style.marginBlockEnd = '-3rem'",
    "not one heading": "main.append(document.createElement('h1'))",
    "focus cannot be seen": "for (const link of main.querySelectorAll('a')) link.style.outline = 'none'",
    "no next step": "for (const link of main.querySelectorAll('a, button')) link.remove()",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_page_that_is_not_whole_would_be_found_out(live, tab, fault):
    window = tab(PHONE)
    window.goto(f"{live.public}/en/k7")
    window.evaluate(f"main => {{ main = document.querySelector('main'); {BROKEN[fault]} }}")
    window.keyboard.press("Tab")
    assert any(found.startswith(fault) for found in window.evaluate(LOOK))
