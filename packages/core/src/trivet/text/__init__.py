"""Tokenizer files and text generation, as far as they are the same in every framework."""
