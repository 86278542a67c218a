"""From checkpoints to the tensors of a model, and what its modules hold."""
