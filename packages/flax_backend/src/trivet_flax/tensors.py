"""Arrays between core and JAX: host bytes to `jax.Array`, arrays to numpy, dtypes and random keys."""

from __future__ import annotations

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Sharding

from trivet.dialects import Layout
from trivet.dtypes import DType
from trivet.errors import UnsupportedDTypeError
from trivet.load import HostTensor
from trivet.relayout import is_aligned, relayout

Placement = jax.Device | Sharding | None


def place(tensor: HostTensor, placement: Placement = None) -> jax.Array:
    """Host bytes as a `jax.Array` in the model's layout and dtype, through one `device_put`.

    On CPU, JAX takes over memory that starts at a multiple of 64 bytes without copying it, so bytes that are ready and
    aligned stay the file's own pages, and all others are brought into one aligned destination by core. On an
    accelerator the bytes go over as they are, and the device itself transposes and casts.

    Raises:
        UnsupportedDTypeError: the dtype has 64 bits and JAX is not set to hold such.
    """
    require_representable(tensor.dtype)
    if _is_on_cpu(placement) or not _is_representable(tensor.array.dtype):
        ready = tensor.materialise()
        return jax.device_put(ready if is_aligned(ready) else relayout(ready, ready.dtype), placement)
    return place_then_finish(tensor, placement)


def place_then_finish(tensor: HostTensor, placement: Placement) -> jax.Array:
    """Put the stored bytes on the device first, then bring them into layout and dtype there."""
    stored = jax.device_put(np.asarray(tensor.array, order="C"), placement)
    return _finish(stored, tensor.layout, tensor.dtype.numpy)


@partial(jax.jit, static_argnums=(1, 2))
def _finish(stored: jax.Array, layout: Layout, dtype: np.dtype[Any]) -> jax.Array:
    array = stored if layout.axes is None else jnp.transpose(stored, _with_dropped(layout))
    return array.reshape(layout.shape(stored.shape)).astype(dtype)


def _with_dropped(layout: Layout) -> tuple[int, ...]:
    """The permutation over all stored axes, those of length one that the layout drops first."""
    dropped = max(0, -layout.unit_axes)
    return (*range(dropped), *(axis + dropped for axis in layout.axes or ()))


def _is_on_cpu(placement: Placement) -> bool:
    if placement is None:
        default = jax.config.jax_default_device
        platform = default.platform if isinstance(default, jax.Device) else default or jax.default_backend()
        return bool(platform == "cpu")
    devices = placement.device_set if isinstance(placement, Sharding) else {placement}
    return all(device.platform == "cpu" for device in devices)


def _is_representable(dtype: np.dtype[Any]) -> bool:
    return bool(jax.dtypes.canonicalize_dtype(dtype) == dtype)


def require_representable(dtype: DType) -> None:
    """
    Raises:
        UnsupportedDTypeError: JAX would quietly hold the dtype as a narrower one.
    """
    if not _is_representable(dtype.numpy):
        raise UnsupportedDTypeError(
            dtype.name,
            "JAX holds 64-bit numbers only with jax.config.update('jax_enable_x64', True); set that before loading, or "
            "(for floating point) ask for a narrower dtype",
        )


def fetch(param: jax.Array) -> np.ndarray[Any, Any]:
    """The array's values as numpy, aliasing its memory where it lies on the host."""
    return np.asarray(param)


def jax_dtype(dtype: DType) -> np.dtype[Any]:
    """JAX's dtype object for one of core's. JAX uses numpy's, and those of ml_dtypes."""
    return jnp.dtype(dtype.numpy)


def typed_key(key: jax.Array | int) -> jax.Array:
    """A typed random key from a typed one, an old-style `jax.random.PRNGKey` (uint32 [2]) or a seed."""
    if isinstance(key, int):
        return jax.random.key(key)
    return key if jnp.issubdtype(key.dtype, jax.dtypes.prng_key) else jax.random.wrap_key_data(key)
