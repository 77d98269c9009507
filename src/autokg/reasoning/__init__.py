"""Axioms and rules → the triples that follow.

The closure is taken over ontology, reference and accepted triples, never over claims. OWL 2 RL is owlrl's work; what
OWL cannot say without harm stands in SPARQL rules beside the ontology. Both run in turn until nothing new follows,
stratum by stratum, so that a rule with a negation sees a finished closure.
"""

from autokg.reasoning.base import Closure, infer

__all__ = ["Closure", "infer"]
