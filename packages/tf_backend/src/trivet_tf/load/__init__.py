"""Reading checkpoints into variables, and what a live model's variables are."""
