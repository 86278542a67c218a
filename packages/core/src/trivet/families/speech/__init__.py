"""Families of models of sounds: one module for each, named as its model type with `_` for `-`, and nothing else."""
