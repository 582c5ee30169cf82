"""The case pages: the log, the people, hand-over. What is not the reader's is not there."""
