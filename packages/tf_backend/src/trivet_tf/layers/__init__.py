"""Layers that every family is built of. Each creates its variables in `build`, which needs neither data nor a shape."""
