"""Params in another floating-point dtype, all of them or those that a mask picks. Knows no modules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax.numpy as jnp

from trivet_flax.model.params import Params, flatten, nest


def cast_params(params: Mapping[Any, Any], dtype: Any, mask: Mapping[Any, Any] | None = None) -> Params:
    """The params with their floating-point leaves in `dtype`; whatever else there is stays.

    Args:
        mask: a tree like the params, of booleans: which leaves are meant. None: all.

    Raises:
        ValueError: a leaf of the mask is missing or unknown.
    """
    leaves = dict(flatten(params))
    chosen = dict.fromkeys(leaves, True) if mask is None else dict(flatten(mask))
    problems = [f"{name}: missing from the mask" for name in leaves if name not in chosen]
    problems += [f"{name}: in the mask, but not in the params" for name in chosen if name not in leaves]
    if problems:
        raise ValueError(f"the mask must be a tree like the params, True where a leaf is meant: {'; '.join(problems)}")
    meant = (name for name, leaf in leaves.items() if chosen[name] and jnp.issubdtype(leaf.dtype, jnp.floating))
    return nest({**leaves, **{name: jnp.asarray(leaves[name], dtype) for name in meant}})
