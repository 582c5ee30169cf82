"""The profile audit: a visit in a browser with a fresh profile, and then what its files on disk still tell.

    def tour(visit: Visit) -> None:
        visit.go(site + "/en")
        visit.follow("/en/t3")
        read(visit)
        visit.leave()

    found = audit_visit("firefox", folder, tour, site=site, web=web, markers=["what was typed"], rig=rig)
    assert texts(found) == []

Every function that takes `Findings` names what is wrong in sentences; nothing wrong is an empty list. Try
each over `loud` as well (tests/browser/elsewhere.py): an audit that cannot fail proves nothing.
"""

import os
import re
import signal
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error, Playwright

from tests.browser.conftest import CHROMIUM, chromium_flags
from tests.browser.elsewhere import Server
from tests.browser.firefox import downloads_beside, files_holding, files_holding_each, firefox
from tests.browser.visits import NEUTRAL, OURS, WAIT_SECONDS, ChromiumVisit, FirefoxVisit, Tour, until

# Whom the browsers ask by themselves, whatever is visited.
_BROWSERS_OWN = re.compile(r"(mozilla\.(com|org|net)|firefox\.com|google(apis)?\.com|gstatic\.com)(:\d+)?$")


@dataclass
class Findings:
    """What was left behind by a visit to `site`."""

    browser: str
    folder: Path
    site: str
    history: list[tuple[str, str, int]] = field(default_factory=list)
    """Address, title and number of visits of every page that the profile remembers."""
    typed: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    icons: list[str] = field(default_factory=list)
    """Pages for which an icon is remembered."""
    told: list[str] = field(default_factory=list)
    """Referers that other sites were sent."""
    taken: list[tuple[str, str]] = field(default_factory=list)
    """Name of each file that was taken from a page, and where the browser remembers that it came from."""
    asked: list[str] = field(default_factory=list)
    """Addresses that other sites were asked for."""
    kept: dict[str, list[str]] = field(default_factory=dict)
    """Marker, and the files that hold it."""
    notes: dict[str, object] = field(default_factory=dict)
    """What the tour saw on its way."""


# --- the two browsers -------------------------------------------------------------------------------------


def audit_visit(
    browser: str, folder: Path, tour: Tour, *, site: str, web: Server, markers: Iterable[str], rig: Playwright
) -> Findings:
    """Do the tour in "chromium" or "firefox" over a new profile in `folder`, quit, and read the profile."""
    before = len(web.asked)
    notes = (_in_chromium if browser == "chromium" else _in_firefox)(folder, tour, web, rig)
    found = Findings(browser, folder, site, notes=notes)
    (_read_chromium if browser == "chromium" else _read_firefox)(found)
    for _method, host, path, headers in web.asked[before:]:
        if _BROWSERS_OWN.search(host):
            continue
        found.asked.append(f"https://{host}{path}")
        if "referer" in headers:
            found.told.append(headers["referer"])
    wanted = [*markers, *(str(each) for each in _listed(notes, "markers"))]
    found.kept = files_holding_each(folder, wanted)
    return found


def chromium_arguments(web: Server) -> list[str]:
    hosts = f"MAP * 127.0.0.1:{web.port}, EXCLUDE 127.0.0.1, EXCLUDE localhost"
    return [*chromium_flags(), f"--host-resolver-rules={hosts}"]


def start_chromium(rig: Playwright, folder: Path, web: Server, *more: str):
    """Chromium as it stands in a person's hand: with its cache of pages and its cache of files."""
    return rig.chromium.launch_persistent_context(
        str(folder),
        executable_path=CHROMIUM,
        args=[*chromium_arguments(web), *more],
        ignore_default_args=["--disable-back-forward-cache"],
        ignore_https_errors=True,
    )


def _in_chromium(folder: Path, tour: Tour, web: Server, rig: Playwright) -> dict[str, object]:
    context = start_chromium(rig, folder, web)
    context.set_default_timeout(WAIT_SECONDS * 1000)
    visit = ChromiumVisit(context.pages[0], downloads_beside(folder))
    try:
        tour(visit)
        time.sleep(1.5)  # its databases are written a moment after
    finally:
        context.close()
    return visit.notes


def _in_firefox(folder: Path, tour: Tour, web: Server, _rig: Playwright) -> dict[str, object]:
    with firefox(folder, web=web.port) as fox:
        visit = FirefoxVisit(fox)
        tour(visit)
        fox.quit()
    return visit.notes


