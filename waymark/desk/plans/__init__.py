"""Hand-overs: what somebody chose to show of their notes, read, kept in a case, answered."""
