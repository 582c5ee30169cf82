"""The two ways in which the house says no to people. Neither carries a secret: faces print the sentence."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """What was asked may not be done. `sentence` is for people; `field` names the box that it is about."""

    def __init__(self, sentence: str, *, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotSaved(Exception):  # noqa: N818 - a fact that the page must state
    """The store could not take it (full, locked, away): nothing of it was kept. `reason` is for the log."""

    sentence = "This was not saved. What you typed is still on this page. Please try again in a moment."

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
