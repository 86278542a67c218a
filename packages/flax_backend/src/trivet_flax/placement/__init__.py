"""Placement of the parts of parameters on devices."""
