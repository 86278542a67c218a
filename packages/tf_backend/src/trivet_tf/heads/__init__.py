"""What models make of their base model's states: steps, what they read, and losses."""
