"""Gradients by the names that models have, from those by the names that the reference library has."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from trivet.families.registry import architecture
from trivet.layout.spellings import Spellings

Arrays = dict[str, np.ndarray]


def gradients_by_parameter(gradients: Mapping[str, np.ndarray], config: Mapping[str, Any]) -> Arrays:
    """The gradients of a model of a config, with what the reference has apart, or under other names, put together.

    A parameter is made of stored tensors by moving values, and its gradient of their gradients in the same way.
    """
    family = architecture(config["model_type"])
    spellings, left = Spellings(family.spellings(family.config_class.from_dict(dict(config)))), dict(gradients)
    for name, others in spellings.names("torch").items():
        for other in others:
            if other != name and other in left:
                left[name] = left.pop(other)
    for name, makings in spellings.makings("torch").items():
        for making in makings:
            stored = {each.stored: making.recipe.stored[each.stored].name for each in making.pieces}
            if name not in left and left.keys() & {*stored.values()}:
                whole = np.zeros(making.recipe.params[making.param].shape, np.float32)
                for piece in making.pieces:
                    if stored[piece.stored] in left:  # an expert that no token has is without a gradient
                        piece.into.of(whole)[...] = piece.take.of(left[stored[piece.stored]])
                left = {each: array for each, array in left.items() if each not in stored.values()}
                left[name] = whole
    return left
