"""The age bundle is what its record says, and what its packages give when it is built anew."""

import hashlib
import json
import shutil

import pytest

from tests.planner.rebuild import (
    BUNDLE,
    LICENCES,
    RECORD,
    VENDOR,
    CannotRebuild,
    NotAsRecorded,
    build,
    record,
)


def test_the_bundle_is_the_recorded_bytes():
    written = json.loads((VENDOR / RECORD).read_text("utf-8"))
    assert hashlib.sha256((VENDOR / BUNDLE).read_bytes()).hexdigest() == written["sha256"]
    assert {path.name for path in VENDOR.iterdir()} == {BUNDLE, RECORD, LICENCES}


def test_every_package_in_it_has_its_version_integrity_and_licence():
    licences = (VENDOR / LICENCES).read_text("utf-8")
    for name, entry in record().items():
        assert entry["version"]
        assert entry["integrity"].startswith("sha512-")
        assert name == "@esbuild/linux-x64" or f"{name} {entry['version']} ({entry['licence']})" in licences


@pytest.mark.slow
@pytest.mark.once
def test_the_bundle_is_what_its_packages_build(tmp_path):
    if shutil.which("npm") is None:
        pytest.skip(
            "THE BUNDLE WAS NOT REBUILT: npm is missing. Its recorded hash was compared all the same."
        )
    try:
        built = build(record(), tmp_path)
    except CannotRebuild as why:
        pytest.skip(f"THE BUNDLE WAS NOT REBUILT: {why}. Its recorded hash was compared all the same.")
    assert built == (VENDOR / BUNDLE).read_bytes()


def test_a_package_with_other_bytes_is_refused(tmp_path, monkeypatch):
    class Done:
        stdout = "package.tgz\n"

    (tmp_path / "package.tgz").write_bytes(b"something else")
    monkeypatch.setattr("tests.planner.rebuild.subprocess.run", lambda *_a, **_k: Done())
    with pytest.raises(NotAsRecorded):
        build(record(), tmp_path)
