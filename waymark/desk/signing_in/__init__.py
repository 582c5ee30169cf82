"""The door of the desk: passphrase, second factor, idle lock, sign-out, and what is kept when a session
locks.
"""
