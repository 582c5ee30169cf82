"""Builds the vendored age bundle anew from its npm packages, each checked against its recorded integrity.

By hand, when a version changes: `python tests/planner/rebuild.py` writes the bundle, its record and licences.
A test builds it too and compares. age's post-quantum recipients and P-256 tags are left out: we use neither,
older `age` programs open neither, and they are half of the bytes.
"""

import base64
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "waymark" / "public" / "planner" / "vendor"
BUNDLE, RECORD, LICENCES = "age.js", "vendored.json", "age.LICENCES.txt"
ENTRY = """
export { Encrypter, Decrypter, identityToRecipient } from "age-encryption";
export { scryptAsync as scrypt } from "@noble/hashes/scrypt.js";
export { hmac } from "@noble/hashes/hmac.js";
export { sha256 } from "@noble/hashes/sha2.js";
export { bech32 } from "@scure/base";
"""
LEFT_OUT = {
    "@noble/post-quantum/hybrid.js": "export const MLKEM768P256 = {}, MLKEM768X25519 = {};\n",
    "@noble/curves/nist.js": "export const p256 = {};\n",
}
OPTIONS = ("--bundle", "--minify", "--format=iife", "--global-name=age", "--target=es2020")
BUILDER = "@esbuild/linux-x64"


class CannotRebuild(Exception):
    """The packages cannot be had here and now. Says nothing about the bundle."""


class NotAsRecorded(Exception):
    """A package is not the one that was recorded."""


def record() -> dict[str, dict[str, str]]:
    return json.loads((VENDOR / RECORD).read_text("utf-8"))["packages"]


def build(packages: dict[str, dict[str, str]], folder: Path) -> bytes:
    """The bundle, made in this folder. Raises CannotRebuild or NotAsRecorded."""
    for name, entry in packages.items():
        _fetch(name, entry, folder)
    (folder / "entry.js").write_text(ENTRY)
    aliases = []
    for number, (module, instead) in enumerate(LEFT_OUT.items()):
        (folder / f"left-out-{number}.js").write_text(instead)
        aliases.append(f"--alias:{module}=./left-out-{number}.js")
    esbuild = folder / "node_modules" / BUILDER / "bin" / "esbuild"
    esbuild.chmod(0o755)
    command = [str(esbuild), "entry.js", *OPTIONS, "--legal-comments=none", *aliases, "--outfile=age.js"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return (folder / "age.js").read_bytes()


def _fetch(name: str, entry: dict[str, str], folder: Path) -> None:
    wanted = f"{name}@{entry['version']}"
    try:
        packing = ["npm", "pack", "--silent", "--fetch-retries=1", "--fetch-timeout=20000", wanted]
        done = subprocess.run(packing, cwd=folder, check=True, capture_output=True, text=True, timeout=120)
    except (OSError, subprocess.SubprocessError) as fault:
        raise CannotRebuild(f"{wanted}: {type(fault).__name__}") from None
    packed = folder / done.stdout.strip().splitlines()[-1]
    integrity = "sha512-" + base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if entry.setdefault("integrity", integrity) != integrity:
        raise NotAsRecorded(wanted)
    unpacked = folder / "node_modules" / name
    unpacked.mkdir(parents=True)
    with tarfile.open(packed) as archive:
        archive.extractall(unpacked.parent, filter="data")
    unpacked.rmdir()
    (unpacked.parent / "package").rename(unpacked)


def _licences(packages: dict[str, dict[str, str]], folder: Path) -> str:
    texts = []
    for name, entry in packages.items():
        if name != BUILDER:
            text = (folder / "node_modules" / name / "LICENSE").read_text("utf-8").strip()
            texts.append(f"{name} {entry['version']} ({entry['licence']})\n\n{text}\n")
    return f"\n{'-' * 78}\n\n".join(texts)


if __name__ == "__main__":
    known = record()
    with tempfile.TemporaryDirectory() as made:
        bundle = build(known, Path(made))
        licences = _licences(known, Path(made))
    (VENDOR / BUNDLE).write_bytes(bundle)
    (VENDOR / LICENCES).write_text(licences, "utf-8")
    written = {"bundle": BUNDLE, "sha256": hashlib.sha256(bundle).hexdigest(), "packages": known}
    (VENDOR / RECORD).write_text(json.dumps(written, indent=2) + "\n", "utf-8")
