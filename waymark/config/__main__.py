"""`python -m waymark.config` is the `waymark` command, for a tree that is not installed."""

import sys

from waymark.config.command import main

sys.exit(main())
