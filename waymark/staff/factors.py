"""Second factors as pure functions: codes that change every 30 seconds, and recovery codes that work once.

What is stored is a keyed hash or sealed under the person's own key; a used code leaves a mark and never
works again.
"""

from datetime import datetime
from secrets import choice
from uuid import UUID

import pyotp

from waymark.sealing.hashing import H
from waymark.sealing.keys import IslandKey, SecretKey
from waymark.sealing.labels import Field, Kind
from waymark.sealing.places import Place

STEP_SECONDS = 30
STEPS_EITHER_SIDE = 1
RECOVERY_CODES = 10
# No vowels and no look-alikes: nothing spells a word, nothing is misread.
LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def own_key(secret: SecretKey) -> IslandKey:
    """The symmetric key for what only this person unseals: H(secret, "waymark-own-v1", "", 32)."""
    return IslandKey(H(secret.raw, "waymark-own-v1", b"", 32))


def factor_place(kind: Kind, row_id: UUID) -> Place:
    """Where a second factor's secret is sealed."""
    return Place(kind, row_id, Field.SECRET)


def draw_code_secret() -> str:
    """A fresh secret for an authenticator app: 160 bits in base32."""
    return pyotp.random_base32()


def code_address(code_secret: str, name: str) -> str:
    """What the enrolment picture holds. The issuer says nothing about the service."""
    return pyotp.TOTP(code_secret).provisioning_uri(name=name, issuer_name="Desk")


def code_at(code_secret: str, at: datetime) -> str:
    """The six digits that an authenticator app shows at this time."""
    return pyotp.TOTP(code_secret).at(at)


def matching_step(code_secret: str, typed: str, at: datetime) -> int | None:
    """The 30-second step whose code was typed, one step either side of now; None when none fits."""
    digits = "".join(letter for letter in typed if letter.isdigit())
    totp = pyotp.TOTP(code_secret)
    now = int(at.timestamp()) // STEP_SECONDS
    found = None
    for step in range(now - STEPS_EITHER_SIDE, now + STEPS_EITHER_SIDE + 1):
        if pyotp.utils.strings_equal(totp.generate_otp(step), digits):
            found = step
    return found


def used_step_tag(secret: SecretKey, step: int) -> bytes:
    """The mark that a used code leaves; only its owner's secret can make it, so it tells no time."""
    return H(secret.raw, "waymark-usedcode", step.to_bytes(8, "big"), 16)


def draw_recovery_codes() -> list[str]:
    """Ten codes of ten letters, about 47 bits each."""
    return [_draw_code() for _ in range(RECOVERY_CODES)]


def fold_recovery_code(typed: str) -> str:
    """A recovery code as it was drawn, however it was typed."""
    return "".join(letter for letter in typed.lower() if letter in LETTERS)


def recovery_code_tag(secret: SecretKey, code: str) -> bytes:
    """What is stored for a recovery code: keyed by its owner's secret, so the row alone cannot be
    guessed at.
    """
    return H(secret.raw, "waymark-reccode1", fold_recovery_code(code).encode("ascii"), 16)


def _draw_code() -> str:
    letters = "".join(choice(LETTERS) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"
