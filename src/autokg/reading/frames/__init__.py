"""The frames reader: groups of words → clauses → frames of verbs and nouns → facts; a language is one file of lemmas.

text ──tag──▶ items ──reduce──▶ clauses ──fill frames──▶ findings ──registers──▶ facts
"""
