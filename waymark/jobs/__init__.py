"""Work that the worker does later: ids only, tried again, once a key, silent about what it read."""
