"""Blocks of whole base models: embeddings, pooling layer, an encoder or a decoder, both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from trivet.families.blocks.experts import Experts
from trivet.families.blocks.layers import Stack
from trivet.families.blocks.leaves import Embedding, Leftover, Linear, Lookup, Norm, Positions
from trivet.families.blocks.pictures import PatchEmbeddings
from trivet.families.blocks.sounds import SoundEmbeddings


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEmbeddings:
    """`dropout(norm(project(words) + positions + segments + lookups))`; all but the words are optional.

    Attributes:
        at: module that computes it; empty if the model itself does.
        words: the word embedding.
        scale: factor of words, looked up or passed by the caller, apart from that of `words`; None for none.
        project: projects words to the size of the states.
        segments: table of segments; if `segments_are_words`, segments are looked up in the word embedding, and have the
            same factor.
        lookups: further tables.
        positions_last: whether positions are added after the norm.
        project_sum: projects the sum to the size of the norm.
    """

    words: Embedding
    at: str = ""
    scale: float | None = None
    project: Linear | None = None
    positions: Positions | None = None
    segments: Embedding | None = None
    segments_are_words: bool = False
    lookups: tuple[Lookup, ...] = ()
    norm: Norm | None = None
    positions_last: bool = False
    project_sum: Linear | None = None
    dropout: float = 0.0
    leftovers: tuple[Leftover, ...] = ()

    @property
    def size(self) -> int:
        """Size of the states."""
        return self.words.size


Embeddings: TypeAlias = TextEmbeddings | PatchEmbeddings | SoundEmbeddings


@dataclass(frozen=True, slots=True)
class Pooler:
    """`tanh(linear(norm(a token's state)))`; both are optional, and there is no `tanh` without `linear`.

    Attributes:
        at: module that computes it; empty if the parts belong to the model itself.
        mean_from: number of tokens before those whose mean is pooled; None pools the first token.
    """

    at: str
    linear: Linear | None
    norm: Norm | None = None
    mean_from: int | None = None

    @property
    def path(self) -> str:
        """Path of the module that models without a pooling layer are without; empty if it has no parameters."""
        return self.at or ("" if self.linear is None else self.linear.at)


@dataclass(frozen=True, slots=True)
class Transformer:
    """Embeddings, layers, and what follows them: an encoder, a decoder, or one side of an `EncoderDecoder`.

    Attributes:
        at: the module of a side; empty for a whole base model.
        project: projects embeddings to the size of the layers.
        norm: norm after the stack, not applied to `hidden_states`.
        pooler: the pooled output, which only some heads read.
        std: standard deviation of initial weights.
        masks_tokens: whether masked tokens are zeros before the first layer, and attend to nothing.
        one_head_mask: whether the head mask holds for attention to an encoder as well; else that has one of its own.
    """

    embeddings: Embeddings
    stack: Stack
    at: str = ""
    project: Linear | None = None
    norm: Norm | None = None
    pooler: Pooler | None = None
    std: float = 0.02
    masks_tokens: bool = False
    one_head_mask: bool = False

    @property
    def size(self) -> int:
        """Size of the states."""
        return self.stack.layers[0].attention.size if self.stack.layers else self.embeddings.size

    @property
    def tokens(self) -> TextEmbeddings:
        """The embeddings of a model of text.

        Raises:
            TypeError: the model reads pictures or sounds.
        """
        if not isinstance(self.embeddings, TextEmbeddings):
            raise TypeError("the model reads pictures or sounds: it has no words")
        return self.embeddings

    @property
    def causal(self) -> bool:
        """Whether tokens cannot see later ones."""
        return any(layer.attention.causal for layer in self.stack.layers)

    @property
    def routes(self) -> bool:
        """Whether some layers have experts."""
        return any(isinstance(each.inner, Experts) for layer in self.stack.layers for each in layer.sublayers)

    @property
    def crosses(self) -> bool:
        """Whether its layers attend to an encoder's states."""
        return any(each.crosses for layer in self.stack.layers for each in layer.sublayers)


class Shift(Enum):
    """The decoder's inputs for given labels: all but their last token, after a first one."""

    START = "the config's decoder_start_token_id"
    LAST = "the last token that is not padding, which names a language"


@dataclass(frozen=True, slots=True)
class EncoderDecoder:
    """An encoder, and a decoder that attends to its states.

    Attributes:
        shared: the word embedding that the sides share; None if each has its own.
        ties: sides whose word embeddings are the shared one.
        beside: whether files store those embeddings as well as the shared one.
        prevails: sides whose own stored embedding takes precedence.
        shift: how the decoder's inputs follow from labels.
        reads_source: whether a decoder without inputs reads the encoder's tokens, shifted in the same way.
        one_head_mask: whether the decoder uses the encoder's head mask if both have the same number of layers.
        bridge: linear layer from the encoder's states to the size of the decoder's, if they differ.
        masks_padding: whether the decoder masks padding in inputs that follow from labels.
        masks_source: whether the attention mask of the source hides its tokens; else it says at most where training may
            hide frames of sounds.
    """

    encoder: Transformer
    decoder: Transformer
    shared: Embedding | None = None
    ties: tuple[str, ...] = ("encoder", "decoder")
    beside: bool = False
    prevails: tuple[str, ...] = ()
    shift: Shift = Shift.START
    reads_source: bool = False
    one_head_mask: bool = False
    bridge: Linear | None = None
    masks_padding: bool = False
    masks_source: bool = True
    std: float = 0.02
    leftovers: tuple[Leftover, ...] = ()

    @property
    def sides(self) -> tuple[Transformer, Transformer]:
        """The encoder and the decoder."""
        return self.encoder, self.decoder


Base: TypeAlias = Transformer | EncoderDecoder
