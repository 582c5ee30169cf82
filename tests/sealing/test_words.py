import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from waymark.sealing import words as phrase
from waymark.sealing.errors import NotTheseWords
from waymark.sealing.wordlist import WORDS
from waymark.sealing.words import Words, WordsFault, WordsKind, _kind_of, draw_words, read_words

SEEDS = st.binary(min_size=16, max_size=64)
KINDS = st.sampled_from(WordsKind)
SEPARATORS = st.sampled_from(
    [" ", "  ", "-", " - ", ".", ", ", "\n", "\r\n", "\t", "_", "/", "\u2013", "\u00a0", "; ", "\u3000"]
)
DISGUISES = {
    "a": "aAáÀаα", "e": "eEéЕе", "o": "oO0öОо", "i": "iI1lїíı", "l": "lL1I",
    "c": "cCСс", "p": "pPРр", "s": "sSѕ",
    "m": ["m", "M", "rn", "М"], "w": ["w", "W", "vv"], "x": "xXх", "t": "tTТ", "b": "bBＢ", "u": "uUü",
}  # fmt: skip


def refused(text, kind=WordsKind.MAILBOX):
    with pytest.raises(NotTheseWords) as refusal:
        read_words(text, kind)
    return refusal.value


@given(SEEDS, KINDS)
def test_words_are_a_function_of_the_seed_and_the_kind(seed, kind):
    words = draw_words(kind, seed)
    assert words == draw_words(kind, seed)
    assert words.kind is kind
    assert words.spelled != draw_words(kind, seed + b"x" if len(seed) < 64 else seed[:-1]).spelled


def test_words_are_drawn_evenly():
    found = [index for n in range(4000) for index in draw_words(WordsKind.MAILBOX, b"%032d" % n).indices]
    quarters = [0, 0, 0, 0]
    for index in found:
        quarters[index * 4 // len(WORDS)] += 1
    assert all(abs(quarter - 6000) < 300 for quarter in quarters)
    assert max(found) > len(WORDS) - 10
    assert min(found) < 10


@given(SEEDS, KINDS, SEPARATORS, st.data())
def test_any_casing_spacing_dashes_and_look_alikes_read_as_the_same_words(seed, kind, between, data):
    words = draw_words(kind, seed)
    typed = between.join(words.spelled)
    disguised = "".join(data.draw(st.sampled_from(DISGUISES.get(letter, letter))) for letter in typed)
    assert read_words(disguised, kind) == words


@given(SEEDS, KINDS, st.sampled_from(["{}. {}\n", "{}) {} ", "({}) {} ", "{} {} ", " {}: {},", "{}.{} "]))
def test_numbered_words_and_numbers_are_read(seed, kind, numbered):
    words = draw_words(kind, seed)
    for shown in (words.spelled, words.digits):
        if shown is words.digits and numbered in ("{}.{} ",):
            continue
        text = "".join(numbered.format(number, word) for number, word in enumerate(shown, 1))
        assert read_words(text, kind) == words


@given(SEEDS, KINDS, st.data())
def test_missing_and_stray_spaces_are_read(seed, kind, data):
    words = draw_words(kind, seed)
    run_together = "".join(words.spelled)
    assert read_words(run_together, kind) == words
    assert read_words(run_together.upper(), kind) == words
    cuts = data.draw(st.lists(st.integers(1, len(run_together) - 1), max_size=5, unique=True))
    pieces = [run_together[a:b] for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), None], strict=True)]
    assert read_words(" ".join(pieces), kind) == words


