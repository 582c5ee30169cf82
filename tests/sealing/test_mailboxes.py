from waymark.sealing.mailboxes import derive_mailbox
from waymark.sealing.words import WordsKind, draw_words, read_words

WORDS = draw_words(WordsKind.MAILBOX, b"s" * 32)


def test_the_words_lead_to_one_mailbox_however_they_are_typed():
    keys = derive_mailbox(WORDS)
    typed = derive_mailbox(read_words("".join(WORDS.digits), WordsKind.MAILBOX))
    assert typed.locator == keys.locator
    assert typed.secret == keys.secret
    assert len(keys.locator) == 16
    assert keys.locator not in keys.secret.raw
    assert "redacted" in repr(keys)


def test_other_words_lead_elsewhere():
    other = derive_mailbox(draw_words(WordsKind.MAILBOX, b"t" * 32))
    assert other.locator != derive_mailbox(WORDS).locator
