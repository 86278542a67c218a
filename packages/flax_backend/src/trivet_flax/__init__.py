"""The JAX/Flax backend of trivet. Its public names are imported from `trivet` itself: `from trivet import FlaxBertModel`."""
