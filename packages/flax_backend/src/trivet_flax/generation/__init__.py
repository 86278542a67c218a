"""Text generation in JAX: the whole search is one compiled program."""