@example(
    b",\xab\xa4sn4\xf8\xef\xca\xd5\x18m\xb4\xc2\x01\xd0\x02\x95\x08h2'\xf2\xf8\xcd\x17\xe3N\x8fR~%\x0f3"
    b"\xfcn\xa8\x86\x92g\xde\x87\xf0\xa0y\x1f\xff\xcb\x02\x08\xbf\xc9*g\t\xad^\xe8`\xb0W\xd1F4",
    WordsKind.MAILBOX,
)
@given(SEEDS, KINDS)
def test_the_six_numbers_are_the_same_secret(seed, kind):
    words = draw_words(kind, seed)
    assert all(len(number) == 4 and number.isdigit() and number[0] != "0" for number in words.digits)
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    for text in (
        " ".join(words.digits),
        "".join(words.digits),
        "-".join(words.digits),
        " ".join("".join(words.digits)),
    ):
        assert read_words(text, kind) == words
        assert read_words(text.translate(arabic), kind) == words
        assert read_words(text.replace("0", "O").replace("1", "l"), kind) == words


@settings(max_examples=200)
@given(SEEDS, KINDS, st.integers(0, 5), st.integers(1, len(WORDS) - 1))
def test_one_changed_word_never_gives_the_same_words(seed, kind, position, shift):
    words = draw_words(kind, seed)
    changed = list(words.spelled)
    changed[position] = WORDS[(words.indices[position] + shift) % len(WORDS)]
    other = _try(" ".join(changed), kind)
    if isinstance(other, NotTheseWords):
        assert other.reason in (WordsFault.SLIP, WordsFault.PLAN_WORDS, WordsFault.MAILBOX_WORDS)
    else:
        assert other != words
        assert other.packed != words.packed


def test_the_check_catches_fifteen_slips_in_sixteen():
    caught = 0
    for n in range(1600):
        words = draw_words(WordsKind.MAILBOX, b"%032d" % n)
        changed = [*words.spelled[:5], WORDS[(words.indices[5] + 1 + n) % len(WORDS)]]
        caught += isinstance(_try(" ".join(changed)), NotTheseWords)
    assert 1450 < caught < 1550


def _try(text, kind=WordsKind.MAILBOX):
    try:
        return read_words(text, kind)
    except NotTheseWords as refusal:
        return refusal


@given(SEEDS)
def test_words_of_the_other_kind_are_recognised(seed):
    plan = draw_words(WordsKind.PLAN, seed)
    mailbox = draw_words(WordsKind.MAILBOX, seed)
    assert refused(" ".join(plan.spelled)).reason is WordsFault.PLAN_WORDS
    assert refused("".join(plan.digits)).reason is WordsFault.PLAN_WORDS
    assert refused(" ".join(mailbox.spelled), WordsKind.PLAN).reason is WordsFault.MAILBOX_WORDS


def test_every_word_off_the_list_is_named_at_once():
    words = draw_words(WordsKind.MAILBOX, b"s" * 32).spelled
    refusal = refused(" ".join(["Bananna", *words[1:4], "xyzzy", words[5]]))
    assert refusal.reason is WordsFault.OFF_LIST
    assert refusal.offending == ["bananna", "xyzzy"]


@pytest.mark.parametrize(
    "wrong", ["", "   ", "1 2 3 4 5 6", "12", "...", "1234 1234", "?" * 1001, "\ud800", "1" * 25]
)
def test_too_little_or_too_much_is_counted_not_named(wrong):
    refusal = refused(wrong)
    assert refusal.reason is WordsFault.COUNT
    assert refusal.offending == []


@pytest.mark.parametrize("count", [1, 5, 7, 12])
def test_another_number_of_words_is_refused_as_that(count):
    assert refused(" ".join(WORDS[:count])).reason is WordsFault.COUNT


def test_numbers_off_the_list_are_named():
    refusal = refused("1000 9999 1001 0999 1002 1003")
    assert refusal.reason is WordsFault.OFF_LIST
    assert refusal.offending == ["9999", "0999"]


@given(st.text(max_size=1200))
def test_whatever_is_typed_is_read_or_refused(text):
    assert isinstance(_try(text), Words | NotTheseWords)


