"""Carrying out plans: loading, saving, and what the three `from_pretrained` share. Knows no framework."""
