"""Models that are built from the blueprint of a family: what all of them share, and base models."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar, cast

import torch
from torch import nn

from trivet.families import derive
from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.media_shapes import picture_shape, sound_shape
from trivet.families.outputs import (
    BaseModelOutput,
    BaseModelOutputWithPast,
    BaseModelOutputWithPastAndCrossAttentions,
    BaseModelOutputWithPooling,
    BaseModelOutputWithPoolingAndCrossAttentions,
    ModelOutput,
    MoeModelOutputWithPast,
)
from trivet_torch.layers.initial import init_values
from trivet_torch.layers.places import put
from trivet_torch.layers.transformer import Inputs, TransformerParts
from trivet_torch.model.pretrained import PreTrainedModel

Tensor = torch.Tensor


class BlueprintModel(PreTrainedModel):
    """What the models of a family share.

    Attributes:
        family: the family.
        kind: of the class's head; None for a base model.
    """

    supports_gradient_checkpointing = True
    _no_split_modules = ("TextEmbeddings", "PatchEmbeddings", "Layer")

    family: ClassVar[Family]
    kind: ClassVar[HeadKind | None] = None
    config: Any

    @cached_property
    def blueprint(self) -> Any:
        """The blueprint of the base model, as the config was when this was first asked for."""
        base = self.base_model
        if isinstance(base, BlueprintModel) and base is not self:
            return base.blueprint
        return self.family.base(self.config)

    @property
    def dummy_inputs(self) -> dict[str, Tensor]:
        """As in `ModuleUtils`; of a model of pictures two black ones, of one of sounds two silent ones."""
        shape = picture_shape(self.blueprint) or sound_shape(self.blueprint)
        if shape is None:
            return super().dummy_inputs
        inputs = {self.main_input_name: torch.zeros(2, *shape, device=self.device)}
        if getattr(self.config, "is_encoder_decoder", False):
            inputs["decoder_input_ids"] = torch.ones(2, 3, dtype=torch.int64, device=self.device)
        return inputs

    def __getstate__(self) -> dict[str, Any]:
        """What a copy has: its own config says what it is built of."""
        return {name: value for name, value in vars(self).items() if name != "blueprint"}

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with the family's deviation, or the layer's own; zero biases and padding rows, norms of their own."""
        init_values(module, self.blueprint.std)

    def forward_by_name(self, inputs: Inputs) -> ModelOutput[Tensor] | tuple[Any, ...]:
        """What `forward` does, with all its arguments by name."""
        kind = self.kind
        for older in () if kind is None else kind.older_labels:
            inputs = _with_labels(inputs, cast(HeadKind, kind).labels[0], older)
        return self._returned(self.run(inputs), inputs["return_dict"])

    def run(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """The output for the arguments of a call by name.

        Raises:
            NotImplementedError: the class does not say which it is.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say what it computes")


class BaseParts(BlueprintModel):
    """A model that has the modules of a base model: such a model, or one with a head and no prefix before them.

    Attributes:
        is_pooled: whether it has a pooling layer that can be left out.
        is_maskable: whether it may have a vector for masked patches.
    """

    is_pooled: ClassVar[bool] = False
    is_maskable: ClassVar[bool] = False

    def add_base(self, *, pooled: bool = True, masks: bool = False) -> None:
        """Make the modules.

        Args:
            pooled: whether to have the pooling layer, where the family has one.
            masks: whether to have the vector that replaces masked patches, where a family leaves that open.
        """
        raise NotImplementedError(f"{type(self).__name__} does not define its blueprint")

    @property
    def prunable(self) -> Sequence[tuple[str, str]]:
        """For each layer whose heads can be taken out, where its attention is, and what reads the heads."""
        return derive.prunable(self.blueprint)

    @property
    def position_embeddings(self) -> tuple[str, ...]:
        """Where tables of positions are."""
        return derive.position_tables(self.blueprint)

    def encoded(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """The base model's output for the arguments of a call by name."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it computes")

    def run(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """As `encoded`."""
        return self.encoded(inputs)

    def _tables(self) -> Sequence[str]:
        """Paths of the input embeddings, which may be in several places."""
        return (derive.words_table(self.blueprint),)

    def get_input_embeddings(self) -> nn.Module:
        """The embeddings of the vocabulary."""
        return self.get_submodule(self._tables()[0])

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary, wherever the model has them."""
        for path in self._tables():
            put(self, path, value)


class TransformerBase(TransformerParts, BaseParts):
    """The modules of an encoder or a decoder."""

    def add_base(self, *, pooled: bool = True, masks: bool = False) -> None:
        """Make the modules."""
        self.add_transformer(self.blueprint, pooled=pooled, masks=masks)

    def encoded(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """`last_hidden_state` [batch, length, hidden], and what else the model has to give.

        Raises:
            ValueError: as `transformed`.
        """
        ids = inputs.get("input_ids")
        if ids is not None and not _has_seen(inputs.get("past_key_values")):
            self.warn_if_padding_and_no_attention_mask(ids, inputs.get("attention_mask"))
        result = self.transformed(inputs)
        if not self._is_causal:
            if self.blueprint.pooler is None:
                return BaseModelOutput(result.states, result.hidden_states, result.attentions)
            return BaseModelOutputWithPooling(result.states, result.pooled, result.hidden_states, result.attentions)
        if self.blueprint.pooler is not None:
            return BaseModelOutputWithPoolingAndCrossAttentions(
                result.states,
                result.pooled,
                result.hidden_states,
                result.cache,
                result.attentions,
                result.cross_attentions,
            )
        kept = result.states, result.cache, result.hidden_states, result.attentions
        if self.family.routes:
            return MoeModelOutputWithPast(*kept, result.router_logits)
        if self._is_crossing:
            return BaseModelOutputWithPastAndCrossAttentions(*kept, result.cross_attentions)
        return BaseModelOutputWithPast(*kept)


class TransformerModel(TransformerBase):
    """An encoder or a decoder without a head."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.add_base()
        self.post_init()


class PooledTransformerModel(TransformerBase):
    """The same with a pooling layer.

    Args:
        add_pooling_layer: whether to have the pooling layer; None: as usual in the family.
    """

    is_pooled = True

    def __init__(self, config: Any, add_pooling_layer: bool | None = None) -> None:
        super().__init__(config)
        self.add_base(pooled=self.family.base_pools if add_pooling_layer is None else add_pooling_layer)
        self.post_init()


class PictureModel(TransformerBase):
    """An encoder of pictures.

    Args:
        use_mask_token: whether to have the vector that replaces masked patches.
    """

    is_maskable = True

    def __init__(self, config: Any, use_mask_token: bool = False) -> None:
        super().__init__(config)
        self.add_base(masks=use_mask_token)
        self.post_init()


class PooledPictureModel(TransformerBase):
    """The same with a pooling layer.

    Args:
        add_pooling_layer: whether to have the pooling layer.
        use_mask_token: whether to have the vector that replaces masked patches.
    """

    is_pooled = is_maskable = True

    def __init__(self, config: Any, add_pooling_layer: bool = True, use_mask_token: bool = False) -> None:
        super().__init__(config)
        self.add_base(pooled=add_pooling_layer, masks=use_mask_token)
        self.post_init()


def _with_labels(inputs: Inputs, name: str, older: str) -> Inputs:
    """The arguments of a call with its labels by their name of today."""
    if inputs[older] is None:
        return inputs
    warnings.warn(f"`{older}` is deprecated: give `{name}`", FutureWarning, stacklevel=5)
    return {**inputs, name: inputs[older]}


def _has_seen(past_key_values: Any) -> bool:
    """Whether a cache holds tokens already: what follows them is no prompt, and padding in it is an end."""
    if past_key_values is None:
        return False
    has_length = hasattr(past_key_values, "get_seq_length")
    return bool(past_key_values.get_seq_length() if has_length else len(past_key_values))
