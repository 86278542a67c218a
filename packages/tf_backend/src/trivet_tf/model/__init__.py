"""Models that a blueprint describes."""
