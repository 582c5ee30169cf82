"""What is vendored is what its packages shipped."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parent / "vendor"


def test_vendored_files_are_the_recorded_bytes() -> None:
    recorded = json.loads((VENDOR / "vendored.json").read_text("utf-8"))
    assert recorded
    for name, entry in recorded.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["licence"]


def test_no_vendored_file_is_unrecorded() -> None:
    recorded = set(json.loads((VENDOR / "vendored.json").read_text("utf-8")))
    assert {path.name for path in VENDOR.glob("*.js")} == recorded
