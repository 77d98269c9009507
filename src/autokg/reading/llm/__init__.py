"""A reader that asks a language model behind any OpenAI-compatible endpoint, and checks all of its answers."""
