"""Six words as somebody types them: what is wrong is said in a sentence, before anything slow runs."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from waymark.sealing.words import NotTheseWords, Words, WordsFault, WordsKind, read_words


class WordsTrouble(Exception):  # noqa: N818 - an answer, as Refused is
    """What was typed is not six mailbox words. `sentence` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_typed_words(text: str) -> Words:
    """The words in what was typed. Raises WordsTrouble. Plan words are dropped here and go no further."""
    try:
        return read_words(text, WordsKind.MAILBOX)
    except NotTheseWords as fault:
        raise WordsTrouble(_sentence(fault)) from None


def _sentence(fault: NotTheseWords) -> str:
    if fault.reason is WordsFault.PLAN_WORDS:
        return _("These words open a safety plan, not an answer from us. We have not kept them.")
    if fault.reason is WordsFault.OFF_LIST and len(fault.offending) == 1:
        return format_html(
            _("“{word}” is not one of our words. Please look at it again."), word=_apart(fault.offending[0])
        )
    if fault.reason is WordsFault.OFF_LIST:
        # Translators: what stands between two of several words that somebody typed.
        between = pgettext("between two words in quotation marks", "”, “")
        listed = format_html_join(between, "{}", ((_apart(word),) for word in fault.offending))
        return format_html(_("“{words}” are not our words. Please look at them again."), words=listed)
    if fault.reason is WordsFault.COUNT:
        return _("We need six words, or six numbers of four digits. Please look at them again.")
    return _("One of these words or their order is not right. Please look at them again.")


def _apart(word: str) -> str:
    """Somebody's own word, kept in its own direction."""
    return format_html("<bdi>{}</bdi>", word)
