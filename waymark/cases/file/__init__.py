"""The case itself: reference, stage, team, owner, and the keys of its island."""
