"""Models with a config, that load from checkpoints and save to them."""
