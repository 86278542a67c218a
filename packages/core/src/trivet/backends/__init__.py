"""Backends: their protocol, the lookup of installed ones, and the public names and Auto classes that they add."""
