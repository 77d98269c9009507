"""Fold names of organisations without their legal form.

The forms are those of countries that build cars, from ISO 20275 (the list of Entity Legal Forms) and as the press
shortens them. An abbreviation is known with points, spaces or neither, and only at the edge of a name.

    >>> fold_name("Wolda Motors A/S"), fold_name("PT Bunda Motors Tbk."), fold_name("Lunda S.A. de C.V.")
    ('wolda motors', 'bunda motors', 'lunda')
    >>> fold_name("AG"), fold_name("Nova AB Cars")
    ('ag', 'nova ab cars')
"""

from __future__ import annotations

import re
from functools import lru_cache

from autokg.core.ids import fold

# One line a language or region, abbreviations in upper case. Left out are those that are words in names of makers:
# CV for commercial vehicles, EV, UK.
_AFTER = """
Company Corp Corporation Inc Incorporated Limited Ltd Co LLC LLP PLC Pvt Private_Limited Pte Pty Sdn_BHD BHD Berhad
AG Aktiengesellschaft GMBH MBH KG KGAA GMBH_and_Co_KG GMBH_and_Co_KGAA OHG SE
SA SAS SASU SARL SNC SCA SPRL Societe_anonyme SAU SL SLU SAB SAPI S_de_RL de_CV SGPS Ltda Lda SPA SRL
NV BV AS APS ASA AB Publ OY OYJ ABP OU UAB SIA
SP_z_OO SPJ SPK SRO Spol_s_RO KS KFT ZRT Nyrt DOO DD AD EAD OOD EOOD
OOO ZAO OAO PAO AO JSC OJSC PJSC CJSC TOV ООО ЗАО ОАО ПАО АО
PT Tbk KK Kabushiki_Kaisha
"""
_BEFORE = "PT CV OOO ZAO OAO PAO AO TOV JSC AB AG UAB SIA LLC Kabushiki_Kaisha ООО ЗАО ОАО ПАО АО"
# Scripts that do not part words.
_UNPARTED = ("株式会社", "股份有限公司", "有限责任公司", "有限公司", "주식회사")


def _pattern(forms: str) -> str:
    """Return a pattern for forms in folded text; the letters of an abbreviation may stand apart."""
    words = ([" ?".join(word) if word.isupper() else word for word in form.split("_")] for form in forms.split())
    return "|".join(sorted((" ".join(form).casefold() for form in words), key=len, reverse=True))


_UNSPACED = "|".join(map(fold, _UNPARTED))
_FORM = re.compile(
    rf"^(?:(?:{_pattern(_BEFORE)}) )+|(?: (?:{_pattern(_AFTER)}))+$|^(?:{_UNSPACED}) ?| ?(?:{_UNSPACED})$"
)


@lru_cache(maxsize=8192)
def fold_name(name: str) -> str:
    """Return the key of an organisation's name: folded, without legal form, or whole where nothing else is left."""
    folded = fold(name)
    return _FORM.sub("", folded) or folded
