"""Families of models: configs, heads and parameter lists, with no framework. One file per family."""
