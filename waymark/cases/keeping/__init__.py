"""How long a closed case is kept: listed before its time is over, held for a reason, then destroyed."""
