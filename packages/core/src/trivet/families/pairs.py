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
"""What takes the encoder's states to the size of the decoder's, where they differ."""

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
"""Inputs: those of both models, the decoder's behind `decoder_`. A model that does not take one refuses it."""

_LABELLED = (*PAIR[:8], "labels", *PAIR[8:])


class PairConfig(CompositeConfig):
    """A config of an encoder and of a decoder.

    Attributes:
        encoder, decoder: configs, or the fields of one, `model_type` among them.
        tie_encoder_decoder: whether the decoder's parameters are the encoder's, where both have one of a name.

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
        """A config of two others, the second of which becomes that of a decoder with attention to an encoder.

        Args:
            kwargs: further fields.
        """
        decoder = copy.deepcopy(decoder_config)
        decoder.is_decoder = decoder.add_cross_attention = True
        return cls(encoder=copy.deepcopy(encoder_config), decoder=decoder, **kwargs)

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        super().validate()
        family = architecture(self.model_type)
        both = family.base(self)
        assert isinstance(both, EncoderDecoder)  # it is a family of pairs
        if not both.decoder.crosses and both.decoder.stack.layers:
            reason = "decoder.add_cross_attention is off: the decoder would not read what the encoder gives"
            raise InvalidConfigError(reason, field="decoder.add_cross_attention")
        stated = getattr(self.decoder, "cross_attention_hidden_size", None)
        if stated is not None and not stated == both.encoder.size == both.decoder.size:
            reason = (
                f"decoder.cross_attention_hidden_size is {stated}, the encoder's states have {both.encoder.size} "
                f"numbers and the decoder's {both.decoder.size}: leave it out, and a projection takes one to the other"
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
        """As of `Family`: BERT with BERT."""
        config, make = architecture("bert").config_class, cast(Any, self.config_class)
        return make(encoder=config(), decoder=config(is_decoder=True, add_cross_attention=True), **fields)

    def base(self, config: Any) -> EncoderDecoder:
        """Both sides, and what is between them.

        Raises:
            InvalidConfigError: a part is not one that can be its side.
        """
        first, second = self.parts(config)
        encoder, decoder = first.transformer(), second.transformer()
        bridge = None if encoder.size == decoder.size else Linear(BRIDGE, encoder.size, decoder.size)
        return EncoderDecoder(encoder, decoder, bridge=bridge, masks_padding=True, std=decoder.std)

    def conditional_generation(self, config: Any) -> tuple[Branch, ...]:
        """The decoder's own."""
        return self.decoder(config).branches()

    def decoder(self, config: Any) -> Part:
        """The part that writes."""
        return self.parts(config)[1]

    def base_parameters(self, config: Any) -> tuple[ParamSpec, ...]:
        """As of `Family`; where the config asks for it, the decoder's are the encoder's."""
        params = super().base_parameters(config)
        owners = self._owners(config, params)
        return tuple(replace(each, tied=owners[each.name]) if each.name in owners else each for each in params)

    def head_parameters(self, config: Any, head: str) -> Iterator[ParamSpec]:
        """As of `Family`; what is tied to a table that is tied itself has that one's owner."""
        owners = self._owners(config, super().base_parameters(config))
        for param in super().head_parameters(config, head):
            yield param if param.tied not in owners else replace(param, tied=owners[str(param.tied)])

    def _owners(self, config: Any, params: Collection[ParamSpec]) -> dict[str, str]:
        """Names of the decoder's parameters that are the encoder's, and of those."""
        if not config.tie_encoder_decoder:
            return {}
        first, second = self.parts(config)
        places = [each.name(each.family.base_prefix) for each in (first, second)]
        shapes = {param.name: param.shape for param in params if not param.buffer}
        pairs = {name: name.replace(places[1], places[0], 1) for name in shapes if name.startswith(f"{places[1]}.")}
        return {name: owner for name, owner in pairs.items() if shapes.get(owner) == shapes[name]}

    def fields_apart(self, config: Any, names: Collection[str]) -> Mapping[str, Any]:
        """As of `Family`; where both sides are one, that is what is given up."""
        if config.tie_encoder_decoder:
            return {"tie_encoder_decoder": False}
        return super().fields_apart(config, names)
