"""Inputs of a model at each step of decoding. `generate` calls these methods where a subclass overrides one of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp

Kwargs = dict[str, Any]
_CACHE = "past_key_values"
_HEAD_MASKS = ("decoder_head_mask", "cross_attn_head_mask")


class DecoderInputs:
    """The inputs of decoders that write text."""

    init_cache: Callable[..., Any]
    nnx_module: Any

    def prepare_inputs_for_generation(self, input_ids: Any, max_length: int, attention_mask: Any = None) -> Kwargs:
        """What `generate` calls the model with for a prompt [rows, length], beside its ids: a cache, a mask, positions.

        Args:
            max_length: the most tokens of a text.
            attention_mask: [rows, length], of the prompt.
        """
        rows, length = input_ids.shape
        mask = _mask_with_room(attention_mask, rows, max_length)
        kwargs: Kwargs = {_CACHE: self.init_cache(rows, max_length), "attention_mask": mask}
        if getattr(getattr(self.nnx_module, "kind", None), "positions_by_mask", False):
            kwargs["position_ids"] = jnp.maximum(mask[:, :length].cumsum(-1) - 1, 0)
        return kwargs

    def update_inputs_for_generation(self, model_outputs: Any, model_kwargs: Kwargs) -> Kwargs:
        """What the model is called with for the next token, given its outputs and what it was called with."""
        return _updated(model_outputs, model_kwargs, "position_ids")


class EncoderDecoderInputs:
    """The inputs of the decoder of an encoder-decoder that writes text."""

    init_cache: Callable[..., Any]
    decode: Callable[..., Any]

    def prepare_inputs_for_generation(
        self,
        decoder_input_ids: Any,
        max_length: int,
        attention_mask: Any = None,
        decoder_attention_mask: Any = None,
        encoder_outputs: Any = None,
        **kwargs: Any,
    ) -> Kwargs:
        """What `generate` calls `decode` with for the first tokens [rows, length] of targets, beside their ids.

        Args:
            max_length: the most tokens of a target.
            attention_mask: of the source.
            decoder_attention_mask: [rows, length].
            kwargs: `decoder_head_mask` and `cross_attn_head_mask` are handed on; others are of the encoder.
        """
        rows, length = decoder_input_ids.shape
        mask = _mask_with_room(decoder_attention_mask, rows, max_length)
        prepared = {
            _CACHE: self.init_cache(rows, max_length, encoder_outputs),
            "encoder_outputs": encoder_outputs,
            "encoder_attention_mask": attention_mask,
            "decoder_attention_mask": mask,
        }
        if "decoder_position_ids" in inspect.signature(self.decode).parameters:
            prepared["decoder_position_ids"] = jnp.maximum(mask[:, :length].cumsum(-1) - 1, 0)
        return {**prepared, **{name: kwargs[name] for name in _HEAD_MASKS if name in kwargs}}

    def update_inputs_for_generation(self, model_outputs: Any, model_kwargs: Kwargs) -> Kwargs:
        """As `DecoderInputs.update_inputs_for_generation`."""
        return _updated(model_outputs, model_kwargs, "decoder_position_ids")


def _mask_with_room(mask: Any, rows: int, room: int) -> jax.Array:
    """A mask [rows, room] for a cache: what is not there yet counts, as causality keeps it from being seen."""
    whole = jnp.ones((rows, room), jnp.int32)
    return whole if mask is None else whole.at[:, : mask.shape[1]].set(jnp.asarray(mask, jnp.int32))


def _updated(outputs: Any, kwargs: Kwargs, places: str) -> Kwargs:
    updated = {**kwargs, _CACHE: outputs[_CACHE]}
    if places in kwargs:
        updated[places] = kwargs[places][:, -1:] + 1
    return updated
