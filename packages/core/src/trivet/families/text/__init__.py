"""Families of text models: one module for each, called as its model type with `_` for `-`. Nothing else is here."""
