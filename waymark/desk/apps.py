"""The desk's folders that have templates and files of their own, as Django sees them."""

from django.apps import AppConfig


class SigningInConfig(AppConfig):
    name = "waymark.desk.signing_in"
    label = "desk_signing_in"


class EnrollingConfig(AppConfig):
    name = "waymark.desk.enrolling"
    label = "desk_enrolling"


class TeamConfig(AppConfig):
    name = "waymark.desk.team"
    label = "desk_team"


class ContactConfig(AppConfig):
    name = "waymark.desk.contact"
    label = "desk_contact"


class InboxConfig(AppConfig):
    name = "waymark.desk.inbox"
    label = "desk_inbox"


class CasesConfig(AppConfig):
    name = "waymark.desk.cases"
    label = "desk_cases"


class DirectoryConfig(AppConfig):
    name = "waymark.desk.directory"
    label = "desk_directory"


class FrameConfig(AppConfig):
    name = "waymark.desk.frame"
    label = "desk_frame"


class HomeConfig(AppConfig):
    name = "waymark.desk.home"
    label = "desk_home"


class EditingConfig(AppConfig):
    name = "waymark.desk.editing"
    label = "desk_editing"


class AuditConfig(AppConfig):
    name = "waymark.desk.audit"
    label = "desk_audit"


class KeepingConfig(AppConfig):
    name = "waymark.desk.keeping"
    label = "desk_keeping"


class PlansConfig(AppConfig):
    name = "waymark.desk.plans"
    label = "desk_plans"
