"""How it is safe to reach a person: wishes, checks, stops.

It never sends; it says whether sending is safe.
"""
