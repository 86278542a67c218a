"""Between checkpoints and the variables of live models."""
