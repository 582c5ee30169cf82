"""The editors' desk: pages, facts, translations and packs, from the first word to what the public reads."""
