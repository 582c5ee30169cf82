"""Registers the rooms of the public face that have templates; holds nothing else."""

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "waymark.public.guidance"
    label = "guidance"


class ContactPagesConfig(AppConfig):
    name = "waymark.public.contact"
    label = "contact_pages"


class PlannerPagesConfig(AppConfig):
    name = "waymark.public.planner"
    label = "planner_pages"


class SignsConfig(AppConfig):
    name = "waymark.public.signs"
    label = "signs"


class DirectoryPagesConfig(AppConfig):
    name = "waymark.public.directory"
    label = "directory_pages"


class MailboxPagesConfig(AppConfig):
    name = "waymark.public.mailbox"
    label = "mailbox_pages"
