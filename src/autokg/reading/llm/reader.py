"""The llm reader: asks a model for the facts of an article, piece by piece, and hands candidates to the gate.

It follows the protocol of `reading/base.py`. Parts of an answer that are no facts are kept in `problems`; a service
that does not answer, or a budget that is reached, raises, and the article is read again another time: its answers so
far are in the cache.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType

from autokg.articles.article import Article
from autokg.facts import Fact, Finder
from autokg.names.gazetteer import Gazetteer
from autokg.reading.gate import Gate
from autokg.reading.llm.answers import Answer, AnswerError, CutOffError
from autokg.reading.llm.cache import AnswerCache
from autokg.reading.llm.client import ChatClient, Sleep
from autokg.reading.llm.grounding import Ground, Problem
from autokg.reading.llm.ledger import Ledger
from autokg.reading.llm.passage import Passage
from autokg.reading.llm.pieces import Piece, cut
from autokg.reading.llm.prompt import make_prompt, prompt_hash
from autokg.reading.llm.settings import Options

READER = "llm"
VERSION = "1"
_SHORT = 800  # characters, of which no honest answer fills its bound


class LlmReader:
    """Reads by a language model; press text is data to it, and nothing it says is taken on trust.

    Several threads may read articles with one reader: they share its connections, its budget and its count.
    """

    def __init__(self, gazetteer: Gazetteer, options: Options, *, sleep: Sleep = time.sleep) -> None:
        self.name = READER
        self.version = f"{VERSION} ({options.model})"
        self.ledger = Ledger(options.max_tokens, options.price_in, options.price_out)
        self.problems: list[Problem] = []
        self._gazetteer = gazetteer
        self._options = options
        self._client = ChatClient(options, self.ledger, sleep)
        self._cache = AnswerCache.open(options.cache)

    def read(self, article: Article) -> Iterator[Fact]:
        """Yield the candidates of an article in the order of the model's answers.

        Raise `BudgetError` before a request that could exceed the budget, `ReaderError` if the service fails.
        """
        passage, gate = Passage.of(article.text), Gate.of(article, self._gazetteer)
        finder = Finder(reader=self.name, version=self.version, rule=f"prompt {prompt_hash()}")
        ground = Ground(article, passage, (0, len(article.text)), gate, finder)
        for piece in cut(article.text, self._options.piece_length):
            yield from self._read_piece(piece, ground)

    def drain_problems(self) -> list[Problem]:
        """Return the problems since the last call, and forget them."""
        drained, self.problems = self.problems, []
        return drained

    def summary(self) -> str:
        """Return requests, tokens and costs in words."""
        return f"{self.name} {self._options.model}: {self.ledger.summary()}"

    def close(self) -> None:
        """Close the connection to the service."""
        self._client.close()

    def __enter__(self) -> LlmReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _read_piece(self, piece: Piece, whole: Ground) -> Iterator[Fact]:
        ground = replace(whole, near=(piece.start, piece.end))
        try:
            facts = self._ask(piece, ground)
        except CutOffError as error:
            yield from self._read_halves(piece, ground, error)
        except AnswerError as error:
            self._report(error, piece, ground)
        else:
            yield from self._ground(facts, ground)

    def _read_halves(self, piece: Piece, ground: Ground, error: CutOffError) -> Iterator[Fact]:
        """Read a piece with too many facts for one answer in parts; report one that is already short."""
        if len(piece.text) < _SHORT:
            self._report(error, piece, ground)
            return
        for half in piece.halves():
            yield from self._read_piece(half, ground)

    def _ground(self, facts: list[object], ground: Ground) -> Iterator[Fact]:
        for item in facts:
            for candidate in ground.candidates(item):
                if isinstance(candidate, Problem):
                    self.problems.append(candidate)
                else:
                    yield candidate

    def _report(self, error: AnswerError, piece: Piece, ground: Ground) -> None:
        self.problems.append(Problem(ground.article.id, f"{error} (from character {piece.start})"))

    def _ask(self, piece: Piece, ground: Ground) -> list[object]:
        """Return the facts of the model's answer; only a readable answer is kept."""
        prompt, model = make_prompt(ground.article, piece, ground.published), self._options.model
        cached = self._cache.find(prompt, model)
        if cached:
            self.ledger.count_kept()
            return cached.facts()
        answer: Answer = self._client.ask(prompt)
        facts = answer.facts()
        self._cache.keep(prompt, model, answer)
        return facts
