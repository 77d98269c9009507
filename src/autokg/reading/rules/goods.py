"""Find the goods of a word of production: the nearest group on the side where the voice puts it.

The voice gives the side: an active verb has its product after it, a passive one before it; in a language that puts the
verb last the kinds of the mentions decide.
"""

from __future__ import annotations

import re
from dataclasses import replace

from autokg.reading.language.profile import in_case_of
from autokg.reading.rules.clauses import MENTION, groups
from autokg.reading.rules.context import antecedent
from autokg.reading.rules.frames import GOODS, Frame
from autokg.reading.rules.mentions import Kind, Mention

_COUNTED_WITHIN = 60
_FIGURED = re.compile(r"(?:[A-Z]{1,4}|[a-z])[.-]?\d{1,4}[A-Za-z]{0,2}(?: [A-Z]\w+)?")


class Goods(Frame):
    """Find the goods of one word of production."""

    __slots__ = ()

    def find_goods(self) -> list[Mention]:
        """Return the goods: the nearest group on the side where the voice puts it."""
        named = [m for m in self.mentions if m.kind in GOODS or m.kind is Kind.NAME]
        candidates = [m for m in named if not self._is_another(m)]
        together = [
            group
            for group in groups(self.text.masked, candidates, self.text.language)
            if any(m.kind in GOODS for m in group) or self._is_new_model(group[0])
        ]
        left = [group for group in together if group[0].start < self.trigger.start]
        right = [group for group in together if group[0].start >= self.trigger.end]
        if self.trigger.voice == "nominal":
            return [] if self._serves_another_verb() else self._goods_of_noun(left, right)
        if self.trigger.voice == "active":
            verb_last = left[-1:] if self.verb_last() else []
            return next(iter([*right[:1], *self._counted(), *verb_last]), [])
        if not left and right and self._follows_verb(right[0][0]):
            return right[0]
        if not left and self.clause.link != "main" and (inherited := self._inherited()):
            return inherited
        left = [group for group in left if not self.is_bare() or self._is_attached(group[-1])]
        models = [group for group in left if any(m.kind is not Kind.PRODUCT for m in group)]
        if self.verb_last() and models:
            return models[-1]
        return next(iter([*left[-1:], *right[:1]]), [])

    def _counted(self) -> list[list[Mention]]:
        """Return the kind of car that the verb counts: "builds 300,000 electric cars", "builds in Lyon 20,000"."""
        end = self.trigger.end
        if self.matches("production.capacity", self.text.masked[self.clause.start : end]):
            return []
        count = next((m for m in self.mentions if m.kind is Kind.VEHICLES and self._is_counted(m)), None)
        products = self.text.language.lookup("products") if count else ()
        names = (name for name, pattern in products if count and pattern.search(in_case_of(pattern, count.name)))
        return [[replace(count, kind=Kind.PRODUCT, name=name)] for name in names if count][:1]

    def _is_counted(self, mention: Mention) -> bool:
        """Return whether a number of cars stands after the verb with no more between than where they are built."""
        between = self.text.masked[self.trigger.end : mention.start]
        return mention.start >= self.trigger.end and len(between) <= _COUNTED_WITHIN and "," not in between

    def _follows_verb(self, mention: Mention) -> bool:
        """Return whether the goods follow a verb directly, with its subject behind them ("onde é produzido o X")."""
        between = self.text.masked[self.trigger.end : mention.start]
        return between == " " or bool(self.text.language.pattern("production.object").fullmatch(between))

    def _is_another(self, mention: Mention) -> bool:
        """Return whether the words mean something other than the name, as in "the successor to X"."""
        return self.matches("production.another", self.text.masked[max(0, mention.start - 30) : mention.start])

    def is_bare(self) -> bool:
        """Return whether a participle has no auxiliary, and so belongs to the noun right before it."""
        word = self.text.masked[self.trigger.start : self.trigger.end]
        be = self.text.language.table("production.be")
        return self.trigger.voice == "passive" and bool(be) and not self.matches("production.be", word)

    def _is_attached(self, mention: Mention) -> bool:
        """Return whether only adverbs, or an apposition closed by a comma, stand between a noun and its participle."""
        between = self.text.masked[mention.end : self.trigger.start].strip(' "»')
        if between.startswith(","):
            last = between.rpartition(",")[2]
            return len(last.split()) <= 2 and not MENTION.search(last)  # noqa: PLR2004 (adverbs)
        return len(between.split()) <= 2 and not MENTION.search(between)  # noqa: PLR2004 (adverbs)

    def _goods_of_noun(self, left: list[list[Mention]], right: list[list[Mention]]) -> list[Mention]:
        if right and self._is_object(right[0][0]):
            return right[0]
        if left and self._is_compound(left[-1][-1]):
            return left[-1]
        if left and not right and (self.trigger.begins or self.trigger.stops):
            return left[-1]
        if compound := self._compound():
            return [compound]
        return (self._inherited() if self._takes_goods_over() else []) or self._running()

    def _takes_goods_over(self) -> bool:
        added = self.clause.link == "coordinate" and self.matches("production.move", self.just_before(30))
        return self.clause.link == "relative" or added

    def _compound(self) -> Mention | None:
        """Return the goods that the noun of production itself names, as in *Batteriezellfertigung*."""
        noun = self.text.lower[self.trigger.start : self.trigger.end]
        for product, pattern in self.text.language.lookup("production.compounds"):
            if pattern.fullmatch(noun):
                return Mention(Kind.PRODUCT, self.trigger.start, self.trigger.end, product)
        return None

    def _inherited(self) -> list[Mention]:
        """Return the last group of goods that the clause before names."""
        goods = [m for m in self.before if m.kind in GOODS] or [m for m in self.before if self._is_introduced(m)]
        return next(iter([*groups(self.text.masked, goods, self.text.language)][-1:]), [])

    def _is_introduced(self, mention: Mention) -> bool:
        """Return whether a bare name that a relative clause says to be built has an article, as models have."""
        if (
            mention.kind is not Kind.NAME
            or self.trigger.voice not in ("passive", "enter")
            or self.clause.link != "relative"
        ):
            return False
        start = max(self.clause.sentence.start, mention.start - 40)
        return self.matches("production.article", self.text.masked[start : mention.start])

    def _serves_another_verb(self) -> bool:
        """Return whether the noun only gives a purpose ("cells for the production of X are supplied")."""
        clause = self.text.masked[self.clause.start : self.clause.end]
        return self.matches("production.for", self.just_before(30)) and self.matches("production.other_verb", clause)

    def verb_last(self) -> bool:
        """Return whether the language may put the verb behind the goods."""
        return bool(self.text.language.table("production.verb_last"))

    def _is_new_model(self, mention: Mention) -> bool:
        """Return whether a bare name is the goods: its place by the verb and the article before it say so."""
        if mention.kind is not Kind.NAME:
            return False
        if _FIGURED.fullmatch(mention.name):
            return True
        language, masked = self.text.language, self.text.masked
        if mention.start >= self.trigger.end:
            after_verb = masked[self.trigger.end : mention.start]
            if language.pattern("production.object").fullmatch(after_verb):
                return True
        if self.trigger.voice == "active" and not self.verb_last():
            return False
        return bool(language.pattern("production.article").search(masked[self.clause.start : mention.start]))

    def _is_object(self, mention: Mention) -> bool:
        """Return whether only *of the* and adjectives stand between the noun of production and the goods."""
        between = self.text.masked[self.trigger.end : mention.start]
        of = self.text.language.pattern("production.of").match(between)
        return bool(of) and not re.search(r"[.;:]", between)

    def _is_compound(self, mention: Mention) -> bool:
        between = self.text.masked[mention.end : self.trigger.start]
        return between in (" ", "-", "") or bool(self.text.language.pattern("production.compound").fullmatch(between))

    def _running(self) -> list[Mention]:
        """Return the goods that "the production" refers to: the goods last built in the text."""
        if self.text.language.pattern("prepositions.of").match(self.text.masked, self.trigger.end + 1):
            return []
        head = self.just_before(25) + self.text.masked[self.trigger.start : self.trigger.end]
        if not self.matches("production.running", head):
            return []
        candidates = [antecedent(kind, self.clause.start, self.text) for kind in (Kind.MODEL, Kind.PRODUCT)]
        return sorted((m for m in candidates if m), key=lambda m: m.start)[-1:]
