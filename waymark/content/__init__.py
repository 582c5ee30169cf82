"""Pages and wording: packs of plain files, read whole or refused, and kept in memory. Knows no visitor."""
