"""Items: a sentence as a run of mentions, words of known classes, other words and punctuation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from autokg.reading.frames.word_classes import TOKEN, Lexicon
from autokg.reading.rules.mentions import Kind, Mention
from autokg.reading.rules.sentences import Sentence

OTHER = "word"
PREPOSITIONS = frozenset({"at", "from", "to", "by", "with", "of", "for", "since", "until"})
AUXILIARIES = frozenset({"be", "have", "will", "could"})
FINITE = AUXILIARIES | {"plan", "said"}
FRAME_VERBS = frozenset(
    {"make", "made", "enter", "run", "begin", "end", "open", "close", "invest", "hold", "buy", "sell", "sign", "supply",
     "staff", "move", "source", "keep", "found", "belong", "pass"}
)  # fmt: skip
VERBS = FINITE | FRAME_VERBS


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Attributes:
        kind: the class of a word, the kind of a mention in upper case, or the punctuation mark.
        tense: "will" or "could" where the form of a verb says so, as "assemblera" and "assemblerait" do.

    """

    kind: str
    start: int
    end: int
    word: str
    mention: Mention | None = None
    tense: str = ""

    def is_a(self, *kinds: Kind) -> bool:
        """Return whether it is a mention of one of these kinds."""
        return self.mention is not None and self.mention.kind in kinds


def tag(masked: str, mentions: Sequence[Mention], sentence: Sentence, lexicon: Lexicon) -> list[Item]:
    """Return the items of a sentence in order; `masked` is the text in lower case with its mentions masked."""
    tokens = [(match[0], match.start(), match.end()) for match in TOKEN.finditer(masked, sentence.start, sentence.end)]
    words = [token[0] for token in tokens]
    by_start = _mentions_by_start(mentions, sentence)
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        word, start, end = tokens[at]
        mention = by_start.get(start)
        entry = None if mention else lexicon.find(words, at)
        if mention:
            items.append(Item(mention.kind.name, mention.start, mention.end, word, mention))
        elif entry:
            kind, _, tense = entry[0].partition("_")
            end = tokens[at + entry[1] - 1][2]
            items.append(Item(kind, start, end, " ".join(words[at : at + entry[1]]), tense=tense))
        else:
            items.append(Item(OTHER if word[0].isalnum() else word, start, end, word))
        at += entry[1] if entry else 1
    return items


def _mentions_by_start(mentions: Sequence[Mention], sentence: Sentence) -> dict[int, Mention]:
    first = bisect_left(mentions, sentence.start, key=lambda mention: mention.start)
    by_position: dict[int, Mention] = {}
    for mention in mentions[first:]:
        if mention.start >= sentence.end:
            break
        by_position[mention.start] = mention
    return by_position
