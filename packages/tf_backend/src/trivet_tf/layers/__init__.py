"""The layers of all families. Each creates its variables in `build`, which needs neither data nor a shape."""
