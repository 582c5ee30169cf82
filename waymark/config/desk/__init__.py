"""The desk process: what it installs, which addresses it answers."""
