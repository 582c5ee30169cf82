"""Signed: pages in British Sign Language, as films that the service puts into a folder of its data."""
