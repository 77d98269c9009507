"""What is known of one thing: found by its names, described with its relations, matched to names in tables."""
