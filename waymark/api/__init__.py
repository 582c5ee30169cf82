"""The machine face: what other systems read. No cookie, no key, nothing of anybody who was helped."""
