"""The register: names every concern's models for Django. Nobody else imports it."""

from waymark.cases.file.models import Case, CaseMailbox
from waymark.cases.keeping.models import Hold, Listing
from waymark.cases.log.models import Entry
from waymark.cases.people.models import Person
from waymark.cases.plan.models import PlanVersion
from waymark.cases.tasks.models import Task

__all__ = ["Case", "CaseMailbox", "Entry", "Hold", "Listing", "Person", "PlanVersion", "Task"]
