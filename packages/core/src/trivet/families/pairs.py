"""Pairs: an encoder and a decoder that are models of their own, joined by the decoder's attention to the encoder."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Self, cast

from trivet.errors import InvalidConfigError
from trivet.families.blocks import Branch, EncoderDecoder, Linear
from trivet.families.composites import Composite, CompositeConfig, Part
from trivet.families.config import PretrainedConfig
from trivet.families.fields import field
from trivet.families.heads import CONDITIONAL_GENERATION, HeadKind
from trivet.families.registry import architecture
from trivet.layout import ParamSpec

BRIDGE = "enc_to_dec_proj"
"""Name of the projection from the encoder's states to the size of the decoder's, if they differ."""

_SIDES = ("token_type_ids", "position_ids", "head_mask")
PAIR = (
    "input_ids",
    "attention_mask",
    "decoder_input_ids",
    "decoder_attention_mask",
    "encoder_outputs",
    "past_key_values",
    "inputs_embeds",
    "decoder_inputs_embeds",
    "use_cache",
    *_SIDES,
    *(f"decoder_{name}" for name in _SIDES),
)
"""Inputs of both models, those of the decoder with the prefix `decoder_`. A model refuses those that it lacks."""

_LABELLED = (*PAIR[:8], "labels", *PAIR[8:])


class PairConfig(CompositeConfig):
    """A config of an encoder and of a decoder.

    Attributes:
        encoder, decoder: configs, or the fields of one, `model_type` among them.
        tie_encoder_decoder: whether the decoder shares the encoder's parameters of the same names.

    Raises:
        InvalidConfigError: one of the two is missing; or (by `validate`) they do not fit together.
    """

    parts: ClassVar[tuple[str, ...]] = ("encoder", "decoder")
    encoder: Any = field(default=None, kw_only=True)
    decoder: Any = field(default=None, kw_only=True)
    is_encoder_decoder: bool = field(default=True, kw_only=True)

    @classmethod
    def from_encoder_decoder_configs(
        cls, encoder_config: PretrainedConfig, decoder_config: PretrainedConfig, **kwargs: Any
    ) -> Self:
        """A config of two others; the second becomes the config of a decoder with cross-attention.

        Args:
            kwargs: further fields.
        """
        decoder = copy.deepcopy(decoder_config)
        decoder.is_decoder = decoder.add_cross_attention = True
        return cls(encoder=copy.deepcopy(encoder_config), decoder=decoder, **kwargs)

    def validate(self) -> None:
        """Refuse parts that do not fit together."""
        super().validate()
        family = architecture(self.model_type)
        both = family.base(self)
        assert isinstance(both, EncoderDecoder)  # it is a family of pairs
        if not both.decoder.crosses and both.decoder.stack.layers:
            reason = "decoder.add_cross_attention is off: the decoder would not read the encoder's output"
            raise InvalidConfigError(reason, field="decoder.add_cross_attention")
        source_size = getattr(self.decoder, "cross_attention_hidden_size", None)
        if source_size is not None and not source_size == both.encoder.size == both.decoder.size:
            reason = (
                f"decoder.cross_attention_hidden_size is {source_size}, the encoder's states have {both.encoder.size} "
                f"numbers and the decoder's {both.decoder.size}: leave it out, and a projection is added between them"
            )
            raise InvalidConfigError(reason, field="decoder.cross_attention_hidden_size")
        if self.tie_encoder_decoder:
            _require_ties(family.base_parameters(self))


def _require_ties(params: Collection[ParamSpec]) -> None:
    """
    Raises:
        InvalidConfigError: encoder and decoder have nothing in common.
    """
    if not any(param.tied is not None for param in params):
        reason = "tie_encoder_decoder is on, but the decoder has no parameter of the encoder's names and shapes"
        raise InvalidConfigError(reason, field="tie_encoder_decoder")


class PairFamily(Composite):
    """Pairs of an encoder and a decoder: their blueprint is that of both, and its head the decoder's."""

    inputs = PAIR
    part_tasks: ClassVar[Mapping[str, str]] = {"encoder": "base", "decoder": "causal-lm"}
    kinds: ClassVar[tuple[HeadKind, ...]] = (
        CONDITIONAL_GENERATION.variant(
            suffix="Model", summary="is an encoder and a decoder of any two families", order=_LABELLED
        ),
    )
    tasks: ClassVar = {"seq2seq-lm": "Model"}
    tensorflow_order = (*_LABELLED[:10], "options", *_LABELLED[10:])

    def example(self, **fields: Any) -> Any:
        """As `Family.example`: BERT with BERT."""
        config, make = architecture("bert").config_class, cast(Any, self.config_class)
        return make(encoder=config(), decoder=config(is_decoder=True, add_cross_attention=True), **fields)

    def base(self, config: Any) -> EncoderDecoder:
        """Both sides, and the projection between them.

        Raises:
            InvalidConfigError: a part has two sides itself.
        """
        first, second = self.parts(config)
        encoder, decoder = first.transformer(), second.transformer()
        bridge = None if encoder.size == decoder.size else Linear(BRIDGE, encoder.size, decoder.size)
        return EncoderDecoder(encoder, decoder, bridge=bridge, masks_padding=True, std=decoder.std)

    def conditional_generation(self, config: Any) -> tuple[Branch, ...]:
        """The branches of the decoder's head."""
        return self.decoder(config).branches()

    def decoder(self, config: Any) -> Part:
        """The decoder."""
        return self.parts(config)[1]

    def base_parameters(self, config: Any) -> tuple[ParamSpec, ...]:
        """As `Family.base_parameters`; with `tie_encoder_decoder` the decoder's are tied to the encoder's."""
        params = super().base_parameters(config)
        owners = self._owners(config, params)
        return tuple(replace(each, tied=owners[each.name]) if each.name in owners else each for each in params)

    def head_parameters(self, config: Any, head: str) -> Iterator[ParamSpec]:
        """As `Family.head_parameters`; a parameter tied to a tied table has the table's owner as its own."""
        owners = self._owners(config, super().base_parameters(config))
        for param in super().head_parameters(config, head):
            yield param if param.tied not in owners else replace(param, tied=owners[str(param.tied)])

    def _owners(self, config: Any, params: Collection[ParamSpec]) -> dict[str, str]:
        """Names of the decoder's shared parameters → names of the encoder's that own them."""
        if not config.tie_encoder_decoder:
            return {}
        first, second = self.parts(config)
        places = [each.name(each.family.base_prefix) for each in (first, second)]
        shapes = {param.name: param.shape for param in params if not param.buffer}
        pairs = {name: name.replace(places[1], places[0], 1) for name in shapes if name.startswith(f"{places[1]}.")}
        return {name: owner for name, owner in pairs.items() if shapes.get(owner) == shapes[name]}

    def fields_apart(self, config: Any, names: Collection[str]) -> Mapping[str, Any]:
        """As `Family.fields_apart`; if both sides share their parameters, they no longer do."""
        if config.tie_encoder_decoder:
            return {"tie_encoder_decoder": False}
        return super().fields_apart(config, names)
