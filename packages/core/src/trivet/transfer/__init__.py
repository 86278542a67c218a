"""Executes plans: loading, saving, and the shared parts of the three `from_pretrained`. Knows no framework."""
