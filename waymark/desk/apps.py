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
