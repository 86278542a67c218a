"""Text generation, as far as it is the same in every framework. Nothing is imported before it is used."""
