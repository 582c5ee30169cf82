"""The log of a case: what happened, in order, each entry sealed In the case. Nothing is edited."""