def test_long_runs_are_refused_quickly():
    for text in (
        "a" * 1000,
        "abacus" * 166,
        "vv" * 500,
        "rn" * 500,
        "yam" * 333,
        " ".join("yam" for _ in range(250)),
    ):
        refused(text)


def test_words_and_their_refusal_say_nothing():
    words = draw_words(WordsKind.MAILBOX, b"s" * 32)
    refusal = refused("canary " * 6)
    for text in (repr(words), str(words), repr(refusal), str(refusal)):
        assert not any(word in text for word in [*words.spelled, *words.digits, "canary"])


MAILBOX = draw_words(WordsKind.MAILBOX, b"s" * 32).indices
PLAN = draw_words(WordsKind.PLAN, b"s" * 32).indices
OTHER = draw_words(WordsKind.MAILBOX, b"t" * 32).indices
SLIP = next(way for n in range(99) if _kind_of(way := (*MAILBOX[:5], n)) is None)


@pytest.mark.parametrize(
    ("indices", "reason"),
    [
        (PLAN, WordsFault.SLIP),
        (SLIP, WordsFault.SLIP),
        (MAILBOX[:5], WordsFault.COUNT),
        ((*MAILBOX, 0), WordsFault.COUNT),
        ((*MAILBOX[:5], -1), WordsFault.COUNT),
        ((len(WORDS), *MAILBOX[1:]), WordsFault.COUNT),
        ((0x10000, *MAILBOX[1:]), WordsFault.COUNT),
    ],
)
def test_words_that_do_not_fit_cannot_be_made(indices, reason):
    with pytest.raises(NotTheseWords) as refused:
        Words(WordsKind.MAILBOX, indices)
    assert refused.value.reason is reason


@pytest.mark.parametrize("edge", [0, len(WORDS) - 1])
def test_the_first_and_the_last_word_of_the_list_are_words(edge):
    fitting = next(way for n in range(999) if _kind_of(way := (edge, 5, 6, 7, 8, n)) is WordsKind.MAILBOX)
    assert Words(WordsKind.MAILBOX, fitting).indices == fitting


def test_a_seed_has_sixteen_bytes():
    assert draw_words(WordsKind.MAILBOX, bytes(16))
    with pytest.raises(ValueError):
        draw_words(WordsKind.MAILBOX, bytes(15))


@pytest.mark.parametrize(
    ("ways", "read"),
    [
        ([SLIP, MAILBOX], MAILBOX),
        ([PLAN, MAILBOX, SLIP], MAILBOX),
        ([MAILBOX, OTHER], WordsFault.SLIP),
        ([MAILBOX, OTHER, PLAN], WordsFault.PLAN_WORDS),
        ([SLIP, SLIP], WordsFault.SLIP),
        ([SLIP, PLAN], WordsFault.PLAN_WORDS),
    ],
)
def test_of_several_ways_to_read_a_text_the_only_one_whose_check_fits_counts(monkeypatch, ways, read):
    monkeypatch.setattr(phrase, "read_indices", lambda _text: ways)
    if isinstance(read, WordsFault):
        assert refused("").reason is read
    else:
        assert read_words("", WordsKind.MAILBOX).indices == read


class _Drawn:
    """Blocks as H would give them, from numbers."""

    def __init__(self, *numbers):
        self.numbers = numbers

    def __call__(self, _seed, _person, _message, length):
        assert length == 64
        return b"".join(number.to_bytes(2, "big") for number in self.numbers).ljust(64, b"\xff")


def test_a_number_above_the_last_whole_round_of_the_list_is_passed_over(monkeypatch):
    end = 8 * len(WORDS)
    monkeypatch.setattr(phrase, "H", _Drawn(end, end - 1, 0xFFFF, 0, len(WORDS), end + 1))
    drawn = phrase._indices(WordsKind.PLAN, b"s" * 32)
    assert [next(drawn) for _ in range(4)] == [len(WORDS) - 1, 0, 0, len(WORDS) - 1]
