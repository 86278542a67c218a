"""Linear layers, and dropout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet.layout import Kind
from trivet_flax.layers.products import by_rows
from trivet_flax.layers.setup import ZEROS, Setup


class Linear(nnx.Linear):
    """x · kernel + bias. Parameters: kernel [in, out], bias [out]."""

    def __init__(self, inputs: int, outputs: int, setup: Setup, *, use_bias: bool = True) -> None:
        self.kernel_init, self.bias_init = setup.normal, ZEROS
        super().__init__(
            inputs,
            outputs,
            use_bias=use_bias,
            dtype=setup.dtype,
            param_dtype=setup.param_dtype,
            kernel_init=self.kernel_init,
            bias_init=self.bias_init,
            rngs=setup.keys,
        )

    def __call__(self, inputs: jax.Array, out_sharding: Any = None) -> jax.Array:
        """[…, in] → […, out]."""
        product: Callable[[jax.Array], jax.Array] = super().__call__
        return by_rows(product, inputs) if out_sharding is None else super().__call__(inputs, out_sharding=out_sharding)


class Conv1D(nnx.Module):
    """x · kernelᵀ + bias: GPT-2's linear layer. Parameters: kernel [out, in], bias [out]."""

    def __init__(self, inputs: int, outputs: int, setup: Setup, *, use_bias: bool = True) -> None:
        self.kernel_init, self.bias_init = setup.normal, ZEROS
        self.kernel = setup.parameter(self.kernel_init, outputs, inputs)
        self.bias = setup.parameter(self.bias_init, outputs) if use_bias else None
        self.dtype = setup.dtype

    def __call__(self, hidden: jax.Array) -> jax.Array:
        """[…, in] → […, out]."""
        kernel = self.kernel[...].astype(self.dtype)
        bias = 0 if self.bias is None else self.bias[...].astype(self.dtype)
        # Not `rows @ kernel.T`: in a loop XLA transposes the kernel in each iteration.
        return by_rows(lambda rows: jnp.einsum("ri,oi->ro", rows, kernel) + bias, hidden.astype(self.dtype))


def linear(block: blocks.Linear, setup: Setup) -> Linear | Conv1D:
    """The layer of a block."""
    layer = Conv1D if block.kind is Kind.CONV1D_GPT2 else Linear
    return layer(block.inputs, block.outputs, setup.with_std(block.std), use_bias=block.bias)


def dropout(rate: float) -> nnx.Dropout | None:
    """A dropout layer that is inactive until `deterministic=False` or `module.train()`.

    None for a rate of 0, because such a layer would take as long to build as any other.
    """
    return nnx.Dropout(rate, deterministic=True) if rate else None


def active_dropout(
    layer: nnx.Dropout | None, deterministic: bool | None, rngs: nnx.Rngs | None
) -> Callable[[jax.Array], jax.Array] | None:
    """The function of a dropout layer in this call; None if it is inactive, so that callers can be faster."""
    if layer is None or layer.rate == 0 or (layer.deterministic if deterministic is None else deterministic):
        return None
    return lambda array: layer(array, deterministic=False, rngs=rngs)
