"""Against guessing and flooding: counted by keyed hashes, never by addresses; nobody is locked out."""
