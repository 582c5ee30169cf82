"""Days, hours and windows as pure functions: the time and the bank holidays are always passed in."""
