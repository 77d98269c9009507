"""Countries take the preposition and article of the language; words that contract are joined, others are not."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autokg.answers.grammar import contract, the_country
from autokg.answers.lexicon import LANGUAGES
from autokg.answers.words import load_words
from autokg.core.geography import is_country, region_name

ORDER = ("en", "fr", "de", "es", "it", "pt")
WHERE = {
    "US": ("in the United States", "aux États-Unis", "in den USA", "en los Estados Unidos", "negli Stati Uniti", "nos Estados Unidos"),
    "MX": ("in Mexico", "au Mexique", "in Mexiko", "en México", "in Messico", "no México"),
    "FR": ("in France", "en France", "in Frankreich", "en Francia", "in Francia", "na França"),
    "TR": ("in Türkiye", "en Turquie", "in der Türkei", "en Turquía", "in Turchia", "na Turquia"),
    "DE": ("in Germany", "en Allemagne", "in Deutschland", "en Alemania", "in Germania", "na Alemanha"),
    "NL": ("in the Netherlands", "aux Pays-Bas", "in den Niederlanden", "en los Países Bajos", "nei Paesi Bassi", "nos Países Baixos"),
    "GB": ("in the United Kingdom", "au Royaume-Uni", "im Vereinigten Königreich", "en el Reino Unido", "nel Regno Unito", "no Reino Unido"),
    "IR": ("in Iran", "en Iran", "im Iran", "en Irán", "in Iran", "no Irã"),
    "TW": ("in Taiwan", "à Taïwan", "in Taiwan", "en Taiwán", "a Taiwan", "em Taiwan"),
    "IL": ("in Israel", "en Israël", "in Israel", "en Israel", "in Israele", "em Israel"),
    "PT": ("in Portugal", "au Portugal", "in Portugal", "en Portugal", "in Portogallo", "em Portugal"),
    "003": ("in North America", "en Amérique du Nord", "in Nordamerika", "en América del Norte", "in Nord America", "na América do Norte"),
}  # fmt: skip
TEXT = {
    "US": ("the United States", "les États-Unis", "die USA", "los Estados Unidos", "gli Stati Uniti", "os Estados Unidos"),
    "MX": ("Mexico", "le Mexique", "Mexiko", "México", "il Messico", "o México"),
    "KH": ("Cambodia", "le Cambodge", "Kambodscha", "Camboya", "la Cambogia", "o Camboja"),
    "CA": ("Canada", "le Canada", "Kanada", "Canadá", "il Canada", "o Canadá"),
    "SK": ("Slovakia", "la Slovaquie", "die Slowakei", "Eslovaquia", "la Slovacchia", "a Eslováquia"),
    "IT": ("Italy", "l’Italie", "Italien", "Italia", "l’Italia", "a Itália"),
    "PH": ("the Philippines", "les Philippines", "die Philippinen", "Filipinas", "le Filippine", "as Filipinas"),
    "IL": ("Israel", "Israël", "Israel", "Israel", "Israele", "Israel"),
    "LK": ("Sri Lanka", "le Sri Lanka", "Sri Lanka", "Sri Lanka", "lo Sri Lanka", "o Sri Lanka"),
    "EU": ("European Union", "l’Union européenne", "die Europäische Union", "la Unión Europea", "l’Unione europea", "a União Europeia"),
}  # fmt: skip


def _iri(code: str) -> str:
    return f"https://w3id.org/autokg/id/{'country' if is_country(code) else 'region'}/{code}"


def _pairs(table: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str, str]]:
    return [
        (code, language, text) for code, texts in table.items() for language, text in zip(ORDER, texts, strict=True)
    ]


@pytest.mark.parametrize(("code", "language", "text"), _pairs(WHERE))
def test_a_country_has_its_preposition(code: str, language: str, text: str) -> None:
    assert load_words(language).in_country(_iri(code), code) == f" {text}"


@pytest.mark.parametrize(("code", "language", "text"), _pairs(TEXT))
def test_a_country_has_its_article(code: str, language: str, text: str) -> None:
    assert load_words(language).the_country(_iri(code), code) == text


def test_what_is_no_country_keeps_its_label() -> None:
    words = load_words("fr")
    place = "https://w3id.org/autokg/id/place/busan"
    assert (words.in_country(place, "Busan"), words.the_country(place, "Busan"), words.region(place, "Busan")) == (
        " à Busan", "Busan", "Busan",
    )  # fmt: skip
    assert words.region(_iri("KR"), "South Korea") == "Corée du Sud"


@pytest.mark.parametrize(
    ("language", "text", "joined"),
    [
        ("fr", "de le mois", "du mois"),
        ("fr", "à les Philippines", "aux Philippines"),
        ("fr", "jusqu’à le 15 janvier", "jusqu’au 15 janvier"),
        ("fr", "de Audi", "d’Audi"),
        ("fr", "que Audi", "qu’Audi"),
        ("fr", "de Renault", "de Renault"),
        ("fr", "de l’été", "de l’été"),
        ("es", "de el mes", "del mes"),
        ("es", "a el mes", "al mes"),
        ("es", "de El Salvador", "de El Salvador"),
        ("es", "Kia y Isuzu", "Kia e Isuzu"),
        ("es", "Kia y Hyundai", "Kia y Hyundai"),
        ("es", "se fabrica por Magna", "lo fabrica Magna"),
        ("es", "se fabrica en Graz", "se fabrica en Graz"),
        ("es", "debe fabricarse por Magna", "lo debe fabricar Magna"),
        ("fr", "à partir de 2012 jusqu’en mars 2023", "de 2012 à mars 2023"),
        ("fr", "à partir du 2 mai 2012 jusqu’au 3 mai 2023", "du 2 mai 2012 au 3 mai 2023"),
        ("fr", "à partir de 2012, jusqu’en mars", "à partir de 2012, jusqu’en mars"),
        ("de", "ab 2012 bis März 2023", "von 2012 bis März 2023"),
        ("de", "ab dem 2. Mai 2012 bis zum 3. Mai 2023", "vom 2. Mai 2012 bis zum 3. Mai 2023"),
        ("de", "ab 2012", "ab 2012"),
        ("es", "a partir de 2012 hasta 2023", "desde 2012 hasta 2023"),
        ("es", "a partir del 2 de mayo hasta el 3 de mayo", "desde el 2 de mayo hasta el 3 de mayo"),
        ("es", "se fabrica, según rumores, por Magna", "lo fabrica, según rumores, Magna"),
        ("it", "a partire dal 2012 fino a marzo", "dal 2012 fino a marzo"),
        ("pt", "a partir de 2012 até 2023", "de 2012 até 2023"),
        ("it", "fino a aprile", "fino ad aprile"),
        ("it", "fino a marzo", "fino a marzo"),
        ("it", "da il 2023", "dal 2023"),
        ("it", "in la primavera", "nella primavera"),
        ("it", "a l’estate", "all’estate"),
        ("it", "di gli anni", "degli anni"),
        ("it", "il 8 marzo", "l’8 marzo"),
        ("it", "dal 11 marzo", "dall’11 marzo"),
        ("it", "il 9 marzo", "il 9 marzo"),
        ("it", "dal 18 marzo", "dal 18 marzo"),
        ("it", "nel ottobre", "nell’ottobre"),
        ("pt", "em o Brasil", "no Brasil"),
        ("pt", "de as Filipinas", "das Filipinas"),
        ("pt", "a a Renault", "à Renault"),
        ("pt", "a o grupo", "ao grupo"),
        ("pt", "até o segundo semestre", "até o segundo semestre"),
        ("de", "in dem Werk", "in dem Werk"),
        ("en", "of the", "of the"),
    ],
)
def test_words_that_contract_are_joined(language: str, text: str, joined: str) -> None:
    assert contract(text, language) == joined


@given(st.sampled_from(["US", "FR", "SE", "MX", "KR", "003"]), st.sampled_from(LANGUAGES))
def test_the_name_of_a_country_is_kept(code: str, language: str) -> None:
    assert the_country(code, language).endswith(region_name(code, language))
