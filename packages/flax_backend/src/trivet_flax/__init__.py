"""The JAX/Flax backend of trivet. Import its public names from `trivet`: `from trivet import FlaxBertModel`."""