def _read_chromium(found: Findings) -> None:
    default = found.folder / "Default"
    found.history = [
        (str(url), str(title), int(visits))
        for url, title, visits in read_rows(default / "History", "SELECT url, title, visit_count FROM urls")
    ]
    found.typed = [str(value) for (value,) in read_rows(default / "Web Data", "SELECT value FROM autofill")]
    cookies = default / "Network" / "Cookies"
    cookies = cookies if cookies.exists() else default / "Cookies"
    found.cookies = [str(host) for (host,) in read_rows(cookies, "SELECT host_key FROM cookies")]
    names = [path.name for path in downloads_beside(found.folder).iterdir()]
    sources = "SELECT tab_url FROM downloads UNION SELECT url FROM downloads_url_chains"
    found.taken = [(name, "") for name in names]
    found.taken += [("", str(url)) for (url,) in read_rows(default / "History", sources)]
    icons = "SELECT page_url FROM icon_mapping"
    found.icons = [str(url) for (url,) in read_rows(default / "Favicons", icons)]


def _read_firefox(found: Findings) -> None:
    places = "SELECT url, coalesce(title, ''), visit_count FROM moz_places"
    found.history = [
        (str(url), str(title), int(visits))
        for url, title, visits in read_rows(found.folder / "places.sqlite", places)
    ]
    typed = "SELECT value FROM moz_formhistory"
    found.typed = [str(value) for (value,) in read_rows(found.folder / "formhistory.sqlite", typed)]
    cookies = "SELECT host FROM moz_cookies"
    found.cookies = [str(host) for (host,) in read_rows(found.folder / "cookies.sqlite", cookies)]
    found.taken = [(path.name, "") for path in downloads_beside(found.folder).iterdir()]
    icons = "SELECT page_url FROM moz_pages_w_icons"
    found.icons = [str(url) for (url,) in read_rows(found.folder / "favicons.sqlite", icons)]


def read_rows(path: Path, query: str) -> list[tuple]:
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute(query).fetchall()


# --- what must not be there -------------------------------------------------------------------------------


def _own(found: Findings) -> list[tuple[str, str, int]]:
    return [row for row in found.history if row[0].startswith(found.site)]


def _listed(notes: dict[str, object], name: str) -> list[object]:
    return list(notes.get(name, []))


def rows_of_history(found: Findings) -> list[str]:
    """One address for each by which a visit began, visited once for each time that somebody came."""
    own = _own(found)
    visits = sum(count for _, _, count in own)
    came = int(str(found.notes.get("came", 1)))
    began = int(str(found.notes.get("addresses", 1)))
    wrong = [] if len(own) == began else [f"{len(own)} addresses in the history: {[row[0] for row in own]}"]
    return wrong + ([] if visits <= came else [f"{visits} visits in the history, and {came} were made"])


def titles(found: Findings) -> list[str]:
    """Titles say nothing. Chromium gives a page that was replaced the title of what replaced it."""
    bland = re.compile(r"Information( – part \d+ of \d+)?|Elsewhere|")
    return [f"a title tells: {title}" for _, title, _ in _own(found) if not bland.fullmatch(title)]


def addresses(found: Findings) -> list[str]:
    """Addresses say nothing: a language, and a code at most."""
    bland = re.compile(r"(/[a-z]{2,3}(/[a-z0-9]{2,4})?)?/?")
    parts = [urlsplit(url) for url, _, _ in _own(found)]
    return [
        f"an address tells: {each.path}"
        for each in parts
        if not bland.fullmatch(each.path) or each.query or each.fragment
    ]


def texts(found: Findings) -> list[str]:
    """What was read, shown or typed stands in no file of the profile."""
    return [f"{marker!r} is in {files}" for marker, files in found.kept.items() if files]


def typed_texts(found: Findings) -> list[str]:
    """Nothing that was typed is offered again."""
    return [f"kept to fill forms: {value}" for value in found.typed]


def cookies(found: Findings) -> list[str]:
    return [f"a cookie of {host}" for host in found.cookies if host in found.site]


def icons(found: Findings) -> list[str]:
    return [f"an icon for {url}" for url in found.icons if url.startswith(found.site)]


def downloads(found: Findings) -> list[str]:
    """What was taken away has a name that says nothing, from an address that says nothing."""
    name = re.compile(r"|notes\.(txt|age)")
    bland = re.compile(r"|(blob:)?https?://[^/]+(/[a-z]{2,3}/[a-z0-9]{2,4}|/[0-9a-f-]{36})")
    wrong = [f"a file's name tells: {each}" for each, _ in found.taken if not name.fullmatch(each)]
    return wrong + [f"a file came from {each}" for _, each in found.taken if not bland.fullmatch(each)]


def stores(found: Findings) -> list[str]:
    """No storage of any kind was in use while the visit lasted."""
    counts = found.notes.get("stores")
    return [] if counts == [0] * 6 else [f"the browser's stores held {counts}"]


