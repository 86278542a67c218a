"""From text to what models take, and back: a tokenizer with the calls that `transformers` has. Knows no framework."""
