"""Useful organisations: services, their numbers, hours and areas, kept true by named people.

Public by design once published. A refuge never has an address here, in no form.
"""
