"""One file per family: its config and its parameter list."""
