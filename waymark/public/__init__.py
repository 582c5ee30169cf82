"""The public face: anybody, no cookie, no trace. One folder a room; composes the rooms below it."""
