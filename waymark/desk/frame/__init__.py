"""The frame round every page of the desk: rooms, days in words, the sentence that the last deed left."""
