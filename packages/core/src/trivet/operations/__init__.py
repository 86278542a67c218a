"""What is done with whole checkpoints, without a model: convert, diff, inspect, push, verify."""
