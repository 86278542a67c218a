"""The tasks' heads and losses."""
