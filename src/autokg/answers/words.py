"""The words of answers in one language: phrases with a number, dates, joined items.

>>> words = load_words("en")
>>> words.noun("plant", 1), words.noun("plant", 3), words.date("2025-41"), words.joined(["A", "B", "C"])
('plant', 'plants', 'the second half of 2025', 'A, B and C')
>>> words.when("2023-11"), words.when("2024-01-15"), words.when("../2023")
('in November 2023', 'on January 15, 2024', '2023 or earlier')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache

from autokg.answers.grammar import contract, in_country, the_country
from autokg.core.resources import find_resource

_OPEN = ("", "..")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ARTICLE = re.compile(r"(?:the|le|la|el|il|o|a) |l’")
_PLANT = re.compile(r" plant$", re.IGNORECASE)


class Words:
    """The phrases of a language, from `queries/wording/`."""

    def __init__(self, language: str, tables: Mapping[str, Mapping[str, str]]) -> None:
        """Take the tables of a wording file."""
        self.language = language
        self._tables = tables
        self._months = tables["date"]["months"].split(", ")
        articles = (tables["production"]["current"].partition("{")[0], tables["plant_name"].get("the", ""))
        self._articles = tuple(article for article in articles if article)
        self._range = tables["date"]["between"].partition("{")[0]
        self._parts_of_years = tuple(form.partition("{")[0] for key, form in tables["date"].items() if key.isdigit())

    def phrase(self, table: str, key: str, number: int = 1, default: str = "") -> str:
        """Return a phrase; of `one | many` the number chooses."""
        forms = self._tables[table].get(key, default or key).split(" | ")
        return forms[0] if number == 1 or len(forms) == 1 else forms[1]

    def say(self, key: str, **fields: object) -> str:
        """Return a sentence with its fields filled in."""
        told = {name: self._definite(str(value)) if name == "subject" else value for name, value in fields.items()}
        told |= {name: self._definite(self._item(str(fields[name]))) for name in ("first", "second") if name in fields}
        return contract(self._tables["sentence"][key].format(**told), self.language)

    def piece(self, key: str, value: str) -> str:
        """Return a part of a clause, such as ` by X`; a date has the form of its kind, such as a day or a month."""
        table = self._tables["piece"]
        template = table.get(f"{key}_{self._kind_of_date(value)}", table[key])
        return contract(template.format(value), self.language)

    def _kind_of_date(self, value: str) -> str:
        if value.startswith(self._parts_of_years):
            return "part"
        if re.match(r"\d{1,2}\D", value):
            return "day"
        if value.startswith(self._range):
            return "range"
        return "year" if re.match(r"\d{4}\b", value) else "month"

    def has(self, table: str, key: str) -> bool:
        """Return whether a table has a phrase."""
        return key in self._tables.get(table, {})

    def clause(self, table: str, phase: str, subject: str, **fields: str) -> str:
        """Return a clause of a phase with its subject; without one it continues the clause before."""
        phase = "last_known" if phase == "end_due" else phase
        if table == "plant":
            subject = self._definite(subject)
        text = self.phrase(table, phase, 1 if subject else 2).format(subject=subject, **fields)
        return contract(text.strip(), self.language)

    def _definite(self, plant: str) -> str:
        keys = ("prefix", "the", "suffix")
        prefix, article, suffix = (self.phrase("plant_name", key, default=" ").strip() for key in keys)
        if suffix and plant.endswith(f" {suffix}"):
            return f"{article} {plant}"
        return f"{article} {plant.removeprefix(prefix).strip()}" if prefix and plant.startswith(prefix) else plant

    def begun(self, sentence: str) -> str:
        """Return a sentence with a capital if it begins with an article; names begin as they are written."""
        first, space, rest = sentence.partition(" ")
        return f"{first[:1].upper()}{first[1:]}{space}{rest}" if sentence.startswith(self._articles) else sentence

    def after_colon(self, text: str) -> str:
        """Return a clause as it stands after a colon: with a capital in German, where it is a sentence, only."""
        return self.begun(text) if self.language == "de" else text

    def quoted(self, text: str) -> str:
        """Return a text in the quotation marks of the language."""
        return self.phrase("join", "quote").format(text)

    def region(self, iri: str, label: str) -> str:
        """Return the name of a country or region in this language, any other label as it stands."""
        code = _region_code(iri)
        if not code:
            return label
        from autokg.core.geography import region_name  # noqa: PLC0415 (loaded only if a country is told)

        return region_name(code, self.language)

    def in_country(self, iri: str, label: str) -> str:
        """Return the piece that says in which country."""
        code = _region_code(iri)
        if not code:
            return self.piece("in", label)
        return self._tables["in_country"].get(code) or f" {in_country(code, self.language)}"

    def the_country(self, iri: str, label: str) -> str:
        """Return the name of a country in running text, such as `the United States`."""
        code = _region_code(iri)
        return self._tables["the_country"].get(code) or the_country(code, self.language) if code else label

    def place(self, label: str) -> str:
        """Return the name of a plant, or of a country by its English name, in this language."""
        from autokg.core.geography import find_region, region_name  # noqa: PLC0415 (loaded only if one is told)

        code = find_region(label)
        return region_name(code, self.language) if code else self.plant(label)

    def plant(self, label: str, place: str = "") -> str:
        """Return the name of a plant by the pattern of the language; a name without the word "plant" as it stands."""
        return self._plant(label, place, "name", "placed", "named") or label

    def product(self, label: str) -> str:
        """Return a product in words; one without a translation stands in quotes, since its name is English."""
        if self.language == "en":
            return label
        brand, _, kind = label.rpartition(" ")
        if self.has("product", key := label.casefold()):
            return self.phrase("product", key)
        if self.has("product", key := f"{{}} {kind}") and all(
            word[:1].isupper() or word == "&" for word in brand.split()
        ):
            return self.phrase("product", key).format(brand)
        return self.quoted(label)

    def the_plant(self, label: str) -> str:
        """Return the name of a plant in running text, with its article."""
        return self._definite(self.plant(label))

    def the_model(self, label: str) -> str:
        """Return the name of a model in running text, with the article that the language gives it."""
        article = self._tables["production"]["current"].partition("{")[0]
        return f"{article}{self.phrase('piece', 'the_model').format(label)}"

    def bare_venture(self, label: str) -> str:
        """Return the name of a joint venture without the word for it, as in front of "is a joint venture"."""
        return label.removeprefix(self.phrase("piece", "venture_name").partition("{")[0])

    def at_plant(self, label: str, place: str = "", builder: str = "") -> str:
        """Return the piece that says at which plant; a builder told before it is not repeated."""
        maker = _PLANT.sub("", label).removesuffix(place).strip()
        if place and maker and builder.startswith(maker) and self.has("plant_name", "at_known"):
            return contract(self.phrase("plant_name", "at_known").format(place), self.language)
        prefix = self._tables["plant_name"].get("prefix", "")
        if prefix and label.startswith(prefix):
            return self.phrase("plant_name", "at").format(label.removeprefix(prefix))
        told = self._plant(label, place, "at", "at_placed", "at_named")
        return told or self.phrase("plant_name", "at_site").format(label)

    def _item(self, item: str) -> str:
        """Return an item of a list; the name of a plant by the pattern of the language, with the notes behind it."""
        name, bracket, notes = item.partition(" (")
        return f"{self.plant(name)}{bracket}{notes}"

    def _plant(self, label: str, place: str, plain: str, placed: str, named: str) -> str:
        core = _PLANT.sub("", label)
        if core == label:
            return ""
        maker = core.removesuffix(place).strip() if place else ""
        if maker.rpartition(" ")[2].islower():  # the place is part of the name, as in "Subaru of Indiana plant"
            maker = ""
        if core == place or (not place and " " not in core):
            text = self.phrase("plant_name", placed).format(core)
        elif maker and maker != core:
            text = self.phrase("plant_name", named).format(maker=maker, place=place)
        else:
            text = self.phrase("plant_name", plain).format(core)
        return contract(text, self.language)

    def noun(self, slot: str, number: int) -> str:
        """Return what a slot is called, for one or several."""
        return self.phrase("noun", slot, number, slot)

    def joined(self, items: Sequence[str], most: int | None = None, last: str = "and") -> str:
        """Return items as a list in words, the last one after "and" or "or"; what is over `most` is counted."""
        shown = [self._item(item) for item in items]
        if most is not None and len(shown) > most + 1:
            shown = [*shown[:most], self._tables["join"]["more"].format(n=len(items) - most)]
        comma, joint = self._tables["join"]["comma"], self._tables["join"][last]
        return joint.join([comma.join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)

    def language_name(self, code: str) -> str:
        """Return what a language is called in this one."""
        from babel import Locale  # noqa: PLC0415 (loaded only if a language is named)

        return str(Locale.parse(self.language).languages[code])

    def number(self, value: str | float) -> str:
        """Return a number with the separators of the language."""
        from babel.numbers import format_decimal  # noqa: PLC0415 (loaded only if a number is told)

        return str(format_decimal(value, locale=self.language))

    def money(self, amount: str, currency: str) -> str:
        """Return an amount with its currency."""
        from babel.numbers import format_currency  # noqa: PLC0415 (loaded only if an amount is told)

        return str(
            format_currency(float(amount), currency, locale=self.language, format="#,##0 ¤¤", currency_digits=False)
        )

    def date(self, edtf: str) -> str:
        """Return an EDTF date in words, or a text that is none as it stands."""
        table = self._tables["date"]
        text = edtf.removesuffix("~")
        if text != edtf:
            return table["about"].format(self.date(text))
        first, slash, last = text.partition("/")
        if slash and first in _OPEN:
            return table["or_earlier"].format(self.date(last))
        if slash and last in _OPEN:
            return table["or_later"].format(self.date(first))
        if slash:
            return table["between"].format(self.date(first), self.date(last))
        return self._point(text)

    def _point(self, text: str) -> str:
        table = self._tables["date"]
        year, _, rest = text.partition("-")
        if rest in table:
            return table[rest].format(year)
        if not re.fullmatch(r"\d{2}(?:-\d{2})?", rest) or not 1 <= int(rest[:2]) <= len(self._months):
            return text
        month = self._months[int(rest[:2]) - 1]
        form = "month" if not rest[3:] else "first_day" if rest[3:] == "01" and "first_day" in table else "day"
        return table[form].format(day=int(rest[3:] or 0), month=month, year=year)

    def bare_date(self, date: str) -> str:
        """Return a date in words without the article of a part of a year, as in a table."""
        return _ARTICLE.sub("", date, count=1) if date.startswith(self._parts_of_years) else date

    def when(self, edtf: str) -> str:
        """Return an EDTF date with its preposition."""
        if "/" in edtf or edtf.endswith("~"):
            return self.date(edtf)
        table, date = self._tables["date"], self.date(edtf)
        key = "on" if _DAY.fullmatch(edtf) else "in"
        return contract(table.get(f"{key}_{self._kind_of_date(date)}", table[key]).format(date), self.language)


def _region_code(iri: str) -> str:
    """Return the code of a country or region; empty for any other thing."""
    kind, _, code = iri.rpartition("/id/")[2].partition("/")
    return code if kind in ("country", "region") else ""


@cache
def load_words(language: str) -> Words:
    """Return the words of a language."""
    path = find_resource("queries", "wording") / f"{language}.toml"
    if not path.is_file():
        return load_words("en")
    return Words(language, tomllib.loads(path.read_text(encoding="utf-8")))
