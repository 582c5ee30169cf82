"""What keeping somebody's own notes records."""

from waymark.audit.terms import Tag


class PlanTag(Tag):
    KEPT = "plan:version:kept"
    ANSWERED = "plan:version:answered"
