"""Steps of decoding by a model's public methods, where a subclass overrides them or a call has further inputs.

`decoding` goes around these methods: it reads the module itself, and keeps nothing of a model. What is here has the
same methods for searches, and is compiled for each call of `generate`: what a subclass does may depend on anything.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp

from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import refuse_unknown
from trivet_flax.build.without_values import bind
from trivet_flax.cache import EncoderDecoderCache, select_rows
from trivet_flax.generation.decoding import Inputs, StepOutput, hollow

Array = jax.Array

PREPARE = "prepare_inputs_for_generation"
METHODS = (PREPARE, "update_inputs_for_generation", "_adapt_logits_for_beam_search", "__call__", "encode", "decode")
_CACHE = "past_key_values"


def further_inputs(model: Any, inputs: dict[str, Any]) -> dict[str, Any]:
    """The inputs of a call of `generate` that not every call has, by name.

    Raises:
        UnknownArgumentError: the model takes no such input.
    """
    prepare = inspect.signature(getattr(model, PREPARE)).parameters
    accepted = {*prepare}
    if _takes_any(prepare):
        methods = (model.encode, model.decode) if getattr(model.config, "is_encoder_decoder", False) else (model,)
        accepted |= {name for each in methods for name in inspect.signature(each).parameters}
    accepted -= {"args", "kwargs", "params", "return_dict"}
    refuse_unknown(model, {name: value for name, value in inputs.items() if name not in accepted}, accepted)
    return {name: value for name, value in inputs.items() if value is not None}


class CalledDecoding:
    """The steps of one call of `generate`.

    Args:
        model: of which a copy without values is kept.
        config: of the call, with its lengths.
        further: the call's further inputs.
        asked: `output_attentions` and `output_hidden_states`.
    """

    def __init__(
        self, model: Any, config: GenerationConfig, further: Mapping[str, Any], asked: Mapping[str, bool]
    ) -> None:
        self.model: Any = copy.copy(model)
        self.model.nnx_module = hollow(model.nnx_module)
        self.capacity: int = config.max_length
        self.beams: int = config.num_beams
        # What is no array must not become one: flags decide what is compiled.
        self.constant = {name: value for name, value in further.items() if not _has_only_arrays(value)}
        self.asked = {name: True for name, is_on in asked.items() if is_on}
        self.is_two_sided = bool(getattr(model.config, "is_encoder_decoder", False))

    def arrays_of(self, further: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs that are arrays, for `Inputs`."""
        return {name: value for name, value in further.items() if name not in self.constant}

    def begin(self, params: Any, inputs: Inputs, times: int = 1) -> StepOutput:
        """As `Steps.begin`."""
        model = self._bound(params)
        kwargs, encoded = {**self.constant, **(inputs.further or {})}, None
        each_row = partial(jnp.repeat, repeats=times, axis=0)
        mask: Any = inputs.mask
        if self.is_two_sided:
            mask, encoded = inputs.source_mask, inputs.encoded
            if encoded is None:
                own = {name: value for name, value in kwargs.items() if not name.startswith(("decoder_", "cross_attn"))}
                encoded = model.encode(
                    inputs.source, attention_mask=mask, params=params, return_dict=True, **own, **self.asked
                )
            kwargs["encoder_outputs"] = _with_rows(encoded, times)
            if kwargs.get("decoder_attention_mask") is not None:
                kwargs["decoder_attention_mask"] = each_row(kwargs["decoder_attention_mask"])
        if mask is not None and _takes(getattr(model, PREPARE), "attention_mask"):
            kwargs["attention_mask"] = each_row(mask)
        ids = each_row(inputs.ids)
        kwargs = model.prepare_inputs_for_generation(ids, self.capacity, **kwargs)
        output = self._read(model, params, ids, kwargs)
        return output._replace(scores=output.scores[:, -1], encoded=encoded)

    def step(self, params: Any, tokens: Array, seen: Array, carry: Any) -> StepOutput:
        """As `Steps.step`."""
        return self._read(self._bound(params), params, tokens, carry)

    def reordered(self, carry: dict[str, Any], rows: Array) -> dict[str, Any]:
        """As `Steps.reordered`: only what is cached differs between rows of one prompt."""
        cache = carry.get(_CACHE)
        if isinstance(cache, EncoderDecoderCache):
            cache = replace(cache, self_attention=select_rows(cache.self_attention, rows))
        elif cache is not None:
            cache = select_rows(cache, rows)
        return {**carry, _CACHE: cache}

    def _bound(self, params: Any) -> Any:
        model = copy.copy(self.model)
        model.nnx_module = bind(self.model.nnx_module, params, "generate(params=)")
        return model

    def _read(self, model: Any, params: Any, tokens: Array, kwargs: dict[str, Any]) -> StepOutput:
        called = model.decode if self.is_two_sided else model
        outputs = called(tokens, params=params, **kwargs, **self.asked)
        logits = outputs.logits[:, -1:]
        if self.beams > 1:
            rows, _, vocab = logits.shape
            adapted = model._adapt_logits_for_beam_search(logits.reshape(rows // self.beams, self.beams, vocab))
            logits = adapted.reshape(rows, 1, vocab)
        carry = model.update_inputs_for_generation(outputs, dict(kwargs))
        fields = {name: value for name, value in outputs.items() if name != _CACHE}
        return StepOutput(logits.astype(jnp.float32), carry, logits, fields)


def _with_rows(encoded: Any, times: int) -> Any:
    """An encoder's outputs for `times` rows of each text; decoders go by the states alone."""
    if times == 1:
        return encoded
    states = jnp.repeat(encoded[0], times, 0)
    return (states, *encoded[1:]) if isinstance(encoded, tuple) else encoded.replace(last_hidden_state=states)


def _has_only_arrays(value: Any) -> bool:
    leaves = jax.tree.leaves(value)
    return bool(leaves) and all(hasattr(leaf, "shape") and hasattr(leaf, "dtype") for leaf in leaves)


def _takes_any(parameters: Mapping[str, inspect.Parameter]) -> bool:
    return any(each.kind is each.VAR_KEYWORD for each in parameters.values())


def _takes(method: Any, name: str) -> bool:
    parameters = inspect.signature(method).parameters
    return name in parameters or _takes_any(parameters)
