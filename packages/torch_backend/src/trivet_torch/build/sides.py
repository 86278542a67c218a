"""The encoder or the decoder of a family by itself, as a model of its own: `BartEncoder`, `T5Stack`."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.families.blocks import SoundEmbeddings, TextEmbeddings
from trivet.families.family import Family
from trivet.families.inputs import SOUNDS
from trivet.families.outputs import BaseModelOutputWithPastAndCrossAttentions
from trivet.families.registry import architecture, families
from trivet_torch.layers.initial import init_values
from trivet_torch.layers.places import put
from trivet_torch.layers.sides import Decoder, DecoderParts, EncoderParts, Side, SoundEncoderParts
from trivet_torch.model.pretrained import PreTrainedModel

Tensor = torch.Tensor

_ENCODER, _DECODER = "Encoder", "Decoder"


def __getattr__(name: str) -> Any:
    family = None if name.startswith("__") else _family_with(name)
    if family is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _side(family, name)


def __dir__() -> list[str]:
    return sorted(f"{family.name}{each}" for family in families() for each in family.side_names)


def _family_with(name: str) -> Family | None:
    return next((each for each in families() if name in {f"{each.name}{side}" for side in each.side_names}), None)


class SideAlone(PreTrainedModel):
    """One side as a model of its own, whose files have its parameters without a prefix.

    Attributes:
        family: the family.
        suffix: what its name adds to the family's; if neither encoder nor decoder, `config.is_decoder` tells the side.
    """

    supports_gradient_checkpointing = True

    family: ClassVar[Family]
    suffix: ClassVar[str]

    def __init__(self, config: Any, embed_tokens: nn.Embedding | None = None) -> None:
        """
        Args:
            config: of the whole model.
            embed_tokens: the embeddings of its words, if they exist already.
        """
        super().__init__(config)
        both: Any = self.family.base(config)
        is_decoder = self.suffix == _DECODER or (self.suffix != _ENCODER and config.is_decoder)
        block = both.decoder if is_decoder else both.encoder
        self._std = both.std
        embeddings = block.embeddings
        is_of_words = isinstance(embeddings, TextEmbeddings)
        self._table = embeddings.words.at if is_of_words else embeddings.convolutions[0].at
        cast(Any, self).add_transformer(block, words=None)
        self.post_init()
        if embed_tokens is not None:
            self.set_input_embeddings(embed_tokens)

    def _init_weights(self, module: nn.Module) -> None:
        init_values(module, self._std)

    def get_input_embeddings(self) -> nn.Module:
        """The embeddings of its words."""
        return self.get_submodule(self._table)

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace them."""
        put(self, self._table, value)


class StackAlone(SideAlone):
    """The same with the arguments in the order that T5's has."""

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        encoder_hidden_states: Tensor | None = None,
        encoder_attention_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        head_mask: Tensor | None = None,
        cross_attn_head_mask: Tensor | None = None,
        past_key_values: Any = None,
        use_cache: bool | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutputWithPastAndCrossAttentions[Tensor] | tuple[Any, ...]:
        """As that of the decoder within a model.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are passed, a mask has another shape, or the
                cache is full.
        """
        return DecoderParts.forward(
            cast(DecoderParts, self),
            input_ids,
            attention_mask,
            encoder_hidden_states,
            encoder_attention_mask,
            head_mask,
            cross_attn_head_mask,
            past_key_values,
            inputs_embeds,
            use_cache,
            output_attentions,
            output_hidden_states,
            return_dict,
        )


def alone(side: Side) -> SideAlone:
    """A side within a model as a model of its own, whose parameters it shares.

    Raises:
        NotImplementedError: the family has no class for one side.
    """
    config, is_decoder = deepcopy(side.config), isinstance(side, Decoder)
    family = architecture(config.model_type)
    if not family.side_names:
        raise NotImplementedError(f"{family.title} has no class for one side alone: save the whole model")
    suffix = family.side_names[is_decoder] if len(family.side_names) > 1 else family.side_names[0]
    if suffix not in (_ENCODER, _DECODER):
        config.is_decoder = is_decoder  # which tells the side
    with torch.device("meta"):
        model = cast(SideAlone, _side(family, f"{family.name}{suffix}")(config))
    model.load_state_dict(side.state_dict(), assign=True)
    return model


@cache
def _side(family: Family, name: str) -> type[nn.Module]:
    suffix = name.removeprefix(family.name)
    base: type[nn.Module] = EncoderParts if suffix == _ENCODER else DecoderParts
    both: Any = family.base(family.example())
    if suffix == _ENCODER and isinstance(both.encoder.embeddings, SoundEmbeddings):
        base = SoundEncoderParts
    facts: dict[str, Any] = {
        "family": family,
        "suffix": suffix,
        "config_class": family.config_class,
        "base_model_prefix": family.base_prefix or "transformer",
        "__doc__": f"One side of {family.title} alone.",
        "__module__": __name__,
        "__qualname__": name,
    }
    if base is SoundEncoderParts:
        facts["main_input_name"] = SOUNDS
    alone = SideAlone if suffix in (_ENCODER, _DECODER) else StackAlone
    return type(name, (alone, base), facts)
