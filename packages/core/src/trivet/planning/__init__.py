"""From an opened checkpoint and the parameters of a model to a load plan, with every refusal. Reads no tensor bytes."""
