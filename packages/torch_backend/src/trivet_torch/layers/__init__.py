"""Layers that every family is built of."""
