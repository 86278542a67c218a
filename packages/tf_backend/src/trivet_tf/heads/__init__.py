"""Heads: which states of the base model they read, their steps, and losses."""
