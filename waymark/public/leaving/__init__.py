"""Leaving: the way out of the site that works without scripts."""
