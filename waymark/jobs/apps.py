"""The room of jobs, as Django sees it. The public face does not install it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "waymark.jobs"
    label = "jobs"
