"""From a plan to a model's arrays, and back."""
