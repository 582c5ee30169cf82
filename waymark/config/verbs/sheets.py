"""Sheets to be printed and handed over: one file each that only its owner can read, never overwritten."""

import os
from collections.abc import Sequence
from pathlib import Path

from waymark.records.refusal import Refused
from waymark.sealing.recovery import Sheet
from waymark.staff.parts import SignInSheet


def write_all(folder: Path, sign_in: SignInSheet, sheets: Sequence[Sheet]) -> list[Path]:
    """How one member signs in, and one file for each holder of recovery: all four, or none.

    Any two of the three recover the service; one alone opens nothing.
    """
    written: list[Path] = []
    try:
        written.append(write_sign_in_sheet(folder, sign_in))
        for number, sheet in enumerate(sheets, 1):
            written.append(_write(folder / f"recovery-{number}.txt", _recovery_text(number, sheet)))
    except (OSError, Refused):
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return written


def write_sign_in_sheet(folder: Path, sheet: SignInSheet) -> Path:
    """How one member signs in."""
    codes = "\n".join(f"  {code}" for code in sheet.recovery_codes)
    text = (
        f"Sign-in name: {sheet.member.name}\n"
        f"Passphrase: {sheet.passphrase}\n"
        f"Secret for the authenticator app: {sheet.code_secret}\n"
        f"Recovery codes, each for one use:\n{codes}\n\n"
        "Put the secret into the app, keep the codes on paper, learn the passphrase, destroy this file.\n"
    )
    return _write(folder / f"sign-in-{sheet.member.name}.txt", text)


def _recovery_text(number: int, sheet: Sheet) -> str:
    return (
        f"Recovery sheet {number} of 3\n\n"
        f"Words:\n{_in_lines(sheet.spelled)}\n\n"
        f"The same as numbers:\n{_in_lines(sheet.digits)}\n\n"
        "Any two of the three sheets let a manager in again: `waymark recover`. One alone opens nothing.\n"
        "Print it, give it to one holder, then destroy this file.\n"
    )


def _in_lines(parts: Sequence[str]) -> str:
    return "\n".join("  " + " ".join(parts[start : start + 7]) for start in range(0, len(parts), 7))


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already. Move it away first, or name another folder.") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    _keep_name(path.parent)
    return path


def _keep_name(folder: Path) -> None:
    """A power cut must not take the name of a file away: what the sheet replaces is void a moment later."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
