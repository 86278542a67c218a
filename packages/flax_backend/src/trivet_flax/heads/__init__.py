"""Heads: the steps after a base model for a task, and the loss of the task's labels."""
