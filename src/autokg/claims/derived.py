"""Accepted triples that no claim states as they stand: bounds of dates, and when a state was last reported."""

from __future__ import annotations

from pyoxigraph import NamedNode

from autokg.core.terms import AKG

# The dates that begin and end a state, whatever they are called for nodes of one class.
STARTS = (AKG.productionStart, AKG.opened, AKG.since, AKG.signedOn, AKG.investedOn)
ENDS = (AKG.productionEnd, AKG.closed, AKG.until)
BOUNDS: dict[bool, tuple[NamedNode, NamedNode, NamedNode]] = {
    True: (AKG.startEarliest, AKG.startLatest, AKG.startApproximate),
    False: (AKG.endEarliest, AKG.endLatest, AKG.endApproximate),
}
# Each such property, with those of the claims that it is derived from.
DERIVED: dict[NamedNode, tuple[NamedNode, ...]] = {
    **dict.fromkeys(BOUNDS[True], STARTS),
    **dict.fromkeys(BOUNDS[False], ENDS),
    AKG.lastReported: (AKG.status,),
    AKG.lastReportedLatest: (AKG.status,),
    AKG.lastFiled: (AKG.status,),
}
