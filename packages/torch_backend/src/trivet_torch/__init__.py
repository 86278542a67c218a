"""trivet's PyTorch backend. Its public names are reached through `trivet`; importing this package imports nothing."""
