"""The public process: what it installs, which addresses it answers."""
