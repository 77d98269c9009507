"""Namespaces and terms, as pyoxigraph nodes.

`AKG` knows just the terms of `ontology/autokg.ttl` (a test holds the two equal), so a misspelt term fails where it is
written:

    >>> AKG.Production
    <NamedNode value=https://w3id.org/autokg/ontology#Production>
    >>> AKG.Prodcution
    Traceback (most recent call last):
    AttributeError: https://w3id.org/autokg/ontology# has no term 'Prodcution'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import NamedNode

from autokg.core.ids import DEFAULT_BASE


class Vocabulary:
    """The terms of one namespace, each an attribute."""

    def __init__(self, namespace: str, terms: str) -> None:
        """Declare the local names of a namespace, separated by spaces."""
        self._terms = {name: NamedNode(namespace + name) for name in terms.split()}
        vars(self).update(self._terms)  # found without a call: builds ask millions of times
        self.namespace = namespace  # last: SHACL has a term of this name

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{self.namespace} has no term {name!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __contains__(self, node: NamedNode) -> bool:
        return node.value.startswith(self.namespace) and node.value[len(self.namespace) :] in self._terms


AKG = Vocabulary(
    "https://w3id.org/autokg/ontology#",
    """
    Organization Company Group JointVenture Carmaker Brand Plant VehicleModel Product Platform Place Country Region
    Person Production Agreement Stake Appointment Supply Investment Document PressFact Claim Evidence Reading
    Conflict Decision Status Outcome SettlingRule AgreementType ProductionMethod Comparator ofModel ofProduct
    atPlant productionBuilder forMarket productionMethod productionStart productionEnd volumePerYear status
    hasProductionSite producedAt plannedProductionAt formerlyProducedAt builder builds plannedBuilder formerBuilder
    builtInCountry operatedBy operates locatedIn inCountry inRegion employees capacityPerYear opened closed modelBrand
    brandOwner listedOwner powertrain bodyStyle segment onPlatform derivedFrom sharesPlatformWith stakeOwner stakeIn
    sharePercent shareMinimum shareMaximum since until shareholder directParent ancestorOrganization jointVentureOf
    party agreementType signedOn concernsModel concernsPlant partnerOf contractManufacturerFor
    plannedContractManufacturerFor holder postIn jobTitle supplier customer investor amount currency investedIn
    investedOn slot fact evidence summary position earliest latest approximate comparator publishedOn speaker
    confidence outcome about onProperty acceptedClaim rejectedClaim settledBy decides verdict reason decidedBy
    decidedOn resolution singleValued competencyQuestion planned actual ended cancelled reported denied accepted
    supporting refined compatible superseded rejected dropped byDecision actualOverPlanned bodyOverHeadline
    exactOverApproximate finerOverVaguer laterOverEarlier moreVoices moreConfidence byIdentifier
    contractManufacturing jointVentureAgreement platformSharing supplyAgreement technologyLicence equityAgreement
    merger alliance memorandum distribution assetSale partnership fullProduction completelyKnockedDown semiKnockedDown
    around nearly over atLeast atMost Saying saying asOf statedFor validFrom validUntil ownParty lastReported
    lastReportedLatest startEarliest startLatest startApproximate endEarliest endLatest endApproximate
    plannedVariant formerVariant timeline plannedProductionBuilder formerProductionBuilder plannedForMarket
    formerlyForMarket plannedOperator formerOperator plannedBrandOwner formerBrandOwner plannedCapacityPerYear
    plannedEmployees plannedVolumePerYear plannedProductionMethod plannedSharePercent listedOperator HeadPost headOf
    plannedPartnerOf formerPartnerOf revised OrganizationOfKnownOwners withdrawn supersededBy mergedInto lastFiled
    ownOverThirdParty formerJointVentureOf
    """,
)
RDF = Vocabulary(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "JSON Property first nil object predicate rest subject type value",
)
RDFS = Vocabulary(
    "http://www.w3.org/2000/01/rdf-schema#",
    "Class Datatype domain isDefinedBy label range seeAlso subClassOf subPropertyOf",
)
OWL = Vocabulary(
    "http://www.w3.org/2002/07/owl#",
    "AnnotationProperty AsymmetricProperty Class DatatypeProperty IrreflexiveProperty NamedIndividual Nothing "
    "ObjectProperty Ontology Restriction SymmetricProperty Thing TransitiveProperty differentFrom disjointWith "
    "deprecated equivalentClass equivalentProperty imports inverseOf onProperty priorVersion propertyChainAxiom sameAs "
    "someValuesFrom versionIRI versionInfo",
)
SKOS = Vocabulary(
    "http://www.w3.org/2004/02/skos/core#", "altLabel definition exactMatch hiddenLabel notation prefLabel"
)
XSD = Vocabulary(
    "http://www.w3.org/2001/XMLSchema#", "boolean date dateTime decimal double integer nonNegativeInteger string"
)
PROV = Vocabulary(
    "http://www.w3.org/ns/prov#",
    "Activity Entity generatedAtTime used wasAssociatedWith wasGeneratedBy",
)
OA = Vocabulary(
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector TextQuoteSelector end exact hasSelector hasSource start",
)
SCHEMA = Vocabulary("https://schema.org/", "datePublished inLanguage license name publisher sha256 url")
EDTF = Vocabulary("http://id.loc.gov/datatypes/edtf/", "EDTF")
SH = Vocabulary(
    "http://www.w3.org/ns/shacl#",
    """
    BlankNode BlankNodeOrIRI BlankNodeOrLiteral ConstraintComponent IRI IRIOrLiteral Info JSConstraint Literal NodeShape
    PropertyShape SPARQLConstraint ValidationReport ValidationResult Violation Warning alternativePath and ask class
    closed conforms datatype deactivated declare defaultValue description detail disjoint equals expression flags
    focusNode group hasValue ignoredProperties in inversePath js languageIn lessThan lessThanOrEquals maxCount
    maxExclusive maxInclusive maxLength message minCount minExclusive minInclusive minLength name namespace node
    nodeKind nodeValidator not oneOrMorePath optional or order parameter path pattern prefix prefixes property
    propertyValidator qualifiedMaxCount qualifiedMinCount qualifiedValueShape qualifiedValueShapesDisjoint result
    resultMessage resultPath resultSeverity rule select severity sourceConstraint sourceConstraintComponent sourceShape
    sparql target targetClass targetNode targetObjectsOf targetSubjectsOf uniqueLang validator value xone
    zeroOrMorePath zeroOrOnePath
    """,
)
SD = Vocabulary(
    "http://www.w3.org/ns/sparql-service-description#",
    """
    Dataset Graph NamedGraph Service UnionDefaultGraph defaultDataset defaultGraph endpoint feature name namedGraph
    resultFormat supportedLanguage
    """,
)
WGS84 = Vocabulary("http://www.w3.org/2003/01/geo/wgs84_pos#", "lat long")
WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

# The layers of a store, each a named graph. `judgements` holds the outcome of each claim, and every conflict.
GRAPH = Vocabulary(
    "https://w3id.org/autokg/graph/",
    "ontology reference sources records claims decisions judgements accepted inferred description own",
)

# The things of a store by their collections: `model:polestar-4`, `org:renault-korea`.
THING_PREFIXES = {
    name.removesuffix("anization"): f"{DEFAULT_BASE}{name}/"
    for name in (
        *("agreement", "appointment", "brand", "claim", "conflict", "country", "decision", "document", "evidence"),
        *("fact", "investment", "model", "organization", "person", "place", "plant", "platform", "product"),
        *("production", "region", "saying", "stake", "supply", "thing"),
    )
}
PREFIXES = {
    "akg": AKG.namespace,
    "edtf": EDTF.namespace,
    "geo": WGS84.namespace,
    "graph": GRAPH.namespace,
    "oa": OA.namespace,
    "owl": OWL.namespace,
    "prov": PROV.namespace,
    "rdf": RDF.namespace,
    "rdfs": RDFS.namespace,
    "schema": SCHEMA.namespace,
    "skos": SKOS.namespace,
    "wd": WIKIDATA,
    "xsd": XSD.namespace,
    **THING_PREFIXES,
}
_LOCAL = re.compile(r"(?:[\w@+/-](?:[\w.@+/-]*[\w@+/-])?)?")
_ESCAPED = re.compile(r"[@+/]")


def shorten(node: NamedNode) -> str:
    r"""Write an IRI as SPARQL does, by prefix where a namespace is known.

    >>> shorten(XSD.date), shorten(NamedNode("https://e.org/"))
    ('xsd:date', '<https://e.org/>')
    >>> print(shorten(NamedNode("https://w3id.org/autokg/id/production/one@busan")))
    production:one\@busan
    """
    for prefix, namespace in PREFIXES.items():
        local = node.value.removeprefix(namespace)
        if local != node.value and _LOCAL.fullmatch(local):
            return prefix + ":" + _ESCAPED.sub(r"\\\g<0>", local)
    return str(node)
