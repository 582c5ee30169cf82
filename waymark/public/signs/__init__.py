"""Signs: a quiet list to tick, and what may help. It keeps nothing and counts nothing."""
