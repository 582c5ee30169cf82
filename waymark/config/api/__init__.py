"""The machine face: what it installs, which addresses it answers."""
