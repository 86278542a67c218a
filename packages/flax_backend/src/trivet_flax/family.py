"""FlaxFamilyModel: what the classes of every family share: arguments by position, and heads on a base model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import jax.numpy as jnp

from trivet.families.config import PretrainedConfig
from trivet_flax.cache import EncoderDecoderCache
from trivet_flax.calling import (
    MODULE_OPTIONS,
    MODULE_STEP_OPTIONS,
    OPTIONS,
    STEP_OPTIONS,
    by_name,
    inputs_of,
    module_with,
    run,
)
from trivet_flax.modeling import FlaxPreTrainedModel


class HeadClass(Protocol):
    """A class of modules that put something behind a base model."""

    def on(self, base_class: type[Any], base_name: str, name: str) -> type[Any]:
        """The class for one base model."""
        ...


class FlaxFamilyModel(FlaxPreTrainedModel):
    """Base of the families' classes.

    A family's own base class names `config_class`, `base_model_prefix`, and as `module_class` its base model; then each
    class is one line: `class FlaxBertForMaskedLM(FlaxBertPreTrainedModel, head=MaskedLM)`.

    Attributes:
        call_order: names of the arguments that calls take by position.
        module_options: names of those that `module`, in linen's calling convention, takes behind the inputs.
    """

    call_order: ClassVar[tuple[str, ...]] = ("input_ids", "attention_mask", *OPTIONS)
    module_options: ClassVar[tuple[str, ...]] = MODULE_OPTIONS
    _has_head: ClassVar[bool] = False

    def __init_subclass__(cls, *, head: HeadClass | None = None, **kwargs: Any) -> None:
        """
        Args:
            head: put on the base model, which `module_class` is so far.
        """
        super().__init_subclass__(**kwargs)
        cls._has_head = head is not None
        if head is not None:
            if cls.module_class is None:
                raise TypeError(f"{cls.__name__} has a head, but names no module_class to put it on")
            cls.module_class = head.on(cls.module_class, cls.base_model_prefix, f"{cls.__name__}Module")

    @classmethod
    def _module_positions(cls) -> Mapping[str, tuple[str, ...]]:
        return {"__call__": (*inputs_of(cls.call_order), *cls.module_options)}

    def __init__(
        self,
        config: PretrainedConfig,
        input_shape: tuple[int, ...] = (1, 1),
        seed: int = 0,
        dtype: Any = jnp.float32,
        _do_init: bool = True,
        **kwargs: Any,
    ) -> None:
        """As `FlaxPreTrainedModel`, whose other arguments are given by keyword."""
        super().__init__(config, input_shape=input_shape, seed=seed, dtype=dtype, _do_init=_do_init, **kwargs)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the model: a pure function of inputs, params and key.

        Args:
            args: in the order of `call_order`.
            kwargs: by name. Inputs are what the module takes: arrays of any framework that numpy reads.
                `input_ids`, `token_type_ids`, `position_ids` are integers [batch, length] ([batch, choices, length] for
                multiple choice). `attention_mask` is 1 for what may be attended to, 0 for what may not: [batch, keys],
                [batch, queries, keys] or [batch, heads, queries, keys]; decoders join the first with causality and
                take the others as they are. `head_mask` holds factors on the attention weights: [heads] or
                [layers, heads]. `inputs_embeds` [batch, length, hidden] stand in place of ids. The head's own labels
                give the `loss`. Options are those of `FlaxPreTrainedModel.__call__`.

        Raises:
            TypeError: an argument is unknown or given twice.
            ValueError, CheckpointMismatchError: as `FlaxPreTrainedModel.__call__` and the module say.
        """
        return run(self, "__call__", **by_name(type(self).__name__, self.call_order, args, kwargs))


class FlaxTextEncoder(FlaxFamilyModel):
    """Base of the encoders of text. What attends to another encoder is named for its place only: no class here does."""

    call_order = (
        "input_ids",
        "attention_mask",
        "token_type_ids",
        "position_ids",
        "head_mask",
        "encoder_hidden_states",
        "encoder_attention_mask",
        *OPTIONS,
    )

    @classmethod
    def _module_positions(cls) -> Mapping[str, tuple[str, ...]]:
        inputs = (*inputs_of(cls.call_order), "init_cache")
        if cls._has_head:  # only base models are given what an encoder made, and a cache
            inputs = tuple(name for name in inputs if not name.startswith("encoder_") and name != "init_cache")
        return {"__call__": (*inputs, *cls.module_options)}


class FlaxEncoderDecoder(FlaxFamilyModel):
    """Base of the encoder-decoders: a whole call, or its two halves, the second of them step by step.

    `decoder_input_ids` are made of `labels` by shifting them to the right, where there are only those.

    Attributes:
        encode_order, decode_order: names of the arguments that `encode` and `decode` take by position.
    """

    call_order: ClassVar[tuple[str, ...]] = (
        "input_ids",
        "attention_mask",
        "decoder_input_ids",
        "decoder_attention_mask",
        "position_ids",
        "decoder_position_ids",
        *STEP_OPTIONS,
    )
    module_options: ClassVar[tuple[str, ...]] = MODULE_STEP_OPTIONS
    encode_order: ClassVar[tuple[str, ...]] = ("input_ids", "attention_mask", "position_ids", *STEP_OPTIONS)
    decode_order: ClassVar[tuple[str, ...]] = (
        "decoder_input_ids",
        "encoder_outputs",
        "encoder_attention_mask",
        "decoder_attention_mask",
        "decoder_position_ids",
        "past_key_values",
        *STEP_OPTIONS,
    )

    @classmethod
    def _module_positions(cls) -> Mapping[str, tuple[str, ...]]:
        halves = {"encode": cls.encode_order, "decode": cls.decode_order}
        own = {method: (*inputs_of(order), *MODULE_STEP_OPTIONS) for method, order in halves.items()}
        return {**super()._module_positions(), **own}

    def encode(self, *args: Any, **kwargs: Any) -> Any:
        """Run the encoder alone: what `decode` takes as `encoder_outputs`.

        Args and Raises: as `__call__`; by position in the order of `encode_order`.
        """
        return run(self, "encode", **by_name(f"{type(self).__name__}.encode", self.encode_order, args, kwargs))

    def decode(self, *args: Any, **kwargs: Any) -> Any:
        """Run the decoder on an encoder's outputs.

        Args:
            args: in the order of `decode_order`.
            kwargs: by name. `past_key_values`, from `init_cache` or the last step, makes `decoder_input_ids` the new
                tokens only; the outputs then have the next step's. `decoder_attention_mask` has a column for every
                token so far, or for every one that the cache has room for. Others as `__call__` takes them.

        Raises:
            As `__call__`.
        """
        return run(self, "decode", **by_name(f"{type(self).__name__}.decode", self.decode_order, args, kwargs))

    def init_cache(
        self,
        batch_size: int,
        max_length: int,
        encoder_outputs: Any = None,
        *,
        params: Mapping[Any, Any] | None = None,
    ) -> EncoderDecoderCache:
        """A cache for `decode`, with room for `max_length` tokens in each of `batch_size` rows.

        Args:
            encoder_outputs: what `encode` gave. Their keys and values are computed here, so that every step's cache has
                one structure, as loops that JAX compiles want it; without them, the first step adds them.
            params: used in place of the model's own.

        Raises:
            ValueError: `encoder_outputs` without params anywhere.
        """
        module: Any = self.nnx_module
        if encoder_outputs is not None:
            module = module_with(self, params)
        cache: EncoderDecoderCache = module.init_cache(batch_size, max_length, encoder_outputs)
        return cache
