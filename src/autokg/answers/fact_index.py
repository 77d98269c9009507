"""All facts of a store in memory, for those who ask of one thing after another: pages of a server or a site.

The facts of a view are read once, in about a second; those on a thing are then found among them by its condition alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from autokg.answers.compiling import compile_form, compile_nodes
from autokg.answers.evidence import solutions
from autokg.answers.facts import Fact
from autokg.answers.form import Form, Mode, View
from autokg.answers.naming import in_words
from autokg.answers.retrieval import Asker
from autokg.answers.words import Words, load_words
from autokg.stores.base import Store
from autokg.stores.kept import is_kept, keep_results, kept

_OF_OWNERSHIP = ("owned", "owner")
_MOST_VIEWS = 2 * len(View)  # whose facts are kept, with their markets and without
_OTHER_VIEWS = (View.CHANGE,)  # whose facts are too many, or depend on who asks


class IndexedAsker(Asker):
    """Runs forms as `Asker` does, on a store that does not change; it gives the same facts in the same order."""

    def __init__(self, store: Store, today: str, words: Words) -> None:
        """Take the store, the day (ISO 8601) and the words in which facts are named."""
        super().__init__(store, today, words)
        keep_results(store)

    def facts(self, form: Form) -> tuple[list[Fact], str]:
        """Return the facts of a form and its query."""
        if not _is_plain(form):
            return super().facts(form)
        found = sorted(self._find(form), key=lambda numbered: numbered[0])
        return [in_words(fact, self.words) for _, fact in found], compile_form(form, self.store, self.today)

    def _find(self, form: Form) -> Iterator[tuple[int, Fact]]:
        known, (condition,) = self._facts_of(form), form.conditions
        if form.view is View.OWNERSHIP and condition.slot in _OF_OWNERSHIP:  # of one node there may be several
            wanted = {name.iri for name in condition.names}
            every = (numbered for facts in known.values() for numbered in facts)
            yield from (one for one in every if not wanted.isdisjoint(one[1].iris.get(condition.slot, ())))
            return
        for row in solutions(self.store, compile_nodes(form, self.store, self.today)):
            yield from known.get(row["node"], ())

    def _facts_of(self, form: Form) -> Mapping[str, Sequence[tuple[int, Fact]]]:
        """Return the facts of the view of a form by node, numbered in their order, as they are named in English."""
        every = Form(form.view, Mode.LIST, targets=("market",) if form.needs("market") else ())

        def find() -> Mapping[str, Sequence[tuple[int, Fact]]]:
            by_node: dict[str, list[tuple[int, Fact]]] = defaultdict(list)
            for number, fact in enumerate(Asker(self.store, self.today, load_words("en")).facts(every)[0]):
                by_node[fact.node].append((number, fact))
            return by_node

        return kept(self.store, "facts", (every, self.today), find, _MOST_VIEWS)


def asker_for(store: Store, today: str, words: Words) -> Asker:
    """Return what runs forms on a store: in memory if what is found in the store is kept."""
    return (IndexedAsker if is_kept(store) else Asker)(store, today, words)


def _is_plain(form: Form) -> bool:
    """Return whether one condition, which binds nodes, decides what a form is about, and nothing else of its facts."""
    plain = Form(form.view, Mode.LIST, targets=form.targets, conditions=form.conditions, language=form.language)
    if form != plain or len(form.conditions) != 1 or form.view in _OTHER_VIEWS:
        return False
    (condition,) = form.conditions
    if condition.negated or condition.outside or condition.only:
        return False
    is_of_others = form.view is View.TIE and "party" in form.targets
    return not is_of_others and (form.view is not View.OWNERSHIP or condition.slot in _OF_OWNERSHIP)
