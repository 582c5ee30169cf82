"""How long a frightened person looks at nothing: first paint on an old phone and a slow line.

Chromium's own tools make it slow: 400 ms for every request, 400 kbit/s, a processor four times slower. They
do not delay the handshakes before the first request; on a real line those come on top, for every site alike.
Beside each page of ours, in the same minutes: a bare page of one sentence, the least that can be.
Of the rounds the fastest is held against the bound, since neighbours on this machine only ever add; the
middle one stands beside it.
"""

import statistics
import tempfile
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.measure import Report, bench
from tests.living import living_world

ROUNDS = 5
LATENCY_MS, BYTES_A_SECOND, SLOWER = 400, 400_000 // 8, 4
MOST_SECONDS = 1.0
CHROMIUM = "/usr/bin/chromium"
PAGES = {"first page": "/en", "longest page": "/en/t3", "talk to someone": "/en/t6", "mailbox": "/en/w4"}
BARE = b"<!doctype html><title>.</title><p>One sentence."
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
SWAPPED = """() => new Promise(done => {
    const began = performance.now();
    document.addEventListener("swapped", () => requestAnimationFrame(() => done(performance.now() - began)));
    document.querySelector('a[href="/en/b6"]').click();
})"""


class Bare(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(BARE)))
        self.end_headers()
        self.wfile.write(BARE)

    def log_message(self, format: str, *_: object) -> None:
        pass


def slow_page(browser: Browser) -> Page:
    """A tab of a fresh visitor on an old phone."""
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line = {
        "offline": False,
        "latency": LATENCY_MS,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def first_paint(page: Page, address: str) -> float:
    """Seconds from asking to the first text or picture on the screen."""
    page.goto(address)
    for _ in range(200):
        if painted := float(page.evaluate(PAINTED)):
            return painted / 1000
        page.wait_for_timeout(20)
    raise SystemExit(f"{address} was never painted")


def swap(page: Page, address: str) -> float:
    """Seconds from pressing a link inside the site to the frame that shows its page."""
    page.goto(address)
    return float(page.evaluate(SWAPPED)) / 1000


def rounds(browser: Browser, measured: Callable[[Page, str], float], address: str) -> tuple[float, float]:
    """The fastest and the middle of the rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        page = slow_page(browser)
        times.append(measured(page, address))
        page.context.close()
    return min(times), statistics.median(times)


def work(report: Report) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bare)
    Thread(target=server.serve_forever, daemon=True).start()
    with (
        tempfile.TemporaryDirectory(prefix="waymark-bench-") as folder,
        living_world(Path(folder) / "data", processes=("public",)) as world,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        report.say("round trip, ms", LATENCY_MS)
        report.say("line, kbit/s", BYTES_A_SECOND * 8 // 1000)
        report.say("processor slower by", SLOWER)
        bare, _ = rounds(browser, first_paint, f"http://127.0.0.1:{server.server_port}/")
        report.say("a bare page, s", bare)
        for name, path in PAGES.items():
            seconds, middle = rounds(browser, first_paint, world.public + path)
            report.hold(f"{name}, s", seconds, most=MOST_SECONDS)
            report.say(f"{name}, middle round, s", middle)
            report.say(f"{name}, times the bare page", seconds / bare)
        seconds, middle = rounds(browser, swap, world.public + "/en")
        report.hold("a page swapped in, s", seconds, most=MOST_SECONDS)
        report.say("a page swapped in, middle round, s", middle)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    bench("paint", work)
