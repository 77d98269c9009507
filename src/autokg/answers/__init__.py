"""Question → logical form → SPARQL → answer with evidence.

    answer = ask("Who builds the Polestar 4?", store)
    answer.sentence, answer.rows, answer.evidence, answer.conflicts, answer.sparql

A question is answered only if all of its words were understood; otherwise the refusal names the word that was not.
"""

from autokg.answers.answer import Answer
from autokg.answers.asking import ask
from autokg.answers.evidence import Evidence

__all__ = ["Answer", "Evidence", "ask"]
