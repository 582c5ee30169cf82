"""The plan without scripts: one form after another, nothing kept here, the whole on one page at the end."""
