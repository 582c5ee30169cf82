"""What starting a case records."""

from waymark.audit.terms import Tag


class StartingTag(Tag):
    STARTED = "starting:case:started"
