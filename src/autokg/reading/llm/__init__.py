"""A reader that asks a language model behind any OpenAI-compatible endpoint, and trusts nothing of what it says."""
