"""What all layers of one model are built with: random keys (or none), dtypes, and how initial values are drawn.

A model that is about to be filled from a checkpoint is built with `ABSTRACT` in place of random keys: its parameters are
then shapes and dtypes (`jax.ShapeDtypeStruct`), and no initial value is ever computed for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

Initializer = Callable[[Any, tuple[int, ...], Any], Any]
"""(key, shape, dtype) → values. Layers keep theirs as `<parameter>_init`, for parameters that no checkpoint fills."""


class Abstract:
    """Stands in for `nnx.Rngs` where shapes are wanted instead of values."""

    def params(self) -> None:
        """No key."""


ABSTRACT = Abstract()


@dataclass(frozen=True)
class Normal:
    """Draws from a normal distribution around zero; without a key, gives the shape only."""

    std: float

    def __call__(self, key: jax.Array | None, shape: tuple[int, ...], dtype: Any) -> Any:
        """Values of `shape`."""
        if key is None:
            return jax.ShapeDtypeStruct(shape, dtype)
        return jax.random.normal(key, shape, dtype) * self.std


@dataclass(frozen=True)
class Constant:
    """Gives one value throughout; without a key, gives the shape only."""

    value: float

    def __call__(self, key: jax.Array | None, shape: tuple[int, ...], dtype: Any) -> Any:
        """Values of `shape`."""
        return jax.ShapeDtypeStruct(shape, dtype) if key is None else jnp.full(shape, self.value, dtype)


ZEROS, ONES = Constant(0.0), Constant(1.0)


@dataclass(frozen=True, slots=True)
class Setup:
    """What all layers of one model share while they are built.

    Attributes:
        rngs: gives a key for each parameter, or is `ABSTRACT`.
        dtype: of the computation.
        param_dtype: of the parameters.
        initializer_range: standard deviation of initial kernels and embeddings.
    """

    rngs: nnx.Rngs | Abstract
    dtype: Any = np.float32
    param_dtype: Any = np.float32
    initializer_range: float = 0.02

    @property
    def normal(self) -> Normal:
        """Initial kernels and embeddings."""
        return Normal(self.initializer_range)

    def parameter(self, initializer: Initializer, *shape: int) -> nnx.Param[Any]:
        """A parameter that a module holds itself, outside of any layer."""
        return nnx.Param(initializer(self.rngs.params(), shape, self.param_dtype))


class PretrainedModule(nnx.Module):
    """Base of modules that can be built with `ABSTRACT`: all their parameters come from these layers and `Setup`.

    A subclass takes `(config, *, dtype, param_dtype, rngs)` and further keywords of its own.
    """
