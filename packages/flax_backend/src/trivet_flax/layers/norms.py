"""Normalisation layers. Statistics are in float32 (or wider), independent of the computation's dtype."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families import blocks
from trivet_flax.layers.setup import ZEROS, Constant, Setup


class LayerNorm(nnx.LayerNorm):
    """Layer normalisation over the last axis (https://arxiv.org/abs/1607.06450). Parameters: scale and bias [size]."""

    def __init__(
        self, size: int, epsilon: float, setup: Setup, *, initial: float = 1.0, scaled: bool = True, biased: bool = True
    ) -> None:
        """
        Args:
            scaled, biased: whether there is a scale, and whether there is a bias.
        """
        self.scale_init, self.bias_init = Constant(initial), ZEROS
        super().__init__(
            size,
            epsilon=epsilon,
            use_scale=scaled,
            use_bias=biased,
            dtype=setup.dtype,
            param_dtype=setup.param_dtype,
            scale_init=self.scale_init,
            bias_init=self.bias_init,
            use_fast_variance=False,  # E[x²] - E[x]² cancels if the mean is large
            rngs=setup.keys,
        )


class FreeLayerNorm(nnx.Module):
    """The same, with a number that is added to the scale, or with parameters that differ between heads.

    Parameters: scale and bias [size] or [heads, size], if there are any.
    """

    def __init__(self, block: blocks.Norm, setup: Setup) -> None:
        self.scale_init, self.bias_init = Constant(block.initial), ZEROS
        self.scale = setup.parameter(self.scale_init, *block.shape) if block.weighted else None
        self.bias = setup.parameter(self.bias_init, *block.shape) if block.bias else None
        self.epsilon, self.offset, self.dtype = block.eps, block.offset, setup.dtype

    def __call__(self, hidden: jax.Array) -> jax.Array:
        """[…, size] or […, heads, size] → the same."""
        wide = hidden.astype(jnp.promote_types(hidden.dtype, jnp.float32))
        wide = wide - wide.mean(-1, keepdims=True)
        wide = wide * jax.lax.rsqrt(jnp.square(wide).mean(-1, keepdims=True) + self.epsilon)
        if self.scale is not None:
            wide = wide * (self.offset + self.scale[...])
        return (wide if self.bias is None else wide + self.bias[...]).astype(self.dtype)


class RMSNorm(nnx.Module):
    """Root mean square normalisation over the last axis (https://arxiv.org/abs/1910.07467). Parameter: weight [size].

    Not `nnx.RMSNorm`, whose parameter is called `scale`: checkpoints call it `weight` in every framework.
    """

    def __init__(
        self, size: int, epsilon: float, setup: Setup, *, offset: float = 0.0, initial: float | None = None
    ) -> None:
        """
        Args:
            offset: added to the weight before it multiplies.
            initial: initial value of the weight; None means an effective weight of one.
        """
        self.weight_init = Constant(1.0 - offset if initial is None else initial)
        self.weight = setup.parameter(self.weight_init, size)
        self.epsilon, self.offset, self.dtype = epsilon, offset, setup.dtype

    def __call__(self, hidden: jax.Array) -> jax.Array:
        """[…, size] → […, size]."""
        wide = hidden.astype(jnp.promote_types(hidden.dtype, jnp.float32))
        scaled = wide * jax.lax.rsqrt(jnp.square(wide).mean(-1, keepdims=True) + self.epsilon)
        return (scaled * (self.offset + self.weight[...])).astype(self.dtype)


def norm(block: blocks.Norm, setup: Setup) -> LayerNorm | FreeLayerNorm | RMSNorm:
    """The layer of a block. Its result has the dtype of the computation, independent of the weight's."""
    if block.rms:
        return RMSNorm(block.size, block.eps, setup, offset=block.offset, initial=block.initial)
    if block.offset or block.heads is not None:
        return FreeLayerNorm(block, setup)
    return LayerNorm(block.size, block.eps, setup, initial=block.initial, scaled=block.weighted, biased=block.bias)
