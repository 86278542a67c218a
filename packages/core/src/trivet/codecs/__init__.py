"""Codecs: quantized weights, whose stored values are codes of the parameters' values."""
