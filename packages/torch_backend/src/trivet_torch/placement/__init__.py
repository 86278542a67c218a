"""Devices of the parts of a model."""
