"""The words of people in a case."""

from enum import StrEnum

from waymark.audit.terms import Tag


class Part(StrEnum):
    """What somebody is in a case."""

    PERSON = "person"
    SENDER = "sender"


class PeopleTag(Tag):
    ADDED = "people:person:added"
    WISHES_REPLACED = "people:wishes:replaced"
