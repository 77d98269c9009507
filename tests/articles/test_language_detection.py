"""The language of an article: short texts are not lost to rare relatives, and junk tells nothing."""

from __future__ import annotations

import pytest

from autokg.articles.language_detection import detect_language

LONG_ENOUGH = {
    "en": "The company has said that the plant in the north of the country will build cars for the market from 2031.",
    "fr": "Le groupe a annoncé que l'usine du nord du pays fabriquera des voitures pour le marché et les clients.",
    "de": "Der Konzern hat mitgeteilt, dass das Werk im Norden des Landes ab 2031 Autos für den Markt bauen wird.",
    "es": "El grupo ha anunciado que la planta del norte del país fabricará coches para el mercado y los clientes.",
    "it": "Il gruppo ha annunciato che lo stabilimento nel nord del paese produrrà le auto per il mercato con i soci.",
    "pt": "O grupo anunciou que a fábrica do norte do país vai produzir carros para o mercado e os clientes da região.",
    "nl": "Het concern heeft aangekondigd dat de fabriek in het noorden van het land auto's voor de markt gaat bouwen.",
    "pl": "Koncern ogłosił, że fabryka na północy kraju będzie od 2031 roku produkować samochody na rynek krajowy.",
    "sv": "Koncernen har meddelat att fabriken i norra delen av landet ska bygga bilar för marknaden från 2031.",
    "ca": "El grup ha anunciat que la planta del nord del país fabricarà cotxes per al mercat i els clients de la regió.",
    "ro": "Grupul a anunțat că uzina din nordul țării va produce mașini pentru piață și pentru clienți din 2031.",
    "cs": "Koncern oznámil, že závod na severu země bude od roku 2031 vyrábět automobily pro domácí trh.",
    "gl": "O grupo anunciou que a fábrica do norte do país vai producir coches para o mercado e os clientes galegos.",
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Corolla is built in Burnaston.", "en"),
        ("Toyota dey build di Corolla for Burnaston, and dem no go stop.", "en"),  # no code of its own is of use here
        ("Der Corolla entsteht in Burnaston.", "de"),
        ("Alfa no descarta fabricar el Nova en Pamplona.", "es"),
        ("Alfa traslada la producción del Nova de Martorell a Palmela en 2030.", "es"),
        ("Alfa posee el 45 % de Beta, Delta el 30 % y Omega el 25 %.", "es"),
        ("A Alfa vai produzir o Nova em Palmela.", "pt"),
        ("Ivo Esposto replaced Makoto Ushida as CEO of Nissan on 1 April 2025.", "en"),
        ("Skoda to build Kodiaq in Kvasiny.", "en"),
        ("Valmet aloittaa sähköautojen valmistuksen.", "fi"),
        ("Volvo bygger bilar i Torslanda.", "sv"),
    ],
)
def test_short_texts_are_told_apart(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(("language", "text"), LONG_ENOUGH.items())
def test_language_is_told(language: str, text: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("junk", ["\n" * 5000, "." * 5000, "1,000," * 2000, " 99 % +++ " * 900])
def test_what_is_no_word_tells_nothing_of_the_language(junk: str) -> None:
    assert detect_language(junk + "The Nova is built in Lyon, and the Luna is built at the plant in Metz.") == "en"


@pytest.mark.parametrize("text", ["", "12345 67890 +++ 99 %", "...\n\n"])
def test_a_text_without_words_has_no_language(text: str) -> None:
    assert detect_language(text) == "zxx"
