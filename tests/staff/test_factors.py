"""Second factors as functions: what fits, what does not, and what a stored mark gives away."""

from datetime import UTC, datetime, timedelta

from waymark.sealing.keys import new_pair
from waymark.staff import factors

NOW = datetime(2026, 3, 5, 12, 0, 10, tzinfo=UTC)


def test_the_code_of_now_and_its_neighbours_fit():
    secret = factors.draw_code_secret()
    for seconds in (-30, 0, 30):
        code = factors.code_at(secret, NOW + timedelta(seconds=seconds))
        assert factors.matching_step(secret, code, NOW) is not None


def test_a_code_of_two_steps_ago_does_not_fit():
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    assert factors.matching_step(secret, factors.code_at(secret, NOW - timedelta(seconds=60)), NOW) is None


def test_a_code_may_be_typed_with_a_space():
    secret = factors.draw_code_secret()
    code = factors.code_at(secret, NOW)
    assert factors.matching_step(secret, f"{code[:3]} {code[3:]}", NOW) is not None


def test_the_mark_of_a_used_code_differs_from_person_to_person():
    one, other = new_pair(), new_pair()
    assert factors.used_step_tag(one, 7) == factors.used_step_tag(one, 7)
    assert factors.used_step_tag(one, 7) != factors.used_step_tag(other, 7)
    assert factors.used_step_tag(one, 7) != factors.used_step_tag(one, 8)


def test_a_recovery_code_is_read_however_it_is_typed():
    secret = new_pair()
    for code in factors.draw_recovery_codes():
        loose = f"  {code.upper().replace('-', ' ')} "
        assert factors.recovery_code_tag(secret, loose) == factors.recovery_code_tag(secret, code)


def test_ten_different_recovery_codes_are_drawn():
    codes = factors.draw_recovery_codes()
    assert len(set(codes)) == 10
    assert all(len(code) == 11 for code in codes)


def test_the_enrolment_picture_names_no_service():
    address = factors.code_address(factors.draw_code_secret(), "rowan")
    assert address.startswith("otpauth://totp/Desk:rowan?")
    assert "waymark" not in address.lower()
