"""Press text → press facts: readers, and the gate that every fact of every reader passes."""
