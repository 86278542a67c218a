"""Tokenizer files and text generation: the parts that are the same in every framework."""
