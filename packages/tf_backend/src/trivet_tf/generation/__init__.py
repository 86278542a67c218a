"""Text generation in TensorFlow."""
