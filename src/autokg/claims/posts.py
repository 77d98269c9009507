"""Posts that one person holds at a time, by their titles: who takes one over succeeds the one before.

>>> post_of("Chief Executive Officer"), post_of("CEO and president"), post_of("board member")
('ceo', 'ceo', None)
"""

from __future__ import annotations

import re

from autokg.core.ids import fold

# A title that several may hold at a time is none of these: vice president, deputy, co-chief, member.
_SHARED = re.compile(r"\b(vice|deputy|assistant|associate|co|joint|member|adjoint|stellvertretende[rn]?|former|ex)\b")
_TOGETHER = re.compile(r"\bco\b|\bjoint\b")
_POSTS = (
    (
        "ceo",
        r"ceo|chief executive|pdg|president directeur general|directeur general|directrice generale"
        r"|vorstandsvorsitzende|vorstandschef|vorsitzende[rn]? der geschaftsfuhrung|amministratore delegato"
        r"|amministratrice delegata|consejer[oa] delegad[oa]|directora? ejecutiv[oa]|diretora? executiv[oa]"
        r"|administrador delegado|managing director",
    ),
    ("chair", r"chair(man|woman|person)?|aufsichtsratsvorsitzende|president du conseil"),
    ("president", r"president"),
    ("officer", r"(?P<office>c[fotmi]o|chief \w+( \w+)? officer)"),
    ("head", r"head of (?P<unit>.+)|(?P<site>plant (manager|director)|werkleiter(in)?)"),
)
_PATTERNS = [(post, re.compile(rf"\b(?:{pattern})r?n?\b")) for post, pattern in _POSTS]


def post_of(title: str) -> str | None:
    """Return the key of a post that one person holds at a time, None for one that several may hold."""
    folded = fold(title)
    if _SHARED.search(folded):
        return None
    for post, pattern in _PATTERNS:
        if match := pattern.search(folded):
            return " ".join([post, *(part for part in match.groupdict().values() if part)])
    return None


def is_head(title: str) -> bool:
    """Whether who holds a post heads the organisation, alone or with others."""
    return post_of(_TOGETHER.sub("", fold(title))) == "ceo"
