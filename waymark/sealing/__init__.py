"""How secrets are kept: pure functions over libsodium, bytes in and bytes out.

Nothing here reads a file, a clock, a database or a setting. One error leaves this room: `DoesNotUnseal`.
The byte formats are in docs/sealing-formats.md; tests/vectors/ pins them.
"""
