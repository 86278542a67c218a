"""Models with an encoder and a decoder, which are built from the blueprint of a family: base models and either side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any, TypeVar, cast

import torch
from torch import nn

from trivet.families import blocks
from trivet.families.heads import HeadKind
from trivet.families.outputs import ModelOutput
from trivet.families.vocabulary import wanted_rows
from trivet.layout.params import join
from trivet_torch.heads.targets import shifted
from trivet_torch.layers.encoder_decoder import EncoderDecoderParts
from trivet_torch.layers.places import put
from trivet_torch.layers.sides import Decoder, Encoder
from trivet_torch.layers.transformer import Inputs
from trivet_torch.model.blueprint import BaseParts, BlueprintModel

Tensor = torch.Tensor
Model = TypeVar("Model", bound=nn.Module)

_ONLY: ContextVar[str | None] = ContextVar("only", default=None)  # the one side that a base model is built with


class EncoderDecoderPreTrainedModel(BlueprintModel):
    """What models with an encoder and a decoder share."""

    blueprint: blocks.EncoderDecoder

    def get_encoder(self) -> Encoder:
        """The encoder, which can be called alone."""
        return cast(Encoder, getattr(self.base_model, self.blueprint.encoder.at))

    def get_decoder(self) -> Decoder:
        """The decoder."""
        return cast(Decoder, getattr(self.base_model, self.blueprint.decoder.at))

    def _shift_right(self, input_ids: Tensor) -> Tensor:
        """`shift_right`, by the name that it has in `transformers`."""
        return self.shift_right(input_ids)

    def shift_right(self, labels: Tensor) -> Tensor:
        """What the decoder reads to predict `labels` [batch, length]: all but the last, behind the token that begins.

        The ignored label -100 becomes padding.

        Raises:
            InvalidInputError: the config has no `decoder_start_token_id` or no `pad_token_id`.
        """
        return shifted(labels, self.blueprint.shift, self.config)

    def prepare_decoder_input_ids_from_labels(self, labels: Tensor) -> Tensor:
        """`shift_right`, by the name that collators of batches call."""
        return self.shift_right(labels)

    def _words_of(self, side: blocks.Transformer) -> nn.Module:
        return self.base_model.get_submodule(join(side.at, side.tokens.words.at))

    def other_tables(self) -> Sequence[nn.Module]:
        """Embeddings of the shared vocabulary that a side has for itself."""
        both = self.blueprint
        return () if both.shared is None else [self._words_of(each) for each in both.sides if each.at not in both.ties]

    def output_owner(self) -> nn.Module:
        """The embeddings that a head is tied to: those that are shared, else the decoder's."""
        both = self.blueprint
        return self.get_input_embeddings() if both.shared is not None else self._words_of(both.decoder)

    def vocabulary_fields(self) -> tuple[str, ...]:
        """The fields of both sides' vocabularies, where they are one."""
        names = ("vocab_size", "decoder_vocab_size")
        return names[: 1 if self.blueprint.shared is None or not hasattr(self.config, names[1]) else 2]

    def get_decoder_input_embeddings(self) -> nn.Module:
        """The words of the decoder, where each side has its own.

        Raises:
            ValueError: both sides share one vocabulary.
        """
        self._require_own_words("get_input_embeddings")
        return self._words_of(self.blueprint.decoder)

    def set_decoder_input_embeddings(self, value: nn.Module) -> None:
        """Replace the words of the decoder, where each side has its own.

        Raises:
            ValueError: both sides share one vocabulary.
        """
        self._require_own_words("set_input_embeddings")
        decoder = self.blueprint.decoder
        put(self.base_model, join(decoder.at, decoder.tokens.words.at), value)

    def _require_own_words(self, instead: str) -> None:
        if self.blueprint.shared is not None:
            raise ValueError(f"encoder and decoder share their vocabulary: call {instead}")

    def resize_decoder_token_embeddings(self, new_num_tokens: int) -> nn.Module:
        """Let the decoder know another number of words, and the head where it has one; the encoder's stay.

        Raises:
            ValueError: both sides share one vocabulary, or the number is not a positive integer.
        """
        self._require_own_words("resize_token_embeddings")
        words = self._words_of(self.blueprint.decoder)
        rows = wanted_rows(cast(nn.Embedding, words).num_embeddings, new_num_tokens)
        self._resize_vocabulary(words, rows, mean_resizing=False)
        self.config.decoder_vocab_size = rows
        return words


class EncoderDecoderBase(EncoderDecoderParts, BaseParts, EncoderDecoderPreTrainedModel):
    """The modules of an encoder and a decoder, or of one of them."""

    blueprint: blocks.EncoderDecoder
    only: str | None = None

    def add_base(self, *, pooled: bool = True, masks: bool = False) -> None:
        """Make the modules."""
        only = self.only if self.kind is None else self.kind.side
        self.add_encoder_decoder(self.blueprint, only=only)

    def encoded(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """`last_hidden_state` [batch, target length, hidden], `past_key_values` to continue from it, and the encoder's.

        Raises:
            ValueError: as `transformed`.
        """
        return self.transformed(inputs, self.shift_right)

    def _tables(self) -> Sequence[str]:
        both = self.blueprint
        if both.shared is None:
            return super()._tables()
        sides = (each for each in both.sides if each.at in both.ties and hasattr(self, each.at))
        return (both.shared.at, *(join(each.at, each.tokens.words.at) for each in sides))


class EncoderDecoderModel(EncoderDecoderBase):
    """An encoder and a decoder without a head."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.only = _ONLY.get()
        self.add_base()
        self.post_init()


def side_of(base_class: Callable[[Any], Model], config: Any, side: str) -> Model:
    """A base model that has one of its sides alone."""
    before = _ONLY.set(side)
    try:
        return base_class(config)
    finally:
        _ONLY.reset(before)


class SideModel(EncoderDecoderModel):
    """One side alone."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)

    def encoded(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """What that side gives."""
        side = getattr(self, cast(str, cast(HeadKind, self.kind).side))
        output: ModelOutput[Tensor] = side(**{**inputs, "return_dict": True})
        return output
