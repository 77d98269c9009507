"""What things are called: reference data, name resolution, look-up in a store, labels."""
