"""Between checkpoints and the tensors of a model's modules."""
