"""Enrolling: a one-time link becomes a key pair, a second factor and recovery codes, all at once or not
at all.
"""

from django.utils import timezone

from waymark.audit.recording import record
from waymark.audit.terms import Chain
from waymark.records.refusal import Refused
from waymark.records.turns import atomic_turn
from waymark.staff.factors import draw_code_secret, matching_step
from waymark.staff.models import EnrolmentLink, Member
from waymark.staff.parts import (
    NewHalf,
    SignInSheet,
    forget_person,
    keep_sheet,
    prepare_half,
    tell_of_low_wall,
)
from waymark.staff.queries import link_for, teams_and_walls_of
from waymark.staff.terms import LinkPurpose, StaffTag, TeamKind

LINK_ENDED = "This link has been used or has run out. Ask whoever sent it for a new one."


def enrol(*, mark: bytes, passphrase: str, code_secret: str, typed_code: str) -> SignInSheet:
    """Use up the link with this mark: the person's pair, their authenticator app, their recovery codes.

    *Refuses* a wrong first code, and a link that was used or ran out.
    *Records* staff:member:enrolled.
    """
    if matching_step(code_secret, typed_code, timezone.now()) is None:
        raise Refused("That code does not fit. Wait for the next one and type it again.", field="code")
    link = link_for(mark)
    if link is None:
        raise Refused(LINK_ENDED)
    half = prepare_half(link.member_id, passphrase)
    return _enrol(mark, half, passphrase, code_secret)


@atomic_turn
def _enrol(mark: bytes, half: NewHalf, passphrase: str, code_secret: str) -> SignInSheet:
    link = link_for(mark)
    if link is None or not EnrolmentLink.objects.filter(pk=mark).delete()[0]:
        raise Refused(LINK_ENDED)
    member = link.member
    if link.purpose == LinkPurpose.READMIT:
        forget_person(member)
    sheet = keep_sheet(member, half, passphrase, code_secret)
    for wall in teams_and_walls_of(member).filter(kind=TeamKind.WALL):
        tell_of_low_wall(wall)
    note = {"purpose": LinkPurpose(link.purpose)}
    record(Chain.face("desk"), StaffTag.MEMBER_ENROLLED, by=member.id, about=member.id, note=note)
    return sheet


def enrol_at_once(*, member: Member, passphrase: str) -> SignInSheet:
    """Enrol an invited member without their own browser, for a demonstration.
    *Records* staff:member:enrolled.
    """
    return _enrol_at_once(member, passphrase, prepare_half(member.id, passphrase))


@atomic_turn
def _enrol_at_once(member: Member, passphrase: str, half: NewHalf) -> SignInSheet:
    EnrolmentLink.objects.filter(member=member).delete()
    sheet = keep_sheet(member, half, passphrase, draw_code_secret())
    record(Chain.face("desk"), StaffTag.DEMONSTRATOR_ENROLLED, by=member.id, about=member.id)
    return sheet
