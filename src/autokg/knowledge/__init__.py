"""A knowledge base as an object, for Python and notebooks."""

from autokg.knowledge.base import KnowledgeBase, open_knowledge_base
from autokg.knowledge.conflicts import Conflicts
from autokg.knowledge.reasons import Reasons
from autokg.knowledge.rows import Rows

__all__ = ["Conflicts", "KnowledgeBase", "Reasons", "Rows", "open_knowledge_base"]
