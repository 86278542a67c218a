"""Subjects: the heads that the contract of models tests, each with a small config; distinguished by blueprints."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trivet.families.blocks import (
    Attention,
    Base,
    EncoderDecoder,
    Learned,
    PatchEmbeddings,
    Reads,
    Shift,
    Sines,
    SoundEmbeddings,
    TextEmbeddings,
    Transformer,
)
from trivet.families.calls import arguments_of
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.heads import HeadKind, Loss
from trivet.families.registry import architecture, architecture_points
from trivet.layout import join
from trivet.testing import samples
from trivet.testing.configs import tiny_config
from trivet.testing.options import options

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Subject:
    """One head of one family, with a small config.

    Attributes:
        fields: fields of the config that differ from `tiny_config`, by name.
    """

    family: Family
    head: str
    fields: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return self.head

    def variant(self, **fields: Any) -> Subject:
        """The same head with some fields of the config changed."""
        return Subject(self.family, self.head, tuple({**dict(self.fields), **fields}.items()))

    def config(self) -> PretrainedConfig:
        """A new config, whose special tokens are within its vocabulary."""
        config = tiny_config(self.family.model_type, self.head, **dict(self.fields))
        sides = (samples.side(self.family.base(config), each).embeddings for each in ("encoder", "decoder"))
        block = next((each for each in sides if isinstance(each, TextEmbeddings)), None)
        if block is None:
            return config
        rows = block.words.rows
        defaults = {"pad_token_id": 0, "eos_token_id": 2, "decoder_start_token_id": 0}
        for name in defaults.keys() - dict(self.fields).keys():
            stated = getattr(config, name, 0)
            if name != "decoder_start_token_id" or isinstance(self.family.base(config), EncoderDecoder):
                setattr(config, name, stated if isinstance(stated, int) and 0 <= stated < rows else defaults[name])
        return config

    @cached_property
    def base(self) -> Base:
        """The blueprint of its base model."""
        return self.family.base(self.config())

    @property
    def text(self) -> Transformer:
        """The side whose tokens are scored: the decoder, or the only side."""
        return samples.side(self.base, self.only or "decoder")

    @property
    def source(self) -> Transformer:
        """The side that reads `input_ids`: the encoder, or the only side."""
        return samples.side(self.base, self.only or "encoder")

    @property
    def only(self) -> str | None:
        """The one side of an encoder-decoder that the model has, or None."""
        return None if self.kind is None else self.kind.side

    @property
    def is_pair(self) -> bool:
        """Whether the model has an encoder and a decoder."""
        return isinstance(self.base, EncoderDecoder) and self.only is None

    @property
    def reads_pictures(self) -> bool:
        """Whether the model reads pictures, not text."""
        return isinstance(self.source.embeddings, PatchEmbeddings)

    @property
    def reads_sounds(self) -> bool:
        """Whether the model reads sounds, not text; its decoder may have a text."""
        return isinstance(self.source.embeddings, SoundEmbeddings)

    @property
    def worded(self) -> Transformer:
        """The side whose words are the input embeddings."""
        return self.text if self.reads_sounds else self.source

    @property
    def kind(self) -> HeadKind | None:
        """Kind of the head; None for a base model."""
        return self.family.kind(self.head)

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of its call's arguments."""
        return arguments_of(self.family, self.kind)

    @property
    def scored(self) -> str:
        """Name of the output that is compared: the first of its head's branches, or the last states of a base model."""
        if self.kind is None:
            return "last_hidden_state"
        return "start_logits" if self.kind.loss is Loss.SPANS else self.kind.logits[0]

    def shown(self, arguments: Mapping[str, Any]) -> NDArray[Any]:
        """Which of the tokens of `scored` are not padding; [rows] of ones if it has a vector for each row only."""
        name = "decoder_attention_mask" if "decoder_attention_mask" in arguments else "attention_mask"
        mask = np.asarray(arguments[name])
        branches = self.family.branches(self.config(), self.head)
        if self.kind is not None and branches[0].reads is not Reads.EACH:
            return np.ones(mask.shape[:1], bool)
        return np.asarray(mask == 1)

    def attentions(self, side: Transformer) -> Iterator[Attention]:
        """Every attention of a side."""
        for layer in side.stack.layers:
            yield from (each.inner for each in layer.sublayers if isinstance(each.inner, Attention))

    def places(self) -> int | None:
        """Maximal number of tokens of the source; None if positions are not a table, or all sounds are as long."""
        if self.reads_sounds:
            return None
        positions = self.source.embeddings.positions
        is_read = isinstance(positions, Sines) or (isinstance(positions, Learned) and positions.added)
        return positions.places if is_read and isinstance(positions, Learned | Sines) else None

    def position_ids(self, mask: NDArray[Any]) -> NDArray[Any]:
        """Positions of tokens from their mask [rows, length], as a caller passes them: padding does not count."""
        counted = mask.cumsum(-1)
        positions = self.source.embeddings.positions
        if isinstance(positions, Learned) and positions.after_padding is not None:
            counted = counted * mask + positions.after_padding
            return np.asarray(counted)
        return np.asarray(np.maximum(counted - 1, 0))

    def left_padded(self) -> Arrays:
        """The same inputs with the source's padding on the left, and positions if the model takes them."""
        inputs = self.inputs()
        padding = (inputs["attention_mask"] == 0).sum(-1)
        for name, array in inputs.items():
            if name.startswith("decoder_"):
                continue
            axis = inputs["attention_mask"].ndim - 2  # that of tokens in a row
            inputs[name] = np.stack([np.roll(row, count, axis) for row, count in zip(array, padding, strict=True)])
        takes = "position_ids" in self.arguments
        return {**inputs, "position_ids": self.position_ids(inputs["attention_mask"])} if takes else inputs

    def words(self, side: Transformer) -> NDArray[Any]:
        """The word embedding of a side, in models of random weights."""
        prefix = self.family.for_head(self.head).base_prefix
        at = join(prefix, side.at, side.tokens.at, side.tokens.words.at, "weight")
        config = self.config()
        owner = next(each.tied or each.name for each in self.family.parameters(config, self.head) if each.name == at)
        return samples.weights(self.family, self.head, config)[owner]

    def shifted(self, labels: NDArray[Any]) -> Arrays:
        """The decoder's inputs for labels: tokens, and their mask if padding among them is masked."""
        config, base = self.config(), self.base
        assert isinstance(base, EncoderDecoder)
        padding: Any = config.pad_token_id
        read = np.where(labels == samples.IGNORED, padding, labels)
        first = np.full_like(read[:, :1], getattr(config, "decoder_start_token_id", 0) or 0)
        if base.shift is Shift.LAST:
            first = np.take_along_axis(read, (read != padding).sum(-1, keepdims=True) - 1, -1)
        ids = np.concatenate([first, read[:, :-1]], -1)
        mask = {"decoder_attention_mask": (ids != padding).astype(np.int64)} if base.masks_padding else {}
        return {"decoder_input_ids": ids, **mask}

    def shift_field(self) -> str:
        """The config's field that shifting of labels requires."""
        assert isinstance(self.base, EncoderDecoder)
        return "pad_token_id" if self.base.shift is Shift.LAST else "decoder_start_token_id"

    def dropouts(self, probability: float) -> dict[str, Any]:
        """Every dropout field of the config, and of objects that are its fields, set to this probability."""
        fields = vars(self.config())
        inner = {name: each for name, value in fields.items() if (each := _dropouts(value, probability))}
        return {**_dropouts(fields, probability), **{name: {**fields[name], **each} for name, each in inner.items()}}

    def inputs(self, **options: Any) -> Arrays:
        """As `samples.inputs`."""
        return samples.inputs(self.family, self.head, self.config(), **options)

    def labels(self, arguments: Arrays) -> Arrays:
        """As `samples.labels`."""
        return samples.labels(self.family, self.head, self.config(), arguments)

    def options(self) -> frozenset[str]:
        """Every option that its blueprint and its kind of head show."""
        return frozenset(options((self.base, self.family.branches(self.config(), self.head), self.kind)))

    def signature(self) -> str:
        """A description of the computation without parameter names: equal for families that differ in names only."""
        return repr((self.base, self.family.branches(self.config(), self.head), self.kind and self.kind.loss))


def _dropouts(fields: Any, probability: float) -> dict[str, float]:
    """Those of an object; of anything else none."""
    own = fields if isinstance(fields, Mapping) else {}
    return {
        name: probability
        for name, value in own.items()
        if isinstance(name, str) and re.search("dropout|pdrop", name) and value is not None
    }


def subjects(model_types: tuple[str, ...] | None = None) -> list[Subject]:
    """Every head of the families (by default of all), without those that differ from another in names only."""
    names = sorted(architecture_points()) if model_types is None else model_types
    every = [Subject(family, head) for family in map(architecture, names) for head in family.heads]
    return list({each.signature(): each for each in reversed(every)}.values())[::-1]
