"""The room as Django sees it."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "waymark.mailbox"
    label = "mailbox"
