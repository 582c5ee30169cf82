"""The editors' room for organisations: what waits, what to ask when ringing, still right or not."""
