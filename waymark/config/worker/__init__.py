"""The worker process: what it installs, which addresses it answers."""
