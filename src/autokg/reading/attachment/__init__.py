"""Attach models to the sites where they are built, by learnt weights, where no rule or frame does."""
