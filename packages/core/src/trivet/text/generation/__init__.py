"""Text generation: the parts that are the same in every framework. Nothing is imported before it is used."""
