"""Readers of lists: one folder file a format. They read and judge single rows; they write nothing."""
