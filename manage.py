#!/usr/bin/env python
"""Django's command line with every room installed; `waymark` is the command for running a service."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "waymark.config.testing")
    execute_from_command_line(sys.argv)
