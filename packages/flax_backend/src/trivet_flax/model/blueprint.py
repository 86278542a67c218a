"""What the public classes of families share. `trivet_flax.build.classes` creates them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, ClassVar, NoReturn

import jax.numpy as jnp

from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.media_shapes import picture_shape, sound_shape
from trivet_flax.cache import Cache, EncoderDecoderCache
from trivet_flax.layers.places import base_of
from trivet_flax.model.calling import module_with
from trivet_flax.model.pretrained import FlaxPreTrainedModel


class FlaxFamilyModel(FlaxPreTrainedModel):
    """Base of the families' classes.

    Attributes:
        family: whose blueprint describes the modules.
        call_order: names of the arguments that calls take by position.
        sets: fields that replace those of the config, in a copy, and their values.
        module_orders: method → names of those that `module`, in linen's calling convention, takes by position.
    """

    family: ClassVar[Family]
    call_order: ClassVar[tuple[str, ...]]
    module_orders: ClassVar[Mapping[str, tuple[str, ...]]]
    sets: ClassVar[tuple[tuple[str, Any], ...]] = ()

    @classmethod
    def _module_positions(cls) -> Mapping[str, tuple[str, ...]]:
        return cls.module_orders

    def __init__(
        self,
        config: PretrainedConfig,
        input_shape: tuple[int, ...] | None = (1, 1),
        seed: int = 0,
        dtype: Any = jnp.float32,
        _do_init: bool = True,
        gradient_checkpointing: bool = False,
        **kwargs: Any,
    ) -> None:
        """As `FlaxPreTrainedModel`, whose other arguments are keywords here.

        Args:
            input_shape: as there; of a model of pictures [batch, height, width, channels], of one of sounds
                [batch, bands, frames]; by default one of these.
            gradient_checkpointing: whether `enable_gradient_checkpointing` is called.

        Raises:
            ValueError: it is to be called, and the module has no stack of layers.
        """
        if self.sets:
            config = deepcopy(config)
            for name, value in self.sets:
                setattr(config, name, value)
        is_default = input_shape in (None, (1, 1)) and isinstance(config, PretrainedConfig)  # others are refused below
        shape = _input_shape(self.family, config) if is_default else None
        input_shape = shape or ((1, 1) if input_shape is None else input_shape)
        super().__init__(config, input_shape=input_shape, seed=seed, dtype=dtype, _do_init=_do_init, **kwargs)
        if gradient_checkpointing:
            self.enable_gradient_checkpointing()


def _input_shape(family: Family, config: PretrainedConfig) -> tuple[int, ...] | None:
    """Shape of one picture or one sound; None of models of texts."""
    config.check()
    base = family.base(config)
    picture, sound = picture_shape(base), sound_shape(base)
    if picture is not None:
        return 1, *picture[1:], picture[0]
    return None if sound is None else (1, *sound)


class FlaxTransformerModel(FlaxFamilyModel):
    """Base of the classes of encoders and decoders.

    Called with a cache as `past_key_values`, a decoder returns the cache after the new tokens as well. `attention_mask`
    then has a column for every position that the cache may ever hold, or, outside of `jax.jit`, for those so far.
    """

    def init_cache(self, batch_size: int, max_length: int) -> Cache:
        """A cache with nothing in it, for `past_key_values`; its shape never changes.

        Args:
            max_length: the most tokens that it may have to hold, those of the prompt included.

        Raises:
            TypeError: the model is no decoder.
            ValueError: the model has no position for as many.
        """
        module: Any = self.nnx_module
        base = base_of(module, self.base_model_prefix)
        if not getattr(base, "is_decoder", False):
            raise TypeError(f"{type(self).__name__} reads whole texts: it has no cache")
        cache: Cache = base.init_cache(batch_size, max_length)
        return cache


class FlaxEncoderDecoderModel(FlaxFamilyModel):
    """Base of the encoder-decoders: a whole call, or its two halves, the second of them step by step.

    If there are `labels` and no `decoder_input_ids`, these are the labels, shifted to the right.
    """

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
            encoder_outputs: what `encode` returned. Their keys and values are computed here, so that every step's cache
                has one structure, as loops that JAX compiles want it; without them, the first step adds them.
            params: used in place of the model's own.

        Raises:
            ValueError: `encoder_outputs` without params anywhere.
        """
        module: Any = self.nnx_module
        if encoder_outputs is not None:
            module = module_with(self, params)
        cache: EncoderDecoderCache = module.init_cache(batch_size, max_length, encoder_outputs)
        return cache


class EncoderSide:
    """The part of models of an encoder alone, of a family of encoder-decoders."""

    def init_cache(
        self,
        batch_size: int,
        max_length: int,
        encoder_outputs: Any = None,
        *,
        params: Mapping[Any, Any] | None = None,
    ) -> NoReturn:
        """
        Raises:
            TypeError: always.
        """
        refuse_decoding(self, {})


def refuse_decoding(model: Any, arguments: Mapping[str, Any]) -> NoReturn:
    """
    Raises:
        TypeError: always.
    """
    raise TypeError(f"{type(model).__name__} is an encoder alone: it has no decoder, and no cache")
