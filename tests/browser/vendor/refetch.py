"""Fetches each vendored file again from its npm package, checks the package's integrity, and writes the file.

Run by hand when a version changes: `python tests/browser/vendor/refetch.py`.
Tests only compare the recorded hash.
"""

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def refetch(name: str, entry: dict[str, str]) -> None:
    """Write one file from its package; SystemExit when the package is not the recorded one."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{entry['package']}@{entry['version']}"
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True)
        packed = next(Path(folder).glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if f"sha512-{digest}" != entry["package_integrity"]:
            raise SystemExit(f"{wanted} is not the package that was recorded")
        with tarfile.open(packed) as archive:
            member = archive.extractfile(entry["member"])
            if member is None:
                raise SystemExit(f"{wanted} holds no {entry['member']}")
            (HERE / name).write_bytes(member.read())


if __name__ == "__main__":
    for file, recorded in json.loads((HERE / "vendored.json").read_text("utf-8")).items():
        refetch(file, recorded)
