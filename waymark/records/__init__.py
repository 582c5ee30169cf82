"""What every stored record is made of: ids, classed fields, islands, the keys store, turns, the refusal."""