def ways_back(found: Findings) -> list[str]:
    """Back, Forward and reload after leaving showed nothing of ours."""
    seen = [str(each) for each in _listed(found.notes, "after")]
    return [f"after leaving: {text[:60]!r}" for text in seen if OURS in text]


def referers(found: Findings) -> list[str]:
    return [f"another site was told {each}" for each in found.told]


def outside(found: Findings) -> list[str]:
    """The visit asked no other site for anything but the page that it left to."""
    allowed = {NEUTRAL, *_listed(found.notes, "elsewhere")}
    return [f"asked for {each}" for each in found.asked if each not in allowed]


# What remains, and the table in docs/threats.md says so: files in which the site's bare address may stand.
REMAINS = {
    "chromium": r"Default/(History|Preferences|Top Sites|Favicons|Shortcuts|Network Action Predictor"
    r"|Sessions/.*|Network/.*|Session Storage/.*|shared_proto_db/.*|Site Characteristics Database/.*"
    r"|DIPS.*|optimization_guide.*)|segmentation_platform/ukm_db.*",
    "firefox": r"places\.sqlite.*|permissions\.sqlite|favicons\.sqlite.*|SiteSecurityServiceState.*"
    r"|sessionstore.*|sessionCheckpoints.*|prefs\.js|storage\.sqlite|bounce-tracking-protection\.sqlite.*",
}


def remains(found: Findings) -> list[str]:
    """The address itself stands only where the page about threats says that it does."""
    files = files_holding(found.folder, urlsplit(found.site).netloc)
    return [f"the address is in {each}" for each in files if not re.fullmatch(REMAINS[found.browser], each)]


CHECKS = (
    rows_of_history, titles, addresses, texts, typed_texts, cookies, icons, stores, ways_back, referers,
    outside, remains, downloads,
)  # fmt: skip


# --- when the power goes ----------------------------------------------------------------------------------


Known = tuple[str, str]


def restored_after_crash(
    browser: str, folder: Path, tour: Tour, *, web: Server, rig: Playwright, known: Known | None = None
) -> list[str]:
    """Kill the browser at the end of the tour, start it again as a person would, and read what comes back.

    For a control, `known` says what its files will hold by then, and what will come back: both are waited
    for. Where nothing may be kept there is nothing to wait for but time.
    """
    crash = _crash_chromium if browser == "chromium" else _crash_firefox
    return crash(folder, tour, web, rig, known)


def _let_it_write(folder: Path, known: Known | None) -> None:
    if known:
        until(lambda: files_holding(folder, known[0]), "its files to be written")
    else:
        time.sleep(4)  # it writes its sessions every few seconds


def _let_it_come_back(look: Callable[[], list[str]], known: Known | None) -> list[str]:
    seen: list[str] = []

    def looked() -> bool:
        seen[:] = look()
        return any(known[1] in text for text in seen) if known else True

    if not known:
        time.sleep(2)
    until(looked, "what was there before")
    return seen


def _crash_chromium(folder: Path, tour: Tour, web: Server, rig: Playwright, known: Known | None) -> list[str]:
    start_chromium(rig, folder, web).close()  # a profile that is new would not come back at all
    context = start_chromium(rig, folder, web)
    tour(ChromiumVisit(context.pages[0]))
    _let_it_write(folder, known)
    for process in _processes_of(folder):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    with suppress(Error):
        context.close()
    for lock in folder.glob("Singleton*"):
        lock.unlink(missing_ok=True)
    context = start_chromium(rig, folder, web, "--restore-last-session")
    seen = _let_it_come_back(lambda: [ChromiumVisit(page).text for page in context.pages], known)
    context.close()
    return seen


def _processes_of(folder: Path) -> list[int]:
    """The browser's own process over this profile, and nobody else's."""
    wanted = f"--user-data-dir={folder}".encode()
    return [
        int(each.parent.name)
        for each in Path("/proc").glob("[0-9]*/cmdline")
        if wanted in _command(each) and b"--type=" not in _command(each)
    ]


def _command(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _crash_firefox(folder: Path, tour: Tour, web: Server, _rig: Playwright, known: Known | None) -> list[str]:
    with firefox(folder, web=web.port) as fox:
        tour(FirefoxVisit(fox))
        _let_it_write(folder, known)
        fox.kill()
    with firefox(folder, web=web.port) as fox:

        def windows() -> list[str]:
            seen = []
            for window in fox.session.window_handles:
                fox.session.switch_to_window(window)
                seen.append(fox.text)
            return seen

        seen = _let_it_come_back(windows, known)
        fox.quit()
    return seen
