"""Linear layers, alone and in the two shapes that transformer blocks use: with an activation, with a residual."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet_flax.activations import Activation
from trivet_flax.layers.norms import LayerNorm
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

    def __init__(self, inputs: int, outputs: int, setup: Setup) -> None:
        self.kernel_init, self.bias_init = setup.normal, ZEROS
        self.kernel = setup.parameter(self.kernel_init, outputs, inputs)
        self.bias = setup.parameter(self.bias_init, outputs)
        self.dtype = setup.dtype

    def __call__(self, hidden: jax.Array) -> jax.Array:
        """[…, in] → […, out]."""
        kernel, bias = self.kernel[...].astype(self.dtype), self.bias[...].astype(self.dtype)
        # Not `rows @ kernel.T`: within a loop XLA turns the kernel round in each of its rounds.
        return by_rows(lambda rows: jnp.einsum("ri,oi->ro", rows, kernel) + bias, hidden.astype(self.dtype))


def dropout(rate: float) -> nnx.Dropout:
    """A dropout layer that passes everything until told otherwise: by `deterministic=False`, or by `module.train()`."""
    return nnx.Dropout(rate, deterministic=True)


def active_dropout(
    layer: nnx.Dropout, deterministic: bool | None, rngs: nnx.Rngs | None
) -> Callable[[jax.Array], jax.Array] | None:
    """What a dropout layer does in this call; None where it does nothing, so that what needs none can be faster."""
    if layer.rate == 0 or (layer.deterministic if deterministic is None else deterministic):
        return None
    return lambda array: layer(array, deterministic=False, rngs=rngs)


class DenseActivation(nnx.Module):
    """activation(x · kernel + bias); the linear layer is called `dense`."""

    def __init__(self, inputs: int, outputs: int, activation: Activation, setup: Setup) -> None:
        self.dense = Linear(inputs, outputs, setup)
        self.activation = activation

    def __call__(self, hidden: jax.Array) -> jax.Array:
        """[…, in] → […, out]."""
        return self.activation(self.dense(hidden))


class ResidualOutput(nnx.Module):
    """LayerNorm(dropout(x · kernel + bias) + residual): the end of both halves of a post-norm block."""

    def __init__(self, inputs: int, outputs: int, *, rate: float, epsilon: float, setup: Setup) -> None:
        self.dense = Linear(inputs, outputs, setup)
        self.dropout = dropout(rate)
        self.LayerNorm = LayerNorm(outputs, epsilon, setup)

    def __call__(
        self, hidden: jax.Array, residual: jax.Array, *, deterministic: bool | None, rngs: nnx.Rngs | None
    ) -> jax.Array:
        """[…, in] and [..., out] → […, out]."""
        hidden = self.dropout(self.dense(hidden), deterministic=deterministic, rngs=rngs)
        normalised: jax.Array = self.LayerNorm(hidden + residual)
        return normalised
