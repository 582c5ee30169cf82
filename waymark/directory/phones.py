"""Phone numbers as people write them: read, refused when they are none, and shown in one way."""

import re
from typing import Final

import phonenumbers
from phonenumbers import shortnumberinfo

from waymark.directory.terms import NumberKind
from waymark.records.refusal import Refused

REGION: Final = "GB"
RELAY_PREFIX: Final = "18001"
_SEND: Final = re.compile(r"^(?P<number>[0-9 ]+?)\s*\((?:text|with|type)\s+(?P<send>[A-Za-z0-9 ]{1,40})\)$")
_DIGITS: Final = re.compile(r"\+?[0-9\s().-]{3,24}")


def read_number(typed: str) -> tuple[str, str]:
    """What to dial or to text, and the word that a text must hold. Raises Refused for what is no number."""
    typed = typed.strip()
    found = _SEND.fullmatch(typed)
    number, send = (found["number"], found["send"]) if found else (typed, "")
    if not _DIGITS.fullmatch(number):
        raise _no_number(typed)
    digits = re.sub(r"[^\d+]", "", number)
    own = digits.removeprefix(RELAY_PREFIX) if digits != RELAY_PREFIX else digits
    if own != digits:
        return f"{RELAY_PREFIX} {_plain(own, typed)}", send
    return _plain(digits, typed), send


def show_number(number: str) -> str:
    """The number in the groups in which people say it."""
    if number.startswith(f"{RELAY_PREFIX} "):
        return f"{RELAY_PREFIX} {show_number(number.removeprefix(f'{RELAY_PREFIX} '))}"
    try:
        read = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_valid_number(read):
        return "116 123" if number == "116123" else number
    home = phonenumbers.region_code_for_number(read) == REGION
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(read, style)


def international(number: str) -> str:
    """The number as other systems dial it; a short number stays as it is."""
    try:
        read = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_valid_number(read):
        return number
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def is_free_to_call(number: str) -> bool:
    """Whether the numbering plan makes a call free, as phonenumbers knows it: 999, 116, 0800, 0808."""
    try:
        read = phonenumbers.parse(number, REGION)
    except phonenumbers.NumberParseException:
        return False
    cost = shortnumberinfo.expected_cost_for_region(read, REGION)
    kind = phonenumbers.number_type(read)
    return cost == shortnumberinfo.ShortNumberCost.TOLL_FREE or kind == phonenumbers.PhoneNumberType.TOLL_FREE


def kind_of(number: str, *, is_text: bool) -> NumberKind:
    """What a number is for: 18000 and 18001 lead to the relay, whichever box they were typed into."""
    if number == "18000" or number.startswith(RELAY_PREFIX):
        return NumberKind.RELAY
    return NumberKind.TEXT if is_text else NumberKind.CALL


def _plain(digits: str, typed: str) -> str:
    try:
        read = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        raise _no_number(typed) from None
    if shortnumberinfo.is_valid_short_number_for_region(read, REGION):
        return digits
    if not phonenumbers.is_valid_number(read):
        raise _no_number(typed)
    if read.country_code == phonenumbers.country_code_for_region(REGION):
        return phonenumbers.national_significant_number(read).join(("0", ""))
    return phonenumbers.format_number(read, phonenumbers.PhoneNumberFormat.E164)


def _no_number(typed: str) -> Refused:
    return Refused(f"“{typed[:40]}” is not a phone number that works here.", field="numbers")
