"""Publishing checkpoints: model cards, and files uploaded as one commit."""
