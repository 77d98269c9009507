"""Names of organisations without their legal form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.core.ids import fold
from autokg.names.legal_forms import fold_name

AFTER = """GmbH|AG|KG|GmbH & Co. KG|GmbH & Co. KGaA|SE|Ltd|Ltd.|Limited|plc|PLC|Inc.|Corp.|LLC|L.L.C.|Co., Ltd.|S.p.A.|SpA|A/S|AS|ApS
Oyj|Oy|AB|AB (publ)|ASA|a.s.|A.Ş.|s.r.o.|spol. s r.o.|k.s.|Kft.|KFT|Zrt.|Nyrt.|d.o.o.|D.O.O.|d.d.|B.V.|BV|N.V.|SA|S.A.
S.A.S.|SAS|SARL|S.à r.l.|S.A. de C.V.|SA de CV|S.A.B. de C.V.|S. de R.L. de C.V.|S.L.|S.L.U.|Ltda.|Lda.|SGPS|Sp. z o.o.
Sp. z o. o.|sp.k.|UAB|OÜ|SIA|Sdn Bhd|Sdn. Bhd.|Berhad|Pvt. Ltd.|Pvt Ltd|(Pvt.) Ltd.|Private Limited|Pte. Ltd.|Pty Ltd|OOO
PAO|PJSC|JSC|ПАО|Tbk|K.K.|Kabushiki Kaisha|Company|Corporation""".replace("\n", "|").split("|")
BEFORE = ["PT", "P.T.", "CV", "OOO", "ZAO", "PAO", "AO", "ООО", "AB", "AG", "UAB", "SIA", "LLC", "JSC", "PT."]


@pytest.mark.parametrize("form", AFTER)
def test_a_legal_form_after_the_name_is_left_out(form: str) -> None:
    assert {fold_name(f"Wolda Motors {written}") for written in (form, form.upper(), form.lower())} == {"wolda motors"}


@pytest.mark.parametrize("form", BEFORE)
def test_a_legal_form_before_the_name_is_left_out(form: str) -> None:
    assert fold_name(f"{form} Wolda Motors") == "wolda motors"


@pytest.mark.parametrize("name", ["株式会社ウォルダ", "ウォルダ株式会社"])
def test_a_script_without_spaces_has_them_too(name: str) -> None:
    assert fold_name(name) == fold("ウォルダ")


@pytest.mark.parametrize(
    "name",
    ["Wolda EV", "Wolda UK", "Wolda CV", "Wolda Holding", "Wolda Group", "ApS Wolda", "Wolda AG Motors", "AG", "SE AG"],
)
def test_other_words_are_kept(name: str) -> None:
    assert fold_name(name) == {"SE AG": "se"}.get(name, fold(name))


@given(st.text())
def test_a_key_is_never_empty_where_the_name_has_one(name: str) -> None:
    assert bool(fold_name(name)) == bool(fold(name))
