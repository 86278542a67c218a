"""Vectors of texts, and scores of pairs: folders of sentence-transformers, in every framework."""
