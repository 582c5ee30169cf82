"""The one registry of labels that go into associated data and signatures.

A label is part of every stored byte sealed under it: it may be added, never changed, reused or removed.
tests/sealing/test_labels.py freezes the list.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of record a sealed value belongs to. A label, never a Python or table name."""

    CASE = "case"
    MAILBOX = "mailbox"
    VAULT = "vault"
    ARRIVAL = "arrival"
    MESSAGE = "message"
    STAFF_SECRET = "staff-secret"  # noqa: S105 - a label, no password
    MEMBER = "member"
    TEAM = "team"
    GRANT = "grant"
    SESSION = "session"
    FORM_TOKEN = "form-token"  # noqa: S105 - a label, no password
    SITTING = "sitting"
    ATTACHMENT = "attachment"
    SAFE_COPY = "safe-copy"
    LOG_ENTRY = "log-entry"
    WISHES = "wishes"
    RISK = "risk"
    WALL = "wall"
    TASK = "task"
    PERSON = "person"
    RECOVERY = "recovery"
    OUTBOX = "outbox"
    STATISTICS = "statistics"
    MATCHING = "matching"
    AUDIT_REASON = "audit-reason"
    DRAFT = "draft"
    SECOND_FACTOR = "second-factor"
    RECOVERY_CODES = "recovery-codes"
    PASSKEY = "passkey"
    ENROLMENT = "enrolment"
    HAND_OVER = "hand-over"
    SERVICE_KEY = "service-key"
    SEARCH_KEY = "search-key"
    TIE = "tie"
    PLAN_VERSION = "plan-version"
    HOLD = "hold"
    FORM = "form"


class Field(StrEnum):
    """Which sealed value of the record."""

    SECRET = "secret"  # noqa: S105 - a label, no password
    IDENTITY = "identity"
    CONTENT = "content"
    BODY = "body"
    NOTE = "note"
    NAME = "name"
    REASON = "reason"
    WISHES = "wishes"
    BACK_LINK = "back-link"
    HALF = "half"
    KEY = "key"
    SHRED = "shred"
    WRAP = "wrap"
    ANSWERS = "answers"
    SEED = "seed"
    SIGHTING = "sighting"
    TEXT = "text"
    FILE = "file"
    FACTS = "facts"
    ITEM = "item"
    CODES = "codes"
    STATE = "state"
    FIRST_PAIR = "pair-1"
    SECOND_PAIR = "pair-2"
    THIRD_PAIR = "pair-3"


class Signed(StrEnum):
    """What a signature vouches for, so that one signed thing never passes for another."""

    KEY = "key"
    REPLY = "reply"
    ANCHOR = "anchor"
    RECORD = "record"
    NAMED = "named"


class HolderKind(StrEnum):
    """Who can hold the secret half of a pair to which keys are granted."""

    PERSON = "person"
    TEAM = "team"
    INTAKE = "intake"
    MATCHING = "matching"
    STATISTICS = "statistics"
    RECOVERY = "recovery"
    OUTBOX = "outbox"
