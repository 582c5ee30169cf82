"""How heavily a text reads: words in a sentence. A hint for whoever writes, never a refusal."""

import re
from dataclasses import dataclass
from typing import Final

MEAN: Final = 14
LONGEST: Final = 25
_LINK: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SLOT: Final = re.compile(r"\{\{[^}]*\}\}")
_FRAME: Final = re.compile(r"^(?::::.*|\s*\{\{part:.*\}\}\s*)$", re.MULTILINE)
_BEGIN: Final = re.compile(r"^\s*(?:[-*]|\d+\.|#{1,6})\s+", re.MULTILINE)
_END: Final = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n(?=\ue000)")


@dataclass(frozen=True, slots=True)
class Measure:
    """Words in an average sentence, and the sentences that are longer than they should be."""

    sentences: int
    mean: float
    long: tuple[str, ...]

    @property
    def is_light(self) -> bool:
        return self.mean <= MEAN and not self.long


def measure(markdown: str) -> Measure:
    """The measure of a page's body; a slot counts as one word, an entry of a list as a sentence."""
    bare = _SLOT.sub("x", _LINK.sub(r"\1", _FRAME.sub("", markdown)))
    marked = _BEGIN.sub("\ue000", bare).replace("*", "")
    said = [" ".join(each.replace("\ue000", "").split()) for each in _END.split(marked)]
    sentences = [each for each in said if each]
    counts = [len(each.split()) for each in sentences]
    mean = round(sum(counts) / len(counts), 1) if counts else 0.0
    long = tuple(each for each, count in zip(sentences, counts, strict=True) if count > LONGEST)
    return Measure(len(sentences), mean, long)
