"""What happened, by whom, about what: append-only hash chains that never hold what was said."""
