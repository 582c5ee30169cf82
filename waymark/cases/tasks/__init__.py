"""What somebody has to do about a case: a sentence from a colleague, sealed In it."""
