"""Reports on building and changing a store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autokg.validation import Finding

if TYPE_CHECKING:
    from autokg.building.build import KnowledgeBuild
    from autokg.building.updating import Maintenance
    from autokg.spark.distributed_build import SparkBuild


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build counted and found.

    Attributes:
        counts: numbers of documents, facts, claims, conflicts and so on, by name.
        inconsistencies: contradictions between accepted triples and the ontology, in words.
        findings: breaches of the bundled shapes.
        unresolved: names that the reference data does not know; empty after a build by Spark, which counts them.
        ignored_decisions: decisions that could not be followed, each with the reason.
        fuzzy: names that were taken for a slip of a known one, with that one.
        texts: how many documents had their quotes checked against a text; None if no texts were given.
        rejects: number of lines that were left out, by Spark only.

    """

    counts: Mapping[str, int]
    inconsistencies: tuple[str, ...]
    findings: tuple[Finding, ...]
    unresolved: tuple[str, ...]
    ignored_decisions: tuple[str, ...]
    fuzzy: tuple[tuple[str, str], ...] = ()
    texts: int | None = None
    rejects: int = 0

    @classmethod
    def of(cls, built: KnowledgeBuild, texts: int | None = None) -> BuildReport:
        """Return the report on a build, without its store."""
        return cls(
            counts=built.counts,
            inconsistencies=tuple(map(str, built.closure.inconsistencies)),
            findings=tuple(built.findings),
            unresolved=tuple(thing.label for thing in built.unresolved),
            ignored_decisions=tuple(built.unheeded),
            fuzzy=tuple(built.fuzzy),
            texts=texts,
        )

    @classmethod
    def of_shards(cls, built: SparkBuild) -> BuildReport:
        """Return the report on a build by Spark."""
        return cls(
            counts=built.counts,
            inconsistencies=built.inconsistencies,
            findings=built.findings,
            unresolved=(),
            ignored_decisions=built.unheeded,
            rejects=built.rejects,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What adding or removing documents changed.

    Attributes:
        added, removed, unchanged: ids of documents; a replaced document is in both of the first.
        claims: change in the number of claims, negative if there are fewer.
        conflicts: conflicts that are new or settled differently, in words.
        resolved: number of conflicts that no longer exist.
        quads_added, quads_removed: numbers of quads.
        inconsistencies: new contradictions with the ontology, in words.
        findings: breaches of the bundled shapes among the changed things.
        unresolved: new names that the reference data does not know.
        ignored_decisions: decisions that no longer apply to anything.
        documents: number of documents that were given to be added.
        texts: how many of these had their quotes checked against a text; None if no texts were given.

    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    claims: int
    conflicts: tuple[str, ...]
    resolved: int
    quads_added: int
    quads_removed: int
    inconsistencies: tuple[str, ...]
    findings: tuple[Finding, ...]
    unresolved: tuple[str, ...]
    ignored_decisions: tuple[str, ...]
    documents: int = 0
    texts: int | None = None

    @classmethod
    def of(cls, made: Maintenance, documents: int = 0, texts: int | None = None) -> UpdateReport:
        """Return the report on a change of a store."""
        return cls(
            added=tuple(made.added),
            removed=tuple(made.removed),
            unchanged=tuple(made.unchanged),
            claims=made.claims,
            conflicts=tuple(map(str, made.conflicts)),
            resolved=made.settled,
            quads_added=len(made.delta.gained),
            quads_removed=len(made.delta.dropped),
            inconsistencies=tuple(map(str, made.inconsistencies)),
            findings=tuple(made.findings),
            unresolved=tuple(thing.label for thing in made.unresolved),
            ignored_decisions=tuple(map(str, made.unheeded)),
            documents=documents,
            texts=texts,
        )

    @property
    def is_empty(self) -> bool:
        """Whether the store stayed as it was."""
        return not (self.quads_added or self.quads_removed)
