"""From pictures and sounds to what models take: processors called as those of `transformers`. Knows no framework."""
