"""The rules reader: offline, deterministic; its knowledge of a language is data in `languages/`.

A text goes through it once: sentences and quotations → mentions (names, dates, amounts, plants) → a mask, in which
each mention is a run of its kind's letter → rules of the language's data file, matched on the mask → facts.
"""
