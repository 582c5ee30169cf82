"""The case file, by concern. A case is a sealed island: without a grant of its key nobody reads it."""
