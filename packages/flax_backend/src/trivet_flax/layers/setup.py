"""The shared settings for building all layers of one model: random keys (or none), dtypes, and initialisers.

A model that is about to be filled from a checkpoint is built with `AbstractRngs`: the parameters of these layers are
then shapes and dtypes (`jax.ShapeDtypeStruct`), and no initial value is ever computed for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

if TYPE_CHECKING:
    from flax.nnx.module import ModuleMeta
else:
    ModuleMeta = type(nnx.Module)

Initializer = Callable[[Any, tuple[int, ...], Any], Any]
"""(key, shape, dtype) → values. Layers keep theirs as `<parameter>_init`, for parameters that no checkpoint fills."""


def shape_of(shape: tuple[int, ...], dtype: Any) -> jax.ShapeDtypeStruct:
    """A placeholder for an array of that shape and dtype."""
    return jax.ShapeDtypeStruct(shape, dtype)  # type: ignore[no-untyped-call]


class AbstractRngs(nnx.Rngs):
    """Makes the layers here create shapes instead of values. For other layers it is an ordinary `nnx.Rngs`."""


class _NoKeys:
    """The keys of `AbstractRngs` for the layers here."""

    def params(self) -> None:
        """None, so that the initialisers below return a shape."""


@dataclass(frozen=True)
class Normal:
    """Draws from a normal distribution around zero; without a key, returns the shape only."""

    std: float

    def __call__(self, key: jax.Array | None, shape: tuple[int, ...], dtype: Any) -> Any:
        """Values of `shape`."""
        if key is None:
            return shape_of(shape, dtype)
        return jax.random.normal(key, shape, dtype) * self.std


@dataclass(frozen=True)
class Constant:
    """Fills with one value; without a key, returns the shape only."""

    value: float

    def __call__(self, key: jax.Array | None, shape: tuple[int, ...], dtype: Any) -> Any:
        """Values of `shape`."""
        return shape_of(shape, dtype) if key is None else jnp.full(shape, self.value, dtype)


ZEROS = Constant(0.0)


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings that all layers of one model share while they are built.

    Attributes:
        rngs: returns a key for each parameter; with `AbstractRngs` parameters are shapes.
        dtype: dtype of the computation.
        param_dtype: dtype of the parameters.
        initializer_range: standard deviation of initial kernels and embeddings.
    """

    rngs: nnx.Rngs
    dtype: Any = np.float32
    param_dtype: Any = np.float32
    initializer_range: float = 0.02

    @property
    def keys(self) -> nnx.Rngs:
        """The keys for a layer's initialisers."""
        return cast(nnx.Rngs, _NoKeys()) if isinstance(self.rngs, AbstractRngs) else self.rngs

    @property
    def normal(self) -> Normal:
        """Initial kernels and embeddings."""
        return Normal(self.initializer_range)

    def with_std(self, std: float | None) -> Setup:
        """The same, with another standard deviation of initial values; None keeps it."""
        return self if std is None else replace(self, initializer_range=std)

    def parameter(self, initializer: Initializer, *shape: int) -> nnx.Param[Any]:
        """A parameter of a module itself, outside of any layer."""
        return nnx.Param(initializer(self.keys.params(), shape, self.param_dtype))


class _ModuleType(ModuleMeta):
    """Of classes that also build modules of `flax.linen`: a call without random keys is one of linen's convention."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if "rngs" in kwargs or "in_linen" not in vars(cls):
            return super().__call__(*args, **kwargs)
        return vars(cls)["in_linen"](*args, **kwargs)


class PretrainedModule(nnx.Module, metaclass=_ModuleType):
    """Base of modules whose parameters come from the layers here, so that building them with `AbstractRngs` is cheap.

    A subclass accepts `(config, *, dtype, param_dtype, rngs)` and further keywords of its own. It may use other layers
    as well, which are initialised at once. Where it has a static method `in_linen(config, …)`, a call without
    `rngs` returns what that returns: a linen module.
    """
