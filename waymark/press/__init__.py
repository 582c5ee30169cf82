"""Published pages as bytes: rendered and compressed once, answered from memory before Django wakes."""
