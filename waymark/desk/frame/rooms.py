"""The rooms of the desk that a member may enter. Reads no database."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from waymark.staff.models import Member
from waymark.staff.rules import has_permission
from waymark.staff.terms import Permission

ROOMS = (
    ("Inbox", "desk:inbox-view", Permission.START_CASES, "i"),
    ("Handed over", "desk:plans-view", Permission.ANSWER_ARRIVALS, ""),
    ("Today", "desk:today-view", Permission.READ_CASES, "t"),
    ("Cases", "desk:cases-view", Permission.READ_CASES, "c"),
    ("Keeping", "desk:keeping-view", Permission.CLOSE_CASES, ""),
    ("Pages", "desk:pages-view", Permission.PUBLISH_PAGES, "p"),
    ("Organisations", "desk:directory-view", Permission.EDIT_PAGES, "o"),
    ("Colleagues", "desk:team-view", Permission.SEE_COLLEAGUES, ""),
    ("Record of deeds", "desk:audit-view", Permission.READ_AUDIT, ""),
    ("Your account", "desk:account-view", None, ""),
)


@dataclass(frozen=True, slots=True)
class RoomLink:
    """One entry of the bar."""

    name: str
    href: str
    here: bool
    shortcut: str


def rooms_for(member: Member, path: str) -> list[RoomLink]:
    """The rooms that this member may enter, and which of them this page is in."""
    found = []
    for name, view, permission, shortcut in ROOMS:
        if permission is not None and not has_permission(member, permission):
            continue
        try:
            href = reverse(view)
        except NoReverseMatch:
            continue
        found.append(RoomLink(name, href, path == href or path.startswith(f"{href}/"), shortcut))
    return found
