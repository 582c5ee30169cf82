"""Presses the packs and collects the desk's files in the data folder that the environment names.

A step of `tools.building`, in a process of its own: nothing of ours may be imported before the settings.
"""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.desk.settings"
os.environ["WAYMARK_DESK_ORIGIN"] = "http://localhost:8001"

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - as above

from waymark.config.verbs.packs import lay_shipped_packs  # noqa: E402 - as above
from waymark.config.verbs.stores import migrate_all  # noqa: E402 - as above

if __name__ == "__main__":
    migrate_all()
    call_command("collectstatic", interactive=False, verbosity=0)
    lay_shipped_packs()
