"""What a call of `generate` starts from, brought into the shapes that programs are compiled for.

Works on numpy where it can, as each little operation of JAX on a new shape would be a compilation of its own; inside of
a caller's `jax.jit` the ids are traced, and JAX's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from trivet.errors import InvalidConfigError
from trivet.families.inputs import SOUNDS
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import first_token, start_token
from trivet_flax.generation.called import further_inputs
from trivet_flax.generation.decoding import Inputs

_SMALLEST = 8


def bucket(count: int) -> int:
    """The length that so many tokens are padded to: of 8, 12, 16, 24, 32, 48, … the next; below them a power of 2."""
    power = 1 << (count - 1).bit_length()
    return power * 3 // 4 if power > _SMALLEST and count <= power * 3 // 4 else power


class Prompt:
    """The texts to go on with, and what belongs to them.

    Attributes:
        ids, mask: [batch, length] of the prompt, or of what a decoder starts with.
        embeds: vectors [batch, n, hidden] in place of a decoder's ids, which the mask is of then, or None.
        source, source_mask: [batch, n] of an encoder's input, or None.
        encodes: whether the model has an encoder.
        encoded: the encoder's outputs for it, if the caller has them.
        negative: ids and mask [batch, n] of what guidance moves away from, or None.
        further: inputs of the model that only some calls have, by name.
    """

    def __init__(
        self, model: Any, config: GenerationConfig, input_ids: Any, inputs: dict[str, Any], params: Any = None
    ) -> None:
        """
        Args:
            input_ids: ids; of a model of sounds, spectrograms, which its encoder reads at once.
            params: used in place of the model's own.
            inputs: arguments that are not fields of the config; the prompt's are removed from it.

        Raises:
            InvalidConfigError: the config asks for guidance, and the model reads a source, or vectors.
            UnknownArgumentError: the model takes no such input.
            ValueError: there is nothing to start from, or twice something, or masks do not fit.
        """
        self.source: Any = None
        self.source_mask: Any = None
        self.encoded: Any = None
        self.embeds: Any = None
        mask = inputs.pop("attention_mask", None)
        negative = inputs.pop("negative_prompt_ids", None), inputs.pop("negative_prompt_attention_mask", None)
        start, self.encodes = None, bool(getattr(model.config, "is_encoder_decoder", False))
        if self.encodes:
            start, self.encoded = inputs.pop("decoder_input_ids", None), inputs.pop("encoder_outputs", None)
            if getattr(model, "main_input_name", None) == SOUNDS:
                self._hear(model, config, input_ids, inputs, params)
                input_ids = None
        else:
            self.embeds = _embeds(inputs.pop("inputs_embeds", None), input_ids)
        self.further = further_inputs(model, inputs)
        ids = None if input_ids is None else _ids(input_ids, "input_ids")
        if ids is not None:
            mask = _mask_of(ids, config) if mask is None else _mask(mask, ids.shape)
        if not self.encodes:
            if self.embeds is not None:
                shape = self.embeds.shape[:2]
                ids, mask = np.zeros((shape[0], 0), np.int32), np.ones(shape) if mask is None else mask
                mask = _mask(mask, shape)
            self.ids, self.mask = (ids, mask) if ids is not None else _first(first_token(config))
            self.negative = self._negative(config, *negative)
            return
        self.negative = self._negative(config, None, None)
        if ids is None and self.encoded is None:
            if getattr(model, "main_input_name", None) == SOUNDS:
                raise ValueError(f"give the source: {SOUNDS}, or encoder_outputs")
            ids, mask = _first(first_token(config))
        shape = ids.shape if ids is not None else self.encoded[0].shape[:2]
        if ids is None and mask is not None:
            mask = _mask(mask, shape)
        self.source, self.source_mask = ids, mask
        self.ids = _decoder_start(config, shape[0], start)
        self.mask = np.ones(self.ids.shape, np.int32)

    def _hear(self, model: Any, config: GenerationConfig, sounds: Any, inputs: dict[str, Any], params: Any) -> None:
        """Run the encoder on spectrograms, whichever way they are passed; there are no ids of a source."""
        named = inputs.pop(SOUNDS, None)
        if sounds is not None and named is not None:
            raise ValueError(f"the sounds are given twice: by position and as {SOUNDS}")
        sounds = named if sounds is None else sounds
        if self.encoded is None and sounds is not None:
            asked = {each: bool(getattr(config, each)) for each in ("output_attentions", "output_hidden_states")}
            self.encoded = model.encode(sounds, params=params, return_dict=True, **asked)

    def _negative(self, config: GenerationConfig, ids: Any, mask: Any) -> tuple[Any, Any] | None:
        if config.guidance_scale in (None, 1):
            return None
        if self.encodes or self.embeds is not None:
            raise InvalidConfigError(
                "guidance_scale compares with a text without the prompt: it needs a decoder-only model, and input_ids",
                field="guidance_scale",
            )
        if ids is None:
            last = self.ids[:, -1:]
            return last, np.ones(last.shape, np.int32)
        ids = _ids(ids, "negative_prompt_ids")
        if ids.shape[0] != self.ids.shape[0]:
            raise ValueError(f"negative_prompt_ids are of {ids.shape[0]} texts, the prompts are {self.ids.shape[0]}")
        return ids, _mask_of(ids, config) if mask is None else _mask(mask, ids.shape, "negative_prompt_attention_mask")

    @property
    def length(self) -> int:
        """Tokens of the prompt."""
        return int(self.ids.shape[1])

    @property
    def read(self) -> int:
        """Tokens of it as the model counts them, vectors in their place too."""
        return int(self.mask.shape[1])

    @property
    def is_traced(self) -> bool:
        """Whether `generate` is called within a function that is being compiled."""
        arrays = jax.tree.leaves((self.ids, self.embeds, self.source, self.encoded, self.further))
        return any(isinstance(each, jax.core.Tracer) for each in arrays)

    @property
    def ahead(self) -> int:
        """The most tokens that the model reads beside a text and its new tokens."""
        other = self.read if self.negative is None else max(self.read, int(self.negative[0].shape[1]))
        return other - self.length

    def inputs(self, limit: int, key: Any, *, room: Callable[[int], int], most: int | None) -> Inputs:
        """What a search starts from.

        Args:
            limit: the most tokens of a text.
            room: of a number of tokens, what a prompt with as many is padded to.
            most: the positions that an encoder has; None: any number.
        """
        source, source_mask = self.source, self.source_mask
        if source is not None and source_mask is not None and self.encoded is None:
            wide = bucket(source.shape[1])
            wide = wide if most is None or wide <= most else source.shape[1]
            source_mask = padded(source_mask, wide, 0)
            source = padded(source, wide, -1)
        ends: Any = np.asarray(limit, np.int32)

        def text(ids: Any, mask: Any) -> Inputs:
            length: Any = np.asarray(ids.shape[1], np.int32)
            ids, mask = (padded(each, room(ids.shape[1]), 0) for each in (ids, mask))
            return Inputs(ids, mask, length, ends, key)

        unguided = None if self.negative is None else text(*self.negative)
        own = text(self.ids, self.mask) if self.embeds is None else self._vectors(ends, key, room(self.read))
        return own._replace(source=source, source_mask=source_mask, encoded=self.encoded, unguided=unguided)

    def _vectors(self, limit: Any, key: Any, wide: int) -> Inputs:
        count: Any = np.asarray(self.read, np.int32)
        ids, mask, embeds = self.ids, padded(self.mask, wide, 0), padded(self.embeds, wide, 0)
        return Inputs(ids, mask, np.zeros_like(count), limit, key, embeds=embeds, embedded=count)


def padded(array: Any, length: int, value: int) -> Any:
    """[batch, n, …] with a value behind, up to a length."""
    xp: Any = jnp if isinstance(array, jax.core.Tracer) else np
    behind = [(0, 0), (0, length - array.shape[1]), *[(0, 0)] * (array.ndim - 2)]
    return xp.pad(array, behind, constant_values=value)


def _embeds(values: Any, ids: Any) -> Any:
    if values is None:
        return None
    if ids is not None:
        raise ValueError("the prompt is given twice: leave out input_ids or inputs_embeds")
    array = values if isinstance(values, jax.core.Tracer) else np.asarray(values)
    if array.ndim != 3 or not array.shape[1]:
        raise ValueError(f"inputs_embeds has shape {list(array.shape)}; it must be [batch, length, hidden]")
    return array


def _ids(values: Any, name: str) -> Any:
    array = values.astype(jnp.int32) if isinstance(values, jax.core.Tracer) else np.asarray(values, np.int32)
    if array.ndim != 2 or not array.shape[1]:
        raise ValueError(f"{name} has shape {list(array.shape)}; it must be [batch, length], of at least one token")
    return array


def _mask(values: Any, shape: tuple[int, ...], name: str = "attention_mask") -> Any:
    array = values.astype(jnp.int32) if isinstance(values, jax.core.Tracer) else np.asarray(values, np.int32)
    if array.shape != tuple(shape):
        raise ValueError(f"{name} has shape {list(array.shape)}, the ids have {list(shape)}")
    return array


def _mask_of(ids: Any, config: GenerationConfig) -> Any:
    """0 where the ids are padding, if they differ from ends: the padding token must not also be an end."""
    xp: Any = jnp if isinstance(ids, jax.core.Tracer) else np
    padding = config.pad_token_id
    if padding is None or padding in config.eos_token_ids:
        return np.ones(ids.shape, np.int32)
    return xp.asarray(ids != padding, np.int32)


def _first(token: int) -> tuple[Any, Any]:
    return np.full((1, 1), token, np.int32), np.ones((1, 1), np.int32)


def _decoder_start(config: GenerationConfig, batch: int, start: Any) -> Any:
    """What a decoder starts with, [batch, n]: its own first token comes first, in any case."""
    first = np.full((batch, 1), start_token(config), np.int32)
    if start is None:
        return first
    start = _ids(start, "decoder_input_ids")
    if isinstance(start, jax.core.Tracer):
        return start
    return start if (start[:, 0] == first[0, 0]).all() else np.concatenate((first, start), 1)
