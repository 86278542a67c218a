"""Weights whose stored values are not the parameters' own: quantized ones."""
