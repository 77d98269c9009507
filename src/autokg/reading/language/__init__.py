"""Per-language data shared by all readers and the gate."""
