"""Sealed two-way messages that six words open. Nothing stored here says whose they are or what they say."""
