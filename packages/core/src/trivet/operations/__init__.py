"""Operations on whole checkpoints, without a model: convert, diff, inspect, push, verify."""
