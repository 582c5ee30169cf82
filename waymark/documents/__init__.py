"""Files that people send: the original sealed untouched, and a copy without metadata for staff to look at."""
