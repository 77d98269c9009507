"""A knowledge base as an object, for Python and notebooks."""

from autokg.api.conflict_list import Conflicts
from autokg.api.knowledge_base import KnowledgeBase, open_knowledge_base
from autokg.api.reasons import Reasons
from autokg.api.rows import Rows

__all__ = ["Conflicts", "KnowledgeBase", "Reasons", "Rows", "open_knowledge_base"]
