"""The staff face: screens that compose rooms.
Every view names its posture; the keyring is made here and handed down.
"""
