"""Question → query → answer with evidence.

    answer = ask("Who builds the Polestar 4?", store)
    answer.sentence, answer.rows, answer.evidence, answer.conflicts, answer.sparql

Never an answer without evidence: a row that no claim stands behind is left out. Never a guess: a name must be known,
or be one slip away from a known one, which is then said.
"""

from autokg.answers.answer import Answer, ask
from autokg.answers.evidence import Evidence
from autokg.answers.families import Family, load_families

__all__ = ["Answer", "Evidence", "Family", "ask", "load_families"]
