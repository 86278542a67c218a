"""The layers of all families."""
