"""Closing a case safely, and reopening it: what is still open is said first; why it ended stays sealed."""
