"""Where parts of a model lie and run."""
