"""Waymark: the software of a victim-support service."""
