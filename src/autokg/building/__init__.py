"""Facts → a knowledge base: build, update, as of a past day, and the bundled base."""
