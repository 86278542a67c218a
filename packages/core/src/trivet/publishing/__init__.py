"""Repositories written: model cards, and files as one commit."""
