"""Heads: what stands behind a base model for a task, and the loss of the task's labels."""
