"""The inbox: what has arrived and waits, who has it, and what must not be overlooked."""
