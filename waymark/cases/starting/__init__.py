"""Starting a case from a message: words and wishes go along, and what arrives later finds its way."""
