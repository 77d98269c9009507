"""Learn which models of an article are built at which of its sites, from annotated texts.

    python benchmarks/reading/train.py FOLDER            write the weights that the reader uses
    python benchmarks/reading/train.py FOLDER --check    learn from two thirds and measure the other, for each third

FOLDER holds texts and sentences with their facts (annotated.py). The same folder gives the same weights.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from annotated import THIRDS, Annotated, load_folder, measure  # the file beside this one

import autokg.reading.attachment
from autokg.articles.article import read_article
from autokg.names.gazetteer import load_gazetteer
from autokg.reading.attachment.attaching import Scored, score_pairs
from autokg.reading.attachment.features import describe_rivals
from autokg.reading.attachment.pairing import Key, Layout, Pair
from autokg.reading.attachment.weights import BIAS, SCORE, UNUSED, Weights, log_odds
from autokg.reading.frames.reader import FramesReader, combine, tag_sentences
from autokg.reading.frames.word_classes import load_lexicon
from autokg.reading.rules.reader import find_rules
from autokg.reading.scoring import same_name, same_place

WEIGHTS = Path(autokg.reading.attachment.__file__).with_name("weights.json")
THRESHOLD = 0.5
_PENALTY = 15.0  # of large weights: the strength of a Gaussian prior
_RARE = 4  # pairs that a feature must describe
_STEPS = 12
_PARTS = 3  # of the texts to learn from, so that rivals are scored by weights that have not seen them
_DECIMALS = 3

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Example:
    """A pair of an annotated text and whether the annotation has the model built at the site."""

    scored: Scored
    is_right: bool

    @property
    def key(self) -> Key:
        """The numbers of its model and site."""
        return self.scored.pair.key

    @property
    def features(self) -> Features:
        """Its features, and the bias that all have."""
        return dict.fromkeys((*self.scored.features, BIAS), 1.0)


@dataclass(frozen=True, slots=True)
class Text:
    """An annotated text with the pairs of its models and sites."""

    third: int
    examples: Sequence[Example]


def load_examples(items: Sequence[Annotated]) -> list[Text]:
    """Read annotated texts by rules and frames and label their pairs."""
    reader = FramesReader(load_gazetteer())
    return [Text(item.third, list(_label(item, reader))) for item in items]


def _label(item: Annotated, reader: FramesReader) -> list[Example]:
    article = read_article(item.text.encode(), language=item.language)
    text, lexicon = reader.prepare(article), load_lexicon(article.language)
    if text is None or lexicon is None:
        return []
    findings = combine(find_rules(text), text, lexicon, UNUSED)
    facts = [fact for line in item.gold if line and (fact := json.loads(line))["kind"] == "production"]
    pairs = score_pairs(findings, Layout.of(text, tag_sentences(text, lexicon)), UNUSED)
    return [Example(scored, _is_stated(scored.pair, facts)) for scored in pairs]


def _is_stated(pair: Pair, facts: Sequence[Mapping[str, object]]) -> bool:
    """Return whether one of the annotated productions is of the model at the site, whatever its status."""
    return any(
        any(same_name(str(fact.get("model")), name) for name in pair.model.names)
        and any(same_place(where, name) for where in _where(fact) for name in pair.site.names)
        for fact in facts
    )


def _where(fact: Mapping[str, object]) -> list[str]:
    values = [fact.get(slot) for slot in ("place", "places", "plant")]
    return [str(name) for value in values if value for name in (value if isinstance(value, list) else [value])]


def learn(texts: Sequence[Text]) -> Weights:
    """Return the weights of pairs, and those of their scores among rivals."""
    parts = [texts[part::_PARTS] for part in range(_PARTS)]
    rivals: list[tuple[Features, bool]] = []
    for number, part in enumerate(parts):
        others = [text for n, other in enumerate(parts) if n != number for text in other]
        unseen = Weights(_fit(_pairs_of(others)), {}, THRESHOLD)
        rivals += [row for text in part for row in _rows_among(text, unseen)]
    return Weights(_fit(_pairs_of(texts)), _fit(rivals), THRESHOLD)


def _pairs_of(texts: Sequence[Text]) -> list[tuple[Features, bool]]:
    return [(example.features, example.is_right) for text in texts for example in text.examples]


def _rows_among(text: Text, weights: Weights) -> list[tuple[Features, bool]]:
    scores = {example.key: weights.score_pair(example.scored.features) for example in text.examples}
    rivals = describe_rivals(scores)
    return [
        ({**rivals[example.key], SCORE: log_odds(scores[example.key]), BIAS: 1.0}, example.is_right)
        for example in text.examples
    ]


def _fit(rows: Sequence[tuple[Features, bool]]) -> dict[str, float]:
    """Return the weights of a logistic regression by Newton's method."""
    counts = Counter(name for features, _ in rows for name in features)
    names = sorted(name for name, count in counts.items() if count >= _RARE)
    matrix = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    truth = np.array([float(is_right) for _, is_right in rows])
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (guess - truth) + _PENALTY * weights
        curve = (matrix * (guess * (1 - guess))[:, None]).T @ matrix + _PENALTY * np.eye(len(names))
        weights -= np.linalg.solve(curve, slope)
    return {name: round(float(weight), _DECIMALS) for name, weight in zip(names, weights, strict=True)}


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights as sorted JSON, one a line."""
    path.write_text(json.dumps(asdict(weights), indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def check(parts: Mapping[str, Sequence[Annotated]]) -> None:
    """Print precision and recall of each third without attachment, and with weights from the other thirds."""
    texts = load_examples([item for items in parts.values() for item in items])
    for third in range(THIRDS):
        weights = learn([text for text in texts if text.third != third])
        for kind, items in parts.items():
            own = [item for item in items if item.third == third]
            for name, used in (("without", UNUSED), ("with", weights)):
                (found,) = measure(own, [FramesReader(load_gazetteer(), weights=used)], strict=[False])
                whole = f"wholly right {found.wholly_right} of {found.facts}"
                line = f"P {found.all.precision:.3f} R {found.all.recall:.3f} {whole}"
                sys.stdout.write(f"{kind}, third {third}, {name}: {line}\n")


def main(folder: str, *options: str) -> None:
    """Learn and write, or check."""
    parts = load_folder(Path(folder))
    if "--check" in options:
        check(parts)
    else:
        write_weights(learn(load_examples([item for items in parts.values() for item in items])), WEIGHTS)


if __name__ == "__main__":
    main(*sys.argv[1:])
