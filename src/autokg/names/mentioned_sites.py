"""Index the plants, towns and brands that a document speaks of, by the names other facts may give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autokg.core.ids import fold
from autokg.names.legal_forms import fold_name
from autokg.names.site_wording import key_of, read_wording, short_name, site_key, without_names


@dataclass(frozen=True, slots=True)
class MentionedSite:
    """A plant, a town or a brand as a fact speaks of it, with the name of its operator, builder or owner."""

    plant: str | None = None
    place: str | None = None
    country: str | None = None
    maker: str | None = None
    brand: str | None = None

    def spoken_of(self) -> set[str]:
        """Return the keys by which other facts may speak of it: its town, its plant with its maker's name and without.

        >>> sorted(MentionedSite("Goral Sundby plant", "Norrby", maker="Goral Motors").spoken_of())
        ['goral sundby', 'norrby', 'sundby']
        """
        keys = {site_key(name) for name in (self.plant, self.place) if name}
        if self.plant and self.maker:
            maker = fold_name(self.maker)
            keys.add(key_of(without_names(read_wording(self.plant).words, frozenset({maker, short_name(maker)}))))
        return keys - {""}


@dataclass(frozen=True, slots=True)
class MentionedSites:
    """Index the plants and towns of a document, by the key of their names.

    Attributes:
        countries: country of each plant and each town with only one stated country.
        makers: maker of each plant and each town mentioned with only one maker.
        brands: owner of each brand of which only one is told, by the folded name of the brand.

    """

    towns: frozenset[str] = frozenset()
    countries: Mapping[str, str] = field(default_factory=dict)
    makers: Mapping[str, str] = field(default_factory=dict)
    brands: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sites: Iterable[MentionedSite]) -> MentionedSites:
        """Gather sites, given in any order."""
        site_list = list(sites)
        named = [(key, site) for site in site_list for key in site.spoken_of()]
        towns = frozenset(site_key(site.place) for _, site in named if site.place)
        makers = sorted((site.maker for _, site in named if site.maker), reverse=True)
        full_names = {short_name(fold_name(maker)): maker for maker in makers}
        runners = [(key, site.maker and short_name(fold_name(site.maker))) for key, site in named]
        return cls(
            towns,
            _only_values((key, site.country) for key, site in named),
            {key: full_names[short] for key, short in _only_values(runners).items()},
            _only_values((fold(site.brand), site.maker) for site in site_list if site.brand),
        )


def _only_values(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Return the value of each key that has no other."""
    values_of: dict[str, set[str]] = {}
    for key, value in pairs:
        if value:
            values_of.setdefault(key, set()).add(value)
    return {key: values.pop() for key, values in values_of.items() if len(values) == 1}
