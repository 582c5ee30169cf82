"""What staff do to accounts, sessions, teams and keys, one file a verb."""
