"""Talk to someone."""
