"""Axioms and rules → the triples that follow.

The closure is taken over ontology, reference and accepted triples, never over claims. What OWL can say stands in the
ontology as axioms, what it cannot say without harm in SPARQL rules beside it. Both are compiled to rules of one form,
which run stratum by stratum, so that a rule with a negation sees a finished closure. owlrl, which reads the axioms in
its own way, is the referee.
"""

from autokg.reasoning.base import Closure, Inconsistency
from autokg.reasoning.reasoners import REASONERS, Reasoner, infer

__all__ = ["REASONERS", "Closure", "Inconsistency", "Reasoner", "infer"]
