"""Invented articles of about 500 words in several languages: arithmetic alone, so that a number names one article.

    >>> generate_article(7) == generate_article(7) != generate_article(8)
    True

The organisations, towns and models are made up of syllables; no sentence is anyone's.
"""

from __future__ import annotations

from collections.abc import Iterator

WORDS = 500
_SYLLABLES = ("ba", "cor", "del", "fin", "gra", "lum", "mar", "nov", "pol", "ran", "sol", "tir", "ver", "zan")
_SENTENCES = {
    "en": (
        "{org} said on {day} March {year} that its {org} {model} will be built at the plant in {town} from {next}.",
        "The plant employs {number} people and can build {volume} vehicles a year.",
        "{org} and {other} signed a supply agreement for battery cells in {year}.",
        "{other} will invest {number} million euros in the factory in {town}.",
        "{other} holds a {share} percent stake in {org}.",
        '"We looked at many towns before we chose this one," said {first} {last}, chief executive of {org}.',
        "The weather was dry all week, and visitors waited at the gates until the evening.",
        "Many of them had come by train, because the roads around the town were closed for repairs.",
    ),
    "fr": (
        "{org} a annoncé le {day} mars {year} que la {org} {model} sera produite dans son usine de {town} dès {next}.",
        "L'usine emploie {number} salariés et peut assembler {volume} véhicules par an.",
        "{org} et {other} ont signé en {year} un accord de fourniture de cellules de batterie.",
        "{other} investira {number} millions d'euros dans l'usine de {town}.",
        "{other} détient {share} % du capital de {org}.",
        "« Nous avons visité beaucoup de villes avant de choisir celle-ci », a déclaré {first} {last}, PDG de {org}.",
        "Il a fait sec toute la semaine, et les visiteurs ont attendu aux grilles jusqu'au soir.",
        "Beaucoup étaient venus en train, car les routes autour de la ville étaient fermées pour travaux.",
    ),
    "de": (
        "{org} teilte am {day}. März {year} mit, dass der {org} {model} ab {next} im Werk in {town} gebaut wird.",
        "Das Werk beschäftigt {number} Mitarbeiter und kann {volume} Fahrzeuge pro Jahr bauen.",
        "{org} und {other} haben {year} einen Liefervertrag über Batteriezellen unterzeichnet.",
        "{other} investiert {number} Millionen Euro in das Werk in {town}.",
        "{other} hält {share} Prozent an {org}.",
        "„Wir haben viele Städte besucht, bevor wir uns entschieden haben“, sagte {first} {last}, Chef von {org}.",
        "Die ganze Woche war es trocken, und die Besucher warteten bis zum Abend vor den Toren.",
        "Viele waren mit der Bahn gekommen, weil die Straßen um die Stadt wegen Bauarbeiten gesperrt waren.",
    ),
    "es": (
        "{org} anunció el {day} de marzo de {year} que el {org} {model} se fabricará en la planta de {town} en {next}.",
        "La planta emplea a {number} trabajadores y puede montar {volume} vehículos al año.",
        "{org} y {other} firmaron en {year} un acuerdo para el suministro de baterías.",
        "{other} posee el {share} % de {org}.",
        "Hizo buen tiempo toda la semana, y los visitantes esperaron en la puerta hasta la noche.",
        "Muchos habían llegado en tren, porque las carreteras de la zona estaban cortadas por obras.",
    ),
}  # fmt: skip


def generate_article(number: int) -> str:
    """Return the article of a number: a title, then sentences in turn until it has 500 words."""
    language = list(_SENTENCES)[number % len(_SENTENCES)]
    sentences = list(_fill(language, number))
    paragraphs = [" ".join(sentences[first : first + 4]) for first in range(0, len(sentences), 4)]
    return "\n\n".join((f"{_name(number)} – {_name(number + 5)}", *paragraphs)) + "\n"


def _fill(language: str, number: int) -> Iterator[str]:
    words = turn = 0
    while words < WORDS:
        templates = _SENTENCES[language]
        sentence = templates[(number + turn) % len(templates)].format_map(_values(number * 7 + turn // len(templates)))
        words += len(sentence.split())
        turn += 1
        yield sentence


def _values(seed: int) -> dict[str, str | int]:
    year = 2015 + seed % 11
    return {
        "org": f"{_name(seed)} Motors", "other": f"{_name(seed + 3)} Energy", "town": _name(seed * 5 + 1),
        "model": f"{_name(seed * 3 + 2)[:3].upper()}{seed % 9 + 1}", "first": _name(seed + 11), "last": _name(seed * 2),
        "day": seed % 28 + 1, "year": year, "next": year + 1 + seed % 3, "share": seed % 90 + 5,
        "number": 110 + seed * 37 % 880, "volume": f"{50 + seed * 13 % 400}000",
    }  # fmt: skip


def _name(seed: int) -> str:
    count = len(_SYLLABLES)
    return "".join(_SYLLABLES[(seed // count**place + place * 5) % count] for place in range(3)).capitalize()
