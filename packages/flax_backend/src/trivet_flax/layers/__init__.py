"""Layers that every family's models are built from. Each knows its parameters' names, none knows a family."""
