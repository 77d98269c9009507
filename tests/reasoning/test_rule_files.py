"""Each rule of ontology/rules concludes what its table says, and no condition of it can go without a case noticing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pyoxigraph import Triple

from autokg.reasoning.rule import Rule
from autokg.reasoning.sparql_rules import compile_query, load_rules

from .worlds import construct, triples

PRODUCTION = ":p akg:ofModel :m ; akg:{place} :x ; akg:status akg:{status} ."
STAKE = ":s akg:stakeOwner :a ; akg:stakeIn :b ; akg:status akg:{status} ; akg:{share} ."
POST = ":p a akg:{kind} ; akg:holder :x ; akg:postIn :o ; akg:status akg:{status} ."
VENTURE = ":v akg:jointVentureOf :a ; akg:status akg:actual ."
FORMERLY = ":p akg:ofModel :m ; akg:productionBuilder :x ; akg:status akg:ended ."
PARTNERS = {"actual": "partnerOf", "planned": "plannedPartnerOf", "ended": "formerPartnerOf"}
KNOWN = (":o a akg:OrganizationOfKnownOwners . ", ":w a akg:OrganizationOfKnownOwners . ")
DEAL = ":m akg:{built} :o ; akg:modelBrand :b . :b akg:{owner} :w . " + "".join(KNOWN)
OWNERS = ("brandOwner", "listedOwner")
# Owners, ancestors and ventures that have nothing to do with the deal.
STRANGERS = """:y akg:brandOwner :z . :o akg:ancestorOrganization :g ; akg:jointVentureOf :v . :y akg:formerBrandOwner :w .
:v akg:ancestorOrganization :t . :w akg:ancestorOrganization :h ; akg:jointVentureOf :u . :y akg:ancestorOrganization :w ."""
ONE_FAMILY = {
    "the client is above the builder": ":o akg:ancestorOrganization :w .",
    "the builder is above the client": ":w akg:ancestorOrganization :o .",
    "both are below one owner": ":o akg:ancestorOrganization :g . :w akg:ancestorOrganization :g .",
    "the builder is a venture of the client": ":o akg:jointVentureOf :w .",
    "the builder is a venture of a child of the client": ":o akg:jointVentureOf :v . :v akg:ancestorOrganization :w .",
    "the builder is a venture of a parent of the client": ":o akg:jointVentureOf :v . :w akg:ancestorOrganization :v .",
    "the builder is a venture of a sister of the client":
        ":o akg:jointVentureOf :v . :v akg:ancestorOrganization :g . :w akg:ancestorOrganization :g .",
    "the client is a venture of the builder": ":w akg:jointVentureOf :o .",
    "the client is a venture of a parent of the builder": ":w akg:jointVentureOf :v . :o akg:ancestorOrganization :v .",
    "both are ventures of one parent": ":w akg:jointVentureOf :v . :o akg:jointVentureOf :v .",
}  # fmt: skip
# Two who are told to own :b, and a stake of the first in the second.
TWO_OWNERS = (
    ":s akg:stakeOwner :a ; akg:stakeIn :b ; akg:status akg:actual ; akg:{own} . "
    ":t akg:stakeOwner :c ; akg:stakeIn {near} ; akg:{share} . "
    ":u akg:stakeOwner {holder} ; akg:stakeIn {held} . "
)
NESTED = {"near": ":b", "holder": ":a", "held": ":c"}
STANDING = ":t akg:status akg:actual . :u akg:status akg:actual ."
MAJORITIES = [
    (own, share) for own in ("shareMinimum 50", "sharePercent 60") for share in ("shareMinimum 50", "sharePercent 100")
]
# An agreement on contract manufacturing, and what bars that it tells who builds for whom.
PACT = """:d akg:agreementType akg:contractManufacturing ; akg:status akg:{status} ; akg:party :o , :w ;
akg:concernsModel :m . :m akg:{built} :o ."""
AT_HOME = [
    *list(ONE_FAMILY.values())[:3],
    ":m akg:{built} :w .",
    *(f":m akg:modelBrand :b . :b akg:{owner} :o ." for owner in OWNERS),
]
FOREIGN = [f":m akg:modelBrand :b . :n akg:modelBrand :c . :c akg:{owner} :o . :b akg:{owner} :w ." for owner in OWNERS]


def contract(built: str, relation: str) -> list[tuple[str, str]]:
    made = f":o akg:{relation} :w ."
    deals = [DEAL.format(built=built, owner=owner) for owner in OWNERS]
    lost = [f":m akg:{built} :o ; ", "akg:modelBrand :b ", *KNOWN]
    parts = [deal.replace(part, ":m " if part == lost[0] else "") for deal in deals for part in lost]
    own = [deal.replace(":w .", ":o .").replace(KNOWN[1], "") for deal in deals]
    return [
        *((deal + more, made) for deal in deals for more in ("", STRANGERS)),
        *((deal + tie, "") for deal in deals for tie in ONE_FAMILY.values()),
        *((given, "") for given in (*parts, *own)),
        *((deal.replace(f":b akg:{owner} :w . ", ""), "") for deal, owner in zip(deals, OWNERS, strict=True)),
        (deals[1] + ":b akg:formerBrandOwner :w .", ""),
        (deals[1] + ":b akg:brandOwner :p .", ""),
    ]


def pact(status: str, built: str, relation: str) -> list[tuple[str, str]]:
    deal, made = PACT.format(status=status, built=built), f":o akg:{relation} :w ."
    parts = [" akg:agreementType akg:contractManufacturing ;", f" akg:status akg:{status} ;", f":m akg:{built} :o ."]
    return [
        *((deal + more, made) for more in ("", STRANGERS, *FOREIGN)),
        *((deal + tie.format(built=built), "") for tie in AT_HOME),
        *((deal.replace(part, ""), "") for part in parts),
        (deal.replace("akg:concernsModel :m", "akg:concernsModel :n"), ""),
        (deal.replace(":o , :w", ":w"), ""),
    ]


def by_status(place: str, relations: dict[str, str]) -> list[tuple[str, str]]:
    """Return a production in each status, beside a plan to build another model elsewhere of which less is known."""
    cases = [(PRODUCTION.format(place=place, status=s), f":m akg:{r} :x ." if r else "") for s, r in relations.items()]
    part = f":p akg:ofModel :m . :q akg:{place} :x . :r akg:status akg:actual , akg:planned , akg:ended ."
    return [*cases, (part, "")]


# graph → what the rule alone concludes from it
TABLE: dict[str, list[tuple[str, str]]] = {
    "built-in-country": by_status(
        "inCountry", {"actual": "builtInCountry", "planned": "", "ended": "", "cancelled": ""}
    ),
    "contract-manufacturing": contract("builder", "contractManufacturerFor")
    + contract("plannedBuilder", "plannedContractManufacturerFor"),
    "contract-by-agreement": pact("actual", "builder", "contractManufacturerFor")
    + pact("planned", "plannedBuilder", "plannedContractManufacturerFor"),
    "known-owners": [
        *((f":a akg:{tie} :b .", ":a a akg:OrganizationOfKnownOwners . :b a akg:OrganizationOfKnownOwners .")
          for tie in ("shareholder", "ancestorOrganization")),
        (":a a akg:Group .", ":a a akg:OrganizationOfKnownOwners ."),
        (":a a akg:Company .", ""),
    ],
    "former-builders": [
        (":p akg:ofModel :m ; akg:formerProductionBuilder :x .", ":m akg:formerBuilder :x ."),
        (f"{FORMERLY}", ":m akg:formerBuilder :x ."),
        *((f"{given} :{model} akg:builder :{builder} .", made)
          for given in (FORMERLY, ":p akg:ofModel :m ; akg:formerProductionBuilder :x .")
          for model, builder, made in (
              ("m", "x", ""), ("n", "x", ":m akg:formerBuilder :x ."), ("m", "y", ":m akg:formerBuilder :x ."))),
        *((FORMERLY.replace("ended", status), "") for status in ("actual", "planned", "reported", "cancelled")),
        (":p akg:ofModel :m ; akg:status akg:ended . :q akg:productionBuilder :x ; akg:status akg:ended .", ""),
        (":p akg:productionBuilder :x ; akg:status akg:ended . :q akg:ofModel :m ; akg:status akg:ended .", ""),
        (":p akg:ofModel :m ; akg:productionBuilder :x . :q akg:status akg:ended .", ""),
        (":p akg:ofModel :m ; akg:status akg:ended . :q akg:formerProductionBuilder :x .", ""),
    ],
    "head-of": [
        (POST.format(kind="HeadPost", status="actual"), ":x akg:headOf :o ."),
        *((POST.format(kind="HeadPost", status=status), "") for status in ("planned", "ended", "reported", "denied")),
        (POST.format(kind="Post", status="actual"), ""),
        (":p a akg:HeadPost ; akg:postIn :o ; akg:status akg:actual . :q akg:holder :x .", ""),
        (":p a akg:HeadPost ; akg:holder :x ; akg:status akg:actual . :q akg:postIn :o .", ""),
    ],
    "listed-ancestor": [
        (":a a akg:Company ; akg:listedOwner :o .", ":a akg:ancestorOrganization :o ."),
        (":a a akg:Group ; akg:listedOwner :o .", ":a akg:ancestorOrganization :o ."),
        (":a a akg:Brand ; akg:listedOwner :o .", ""),
        (":a a akg:Company . :b akg:listedOwner :o .", ""),
    ],
    "majority-parent": [
        (STAKE.format(status="actual", share="sharePercent 51"), ":b akg:directParent :a ."),
        (STAKE.format(status="actual", share="sharePercent 50.1"), ":b akg:directParent :a ."),
        (STAKE.format(status="actual", share="sharePercent 50"), ""),
        (STAKE.format(status="actual", share="shareMinimum 50"), ":b akg:directParent :a ."),
        (STAKE.format(status="actual", share="shareMinimum 49.9"), ""),
        (STAKE.format(status="planned", share="sharePercent 60"), ""),
        (STAKE.format(status="ended", share="shareMinimum 60"), ""),
        (":s akg:stakeOwner :a ; akg:stakeIn :a ; akg:status akg:actual ; akg:sharePercent 60 .", ""),
        (":s akg:stakeOwner :a ; akg:stakeIn :a ; akg:status akg:actual ; akg:shareMinimum 60 .", ""),
        (":s akg:stakeOwner :a ; akg:stakeIn :b ; akg:status akg:actual . :t akg:sharePercent 60 .", ""),
        *((TWO_OWNERS.format(own=own, share=share, **NESTED) + STANDING, ":b akg:directParent :c .") for own, share in MAJORITIES),
        *((TWO_OWNERS.format(own=own, share=share, **NESTED | other) + STANDING, ":b akg:directParent :a . " + more)
          for own, share in MAJORITIES
          for other, more in (({"near": ":e"}, ":e akg:directParent :c ."), ({"holder": ":e"}, ":b akg:directParent :c ."),
                              ({"held": ":e"}, ":b akg:directParent :c ."))),
        *((TWO_OWNERS.format(own=own, share=share, **NESTED) + status, ":b akg:directParent :a . " + more)
          for own, share in MAJORITIES
          for status, more in ((":t akg:status akg:ended . :u akg:status akg:actual .", ""),
                               (":t akg:status akg:actual . :u akg:status akg:ended .", ":b akg:directParent :c ."))),
        *((TWO_OWNERS.format(own=own, share=share, **NESTED) + STANDING, ":b akg:directParent :a .")
          for own, share in (("shareMinimum 50", "shareMinimum 5"), ("sharePercent 60", "sharePercent 49"))),
    ],
    "other-builders": [
        (":p akg:ofModel :m ; akg:plannedProductionBuilder :x .", ":m akg:plannedBuilder :x ."),
        (":p akg:ofModel :m ; akg:productionBuilder :y ; akg:plannedProductionBuilder :x , :z .",
         ":m akg:plannedBuilder :x , :z ."),
        (":p akg:ofModel :m ; akg:status akg:actual . :q akg:plannedProductionBuilder :x ; akg:status akg:actual .", ""),
    ],
    "partner-of": [
        *((f":d akg:{tie} :a , :b ; akg:status akg:{status} .", f":a akg:{relation} :b . :b akg:{relation} :a .")
          for tie in ("party", "jointVentureOf") for status, relation in PARTNERS.items()),
        *((f":d akg:{tie} :a , :b ; akg:status akg:{status} .", "")
          for tie in ("party", "jointVentureOf") for status in ("cancelled", "reported", "denied")),
        (":d akg:party :a ; akg:status akg:actual . :e akg:party :b ; akg:status akg:planned .", ""),
        (":d akg:party :a ; akg:jointVentureOf :b ; akg:status akg:actual .", ""),
        *((f":d akg:{tie} :a ; akg:status akg:{status} . :e akg:{tie} :b ; akg:status akg:{status} .", "")
          for tie in ("party", "jointVentureOf") for status in PARTNERS),
        *((f":d akg:{tie} :a , :b . :e akg:status akg:actual , akg:planned , akg:ended .", "")
          for tie in ("party", "jointVentureOf")),
    ],
    "former-parents": [
        (":v akg:formerJointVentureOf :a ; akg:jointVentureOf :b .",
         ":a akg:formerPartnerOf :b . :b akg:formerPartnerOf :a ."),
        (":v akg:formerJointVentureOf :a , :b .", ":a akg:formerPartnerOf :b . :b akg:formerPartnerOf :a ."),
        (":v akg:formerJointVentureOf :a ; akg:jointVentureOf :a .", ""),
        (":v akg:jointVentureOf :a , :b .", ""),
        (":v akg:formerJointVentureOf :a . :w akg:jointVentureOf :b .", ""),
        (":v akg:formerJointVentureOf :a . :w akg:formerJointVentureOf :b .", ""),
    ],
    "platform-siblings": [
        (":m akg:onPlatform :q . :n akg:onPlatform :q .",
         ":m akg:sharesPlatformWith :n . :n akg:sharesPlatformWith :m ."),
        (":m akg:onPlatform :q . :n akg:onPlatform :r .", ""),
        (":m akg:derivedFrom :n .", ":m akg:sharesPlatformWith :n ."),
        (":m akg:derivedFrom :m .", ""),
    ],
    "production-builders": by_status(
        "productionBuilder",
        {"actual": "builder", "planned": "plannedBuilder", "ended": "", "reported": "", "cancelled": ""},
    ),
    "production-sites": by_status(
        "atPlant",
        {"actual": "producedAt", "planned": "plannedProductionAt", "ended": "formerlyProducedAt", "reported": "",
         "cancelled": ""},
    ),
    "shareholder": [
        (STAKE.format(status="actual", share="sharePercent 3"), ":b akg:shareholder :a ."),
        *((STAKE.format(status=status, share="sharePercent 3"), "") for status in ("planned", "ended")),
        (":s akg:stakeOwner :a ; akg:status akg:actual . :t akg:stakeIn :b .", ""),
        (":v akg:jointVentureOf :a , :b ; akg:status akg:actual .", ":v akg:shareholder :a , :b ."),
        *((f":v akg:jointVentureOf :a , :b ; akg:status akg:{status} .", "")
          for status in ("planned", "ended", "cancelled", "reported", "denied")),
        (":v akg:jointVentureOf :a . :w akg:status akg:actual .", ""),
        *((f"{VENTURE} :s akg:stakeOwner :{owner} ; akg:stakeIn :{owned} ; akg:status akg:{status} .", made)
          for owner, owned, status, made in (
              ("a", "v", "ended", ""), ("a", "v", "planned", ":v akg:shareholder :a ."),
              ("b", "v", "ended", ":v akg:shareholder :a ."), ("a", "w", "ended", ":v akg:shareholder :a ."))),
    ],
}  # fmt: skip

RULES = {query.name: list(compile_query(query)) for query in load_rules()}
TEXTS = {query.name: query.text for query in load_rules()}
CASES = [(name, *case) for name, cases in TABLE.items() for case in cases]
_EACH_SIDE = {">": ">=", ">=": ">", "<": "<=", "<=": "<", "=": "!=", "!=": "="}


def conclude(rules: list[Rule], given: str) -> set[Triple]:
    return construct(rules, triples(given))


def weakened(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Yield a rule without each of its conditions, and with each comparison moved to the other side of its boundary."""
    for n, atom in enumerate(rule.body):
        yield f"without {atom}", replace(rule, body=(*rule.body[:n], *rule.body[n + 1 :]))
    for n, condition in enumerate(rule.conditions):
        before, after = rule.conditions[:n], rule.conditions[n + 1 :]
        moved = replace(condition, operator=_EACH_SIDE[condition.operator])
        yield f"without {condition}", replace(rule, conditions=before + after)
        yield f"{moved} for {condition}", replace(rule, conditions=(*before, moved, *after))
    for n, group in enumerate(rule.unless):
        before_, after_ = rule.unless[:n], rule.unless[n + 1 :]
        yield f"without not {', '.join(map(str, group))}", replace(rule, unless=before_ + after_)
        for m, atom in enumerate(group if len(group) > 1 else ()):
            less = (*group[:m], *group[m + 1 :])
            yield f"not {', '.join(map(str, group))}, without {atom}", replace(rule, unless=(*before_, less, *after_))


def mutants() -> Iterator[tuple[str, str, list[Rule]]]:
    """Yield each rule file as rules of which one is weakened or gone."""
    for name, rules in RULES.items():
        for n, rule in enumerate(rules):
            others = [*rules[:n], *rules[n + 1 :]]
            yield name, f"without the alternative {rule}", others
            yield from ((name, words, [*others, weaker]) for words, weaker in weakened(rule))


MUTANTS = list(mutants())


def test_each_rule_file_has_a_table() -> None:
    assert TABLE.keys() == RULES.keys()


@pytest.mark.parametrize(("name", "given", "expected"), CASES)
def test_a_rule_concludes_what_its_table_says(name: str, given: str, expected: str) -> None:
    assert conclude(RULES[name], given) == triples(expected)
    assert construct([TEXTS[name]], triples(given)) == triples(expected)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "words", "rules"), MUTANTS, ids=[f"{name}: {words}" for name, words, _ in MUTANTS])
def test_no_condition_can_go_unnoticed(name: str, words: str, rules: list[Rule]) -> None:
    changed = [given for given, expected in TABLE[name] if conclude(rules, given) != triples(expected)]
    assert changed, f"no case of {name} tells the rule {words} from the rule itself"
