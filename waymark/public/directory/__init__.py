"""Useful organisations: one page, sorted and searched in the browser, or by POST where there is no script.

Where somebody is and what they look for is never in an address, never stored and never logged.
"""
