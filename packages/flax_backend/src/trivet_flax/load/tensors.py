"""Arrays between core and JAX: host bytes to `jax.Array`, arrays to numpy, dtypes and random keys. Knows no modules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import Sharding

from trivet.dtypes import DType, parse_dtype
from trivet.errors import UnsupportedDTypeError
from trivet.layout import Layout
from trivet.layout.host import HostTensor
from trivet.planning.opening import Checkpoint
from trivet.planning.policy import dtype_of_request
from trivet.tensors.relayout import is_aligned, relayout

Placement: TypeAlias = jax.Device | Sharding | None


def place(tensor: HostTensor, placement: Placement = None) -> jax.Array:
    """Host bytes as a `jax.Array` in the model's layout and dtype, through one `device_put`.

    On CPU, JAX takes over memory that starts at a multiple of 64 bytes without copying it, so bytes that are ready and
    aligned stay the file's own pages, and all others are brought into one aligned destination by core. For an
    accelerator the bytes are copied unchanged, and the device transposes and casts.

    Raises:
        UnsupportedDTypeError: the dtype has 64 bits and JAX is not configured for it.
    """
    return place_on_each(tensor, (placement,))[0]


def place_on_each(tensor: HostTensor, placements: Sequence[Placement]) -> list[jax.Array]:
    """`place` on each of several devices of one platform; layout and dtype are converted once.

    Raises:
        UnsupportedDTypeError: as for `place`.
    """
    require_representable(tensor.dtype)
    if all(map(_is_on_cpu, placements)) or not _is_representable(tensor.array.dtype):
        ready = tensor.materialise()
        ready = ready if is_aligned(ready) else relayout(ready, ready.dtype)
        return [jax.device_put(ready, each) for each in placements]
    finished = place_then_finish(tensor, placements[0])
    return [finished, *(jax.device_put(finished, each) for each in placements[1:])]


def place_then_finish(tensor: HostTensor, placement: Placement) -> jax.Array:
    """Put the stored bytes on the device first, then bring them into layout and dtype there."""
    stored = jax.device_put(np.asarray(tensor.array, order="C"), placement)
    finished: jax.Array = _finish(stored, tensor.layout, tensor.dtype.numpy)
    return finished


@partial(jax.jit, static_argnums=(1, 2))
def _finish(stored: jax.Array, layout: Layout, dtype: np.dtype[Any]) -> jax.Array:
    array = stored if layout.axes is None else jnp.transpose(stored, _with_dropped(layout))
    if dtype == jnp.float8_e4m3fn:  # saturates, as on the host; XLA would return NaN
        array = jnp.clip(array, -448.0, 448.0)
    return array.reshape(layout.shape(stored.shape)).astype(dtype)


def _with_dropped(layout: Layout) -> tuple[int, ...]:
    """The permutation over all stored axes, those of length one that the layout drops first."""
    dropped = max(0, -layout.unit_axes)
    return (*range(dropped), *(axis + dropped for axis in layout.axes or ()))


def _is_on_cpu(placement: Placement) -> bool:
    if placement is None:
        default: Any = jax.config.jax_default_device  # type: ignore[attr-defined]  # a device, a platform's name, None
        return bool(getattr(default, "platform", default or jax.default_backend()) == "cpu")
    devices: Any = placement.device_set if isinstance(placement, Sharding) else {placement}
    return all(device.platform == "cpu" for device in devices)


def _is_representable(dtype: np.dtype[Any]) -> bool:
    return bool(jax.dtypes.canonicalize_dtype(dtype) == dtype)


def require_representable(dtype: DType) -> None:
    """
    Raises:
        UnsupportedDTypeError: JAX would silently use a narrower dtype.
    """
    if not _is_representable(dtype.numpy):
        raise UnsupportedDTypeError(
            dtype.name,
            "JAX holds 64-bit numbers only with jax.config.update('jax_enable_x64', True); set that before loading, or "
            "(for floating point) ask for a narrower dtype",
        )


def fetch(param: jax.Array) -> np.ndarray[Any, Any]:
    """The array's values as numpy, aliasing its memory if it is on the host."""
    return np.asarray(param)


def resolve_dtypes(dtype: Any, torch_dtype: Any, param_dtype: Any, checkpoint: Checkpoint) -> tuple[Any, Any]:
    """(dtype of the computation, dtype of parameters that the checkpoint does not have), as JAX's dtypes.

    Args:
        dtype, torch_dtype: two names of the requested dtype of the computation; None means float32.
        param_dtype: requested dtype of all parameters; None keeps those of the checkpoint.

    Raises:
        ValueError: the two names of one argument have different values.
        UnsupportedDTypeError: the dtype is not floating point, or JAX is not configured for it.
    """
    requests = [each for each in (dtype, torch_dtype) if each is not None]
    asked = [dtype_of_request(each, checkpoint.config, checkpoint.catalog) or DType.F32 for each in requests]
    if len(set(asked)) > 1:
        raise ValueError(f"dtype={dtype!r} and torch_dtype={torch_dtype!r} differ; pass one of them")
    computation = asked[0] if asked else DType.F32
    is_auto = any(isinstance(each, str) and each == "auto" for each in requests)
    initial = computation if is_auto else DType.F32
    if param_dtype is not None:
        initial = parse_dtype(param_dtype)
    for each in (computation, initial):
        require_representable(each)
        if not each.is_floating:
            raise UnsupportedDTypeError(each.name, "a model computes in floating point")
    return jnp.dtype(computation.numpy), jnp.dtype(initial.numpy)


def typed_key(key: jax.Array | int) -> jax.Array:
    """A typed random key from a typed one, an old-style `jax.random.PRNGKey` (uint32 [2]) or a seed."""
    if isinstance(key, int):
        return jax.random.key(key)
    return key if jnp.issubdtype(key.dtype, jax.dtypes.prng_key) else jax.random.wrap_key_data(key)
