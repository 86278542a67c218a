"""What a caller gives `generate` to start from, as tensors. Runs nothing of the model."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from trivet.families.inputs import SOUNDS
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import first_token, refuse_unknown, start_token
from trivet_tf.framework import tf

PREPARE = "prepare_inputs_for_generation"


class Prompt:
    """What a search starts from.

    Attributes:
        ids: [batch, length], of the decoder.
        source: ids [batch, length] of an encoder, if they are known; or the spectrograms that it reads.
        hears: whether it reads spectrograms.
        mask: 1 where a token of the source, or else of the prompt, is none of padding; None where all are none.
        embeds: vectors [batch, length, hidden] in place of the source, or else of the prompt.
        cache: what has been seen already.
        encoded: the encoder's outputs, if the caller has them.
        encodes: whether there is an encoder.
        more: further inputs of the model, by name.
    """

    def __init__(self, model: Any, config: GenerationConfig, ids: Any, inputs: dict[str, Any]) -> None:
        """
        Args:
            inputs: by name; those that are used are removed.

        Raises:
            UnknownArgumentError: the model takes no such input.
            ValueError: ids are passed twice, there are none to start from, or their length is not known.
        """
        ids, sounds = sounds_apart(model, ids, inputs)
        named = inputs.pop("input_ids", None)
        if ids is not None and named is not None:
            raise ValueError("the prompt is given twice: as inputs and as input_ids")
        ids = as_ids(named if ids is None else ids)
        self.mask, self.embeds = as_ids(inputs.pop("attention_mask", None)), inputs.pop("inputs_embeds", None)
        self.cache, self.encoded = inputs.pop("past_key_values", None), inputs.pop("encoder_outputs", None)
        if self.mask is None and ids is not None:
            self.mask = mask_of(ids, config)
        self.encodes = bool(getattr(model.config, "is_encoder_decoder", False))
        self.hears = getattr(model, "main_input_name", None) == SOUNDS
        if self.hears and sounds is None and self.encoded is None:
            raise ValueError(f"give the source: {SOUNDS}, or encoder_outputs")
        if self.encodes and ids is None and self.embeds is None and self.encoded is None and sounds is None:
            ids = tf.fill((1, 1), first_token(config))
        start = as_ids(inputs.pop("decoder_input_ids", None)) if self.encodes else None
        self.more = further_inputs(model, inputs)
        self.source: tf.Tensor | None = (sounds if self.hears else ids) if self.encodes else None
        if self.encodes:
            self.ids = self._decoder_start(start, config)
        else:
            self.ids = self._decoder_prompt(config) if ids is None else ids
        if any(each is not None and each.shape[1] is None for each in (self.ids, self.source)):
            raise ValueError(
                "generate within a tf.function needs ids of a known length: pad them, and say so in input_signature"
            )

    def _decoder_start(self, start: tf.Tensor | None, config: GenerationConfig) -> tf.Tensor:
        encoded = None if self.encoded is None else self.encoded[0]
        source: Any = next(each for each in (self.source, encoded, self.embeds) if each is not None)
        first = tf.fill((tf.shape(source)[0], 1), start_token(config))
        first = tf.ensure_shape(first, (source.shape[0], 1))
        if start is None:
            return first
        begun = not tf.is_symbolic_tensor(start) and bool(tf.reduce_all(start[:, :1] == first))
        return start if begun else tf.concat((first, start), 1)

    def _decoder_prompt(self, config: GenerationConfig) -> tf.Tensor:
        if self.embeds is not None:
            return tf.zeros((self.embeds.shape[0], 0), tf.int32)
        return tf.fill((1, 1), first_token(config))


def encoded_source(model: Any, source: tf.Tensor, mask: tf.Tensor | None = None, **options: Any) -> Any:
    """An encoder's outputs for ids [batch, length], or for spectrograms [batch, bands, frames].

    Args:
        options: further arguments of `encode`.
    """
    if getattr(model, "main_input_name", None) == SOUNDS:
        options.pop("inputs_embeds", None)
        return model.encode(**{SOUNDS: source}, **options)
    return model.encode(source, mask, **options)


def sounds_apart(model: Any, ids: Any, inputs: dict[str, Any]) -> tuple[Any, tf.Tensor | None]:
    """Ids, and spectrograms: what a caller passes first is the model's main input, which either may be.

    Args:
        inputs: by name; spectrograms are removed.

    Raises:
        ValueError: spectrograms are passed twice.
    """
    if getattr(model, "main_input_name", None) != SOUNDS:
        return ids, None
    named = inputs.pop(SOUNDS, None)
    if ids is not None and named is not None:
        raise ValueError(f"the sounds are given twice: as inputs and as {SOUNDS}")
    sounds = named if ids is None else ids
    return None, None if sounds is None else tf.convert_to_tensor(sounds)


def as_ids(values: Any) -> tf.Tensor | None:
    """Whole numbers of any kind, as int32; None as it is."""
    return None if values is None else tf.cast(values, tf.int32)


def mask_of(ids: tf.Tensor, config: GenerationConfig) -> tf.Tensor | None:
    """0 for padding among the ids, if it can be recognised: the padding token must not also end texts."""
    padding = config.pad_token_id
    if padding is None or padding in config.eos_token_ids:
        return None
    mask = tf.cast(ids != padding, tf.int32)
    return mask if tf.is_symbolic_tensor(mask) or not bool(tf.reduce_all(mask == 1)) else None


def counts_by_mask(model: Any) -> bool:
    """Whether steps give a model positions that do not count padding; others count their tokens themselves."""
    kind = getattr(model, "kind", None)
    return kind is None or bool(kind.positions_by_mask)


def further_inputs(model: Any, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What a call of `generate` has for the model beside what every call may have, by name.

    Raises:
        UnknownArgumentError: the model takes no such input.
    """
    prepare = inspect.signature(getattr(model, PREPARE)).parameters
    accepted = {*prepare} - {"args", "kwargs"}
    if any(each.kind is each.VAR_KEYWORD for each in prepare.values()):
        accepted |= {*inspect.signature(model.call).parameters} - {"args", "kwargs", "return_dict"}
    refuse_unknown(model, {name: value for name, value in inputs.items() if name not in accepted}, sorted(accepted))
    return {name: value for name, value in inputs.items() if value is not None}
