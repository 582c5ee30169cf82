"""Stock Firefox ESR with a fresh profile, driven by Marionette; afterwards its profile is read from disk.

The profile folder outlives the browser, so that a test can look at what a visit left behind.
"""

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

with warnings.catch_warnings():  # what the driver imports warns of its own old ways
    warnings.simplefilter("ignore", DeprecationWarning)
    from marionette_driver.by import By
    from marionette_driver.keys import Keys
    from marionette_driver.marionette import Marionette, WebElement

from tests.living import contents, free_port
from tools.tied import tied

BINARY = "firefox-esr"
SHIFT: str = Keys.SHIFT
# Quiet while testing; nothing here changes what a visit leaves in the profile.
PREFERENCES: dict[str, bool | int | str] = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.sessionstore.interval": 1000,
    "browser.sessionstore.resume_from_crash": True,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.systemAddon.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#none",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.download.folderList": 2,
    "browser.download.alwaysOpenPanel": False,
}


class Firefox:
    """A visit in Firefox: go to pages, click, type, press keys; `quit`, then read the profile."""

    def __init__(self, profile: Path, process: subprocess.Popen[bytes], session: Marionette) -> None:
        self.profile = profile
        self.process = process
        self.session = session
        self.downloads = downloads_beside(profile)

    def visit(self, address: str) -> None:
        self.session.navigate(address)

    @property
    def address(self) -> str:
        return str(self.session.get_url())

    @property
    def title(self) -> str:
        return str(self.session.title)

    @property
    def text(self) -> str:
        return str(self.session.execute_script("return document.body ? document.body.innerText : ''"))

    def find(self, css: str) -> WebElement:
        return self.session.find_element(By.CSS_SELECTOR, css)

    def click(self, css: str) -> None:
        self.find(css).click()

    def type(self, css: str, text: str) -> None:
        self.find(css).send_keys(text)

    def press(self, *keys: str) -> None:
        self.find("body").send_keys(*keys)

    def back(self) -> None:
        self.session.go_back()

    def script(self, source: str) -> object:
        return self.session.execute_script(source)

    def quit(self) -> None:
        """Close as a person would, so that Firefox writes its databases."""
        if self.process.poll() is None:
            # Marionette's own quit() refuses a browser that it did not start itself.
            self.session._send_message("Marionette:Quit", {"flags": ["eAttemptQuit"]})
            self.process.wait(timeout=30)

    def kill(self) -> None:
        """Take the power away."""
        self.process.kill()
        self.process.wait(timeout=30)

    def history(self) -> list[tuple[str, str]]:
        """Address and title of every page that the profile remembers. Only after `quit`."""
        rows = self._rows("places.sqlite", "SELECT url, coalesce(title, '') FROM moz_places")
        return [(str(url), str(title)) for url, title in rows]

    def cookies(self) -> list[str]:
        """Hosts that left a cookie. Only after `quit`."""
        return [str(host) for (host,) in self._rows("cookies.sqlite", "SELECT host FROM moz_cookies")]

    def typed(self) -> list[str]:
        """Values that Firefox keeps to fill forms. Only after `quit`."""
        return [
            str(value) for (value,) in self._rows("formhistory.sqlite", "SELECT value FROM moz_formhistory")
        ]

    def _rows(self, name: str, query: str) -> list[tuple[object, ...]]:
        path = self.profile / name
        if not path.exists():
            return []
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()


def downloads_beside(profile: Path) -> Path:
    """Where files go that are taken from a page: beside the profile, never in it."""
    folder = profile.parent / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def files_holding(folder: Path, marker: str) -> list[str]:
    """Names of the files under a profile that hold a marker, in UTF-8 or UTF-16."""
    return files_holding_each(folder, [marker])[marker]


def files_holding_each(folder: Path, markers: Iterable[str]) -> dict[str, list[str]]:
    """The same for many markers, over one reading."""
    files = contents(folder)
    return {
        marker: sorted(
            str(path.relative_to(folder))
            for path, held in files.items()
            if marker.encode() in held or marker.encode("utf-16-le") in held
        )
        for marker in markers
    }


@contextmanager
def firefox(
    profile: Path, *, scripts: bool = True, web: int = 0, more: dict[str, bool | int | str] | None = None
) -> Iterator[Firefox]:
    """A running Firefox with this profile folder; killed at the end if it still runs.

    With `web`, every other host answers at that https port of this machine. `more`: preferences of a test.
    """
    binary = shutil.which(BINARY)
    if binary is None:
        raise RuntimeError(f"{BINARY} is not installed: ./do test installs it when run as root")
    port = free_port()
    preferences = {
        **PREFERENCES,
        "marionette.port": port,
        "javascript.enabled": scripts,
        "browser.download.dir": str(downloads_beside(profile)),
        **(more or {}),
    }
    if web:
        preferences |= {"network.dns.forceResolve": "127.0.0.1", "network.socket.forcePort": f"443={web}"}
    _write_preferences(profile, preferences)
    environment = {**os.environ, "HOME": str(profile), "MOZ_HEADLESS": "1", "MOZ_CRASHREPORTER_DISABLE": "1"}
    process = subprocess.Popen(
        tied(
            binary,
            "--headless",
            "--marionette",
            "--remote-allow-system-access",
            "--no-remote",
            "--profile",
            profile,
        ),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port, process)
        session = Marionette(host="127.0.0.1", port=port)
        session.start_session({"acceptInsecureCerts": True} if web else None)
        yield Firefox(profile, process, session)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(timeout=30)


def _write_preferences(profile: Path, preferences: dict[str, bool | int | str]) -> None:
    profile.mkdir(parents=True, exist_ok=True)
    lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in preferences.items()]
    (profile / "user.js").write_text("\n".join(lines) + "\n", "utf-8")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("Firefox ended before it could be driven")
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("Firefox did not answer within a minute")
