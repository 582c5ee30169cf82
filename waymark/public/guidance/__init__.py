"""Guidance: the pages that anybody may read."""
