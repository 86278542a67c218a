"""Text generation in PyTorch."""
