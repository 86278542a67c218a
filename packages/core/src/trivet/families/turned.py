"""BERT with rotary positions, and one projection to queries, keys and values: the parts that encoders share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import (
    Attention,
    Embedding,
    FeedForward,
    Fused,
    Layer,
    Norm,
    Residual,
    Rotary,
    TextEmbeddings,
)
from trivet.families.causal import declared
from trivet.families.fields import field
from trivet.families.inputs import TEXT
from trivet.families.rope import RotaryConfig
from trivet.layout import Kind, ParamSpec
from trivet.layout.params import join
from trivet.layout.recipes import fused
from trivet.layout.spellings import Spelling


class TurnedConfig(encoders.PlainEncoderConfig, RotaryConfig):
    """Fields of the config.json of BERT with rotary positions.

    Raises:
        InvalidConfigError: (by `validate`) as for `PlainEncoderConfig`, or positions cannot be rotated as described.
    """

    type_vocab_size: int = field(must.COUNT, default=2, after="max_position_embeddings", small=2)
    pad_token_id: int | None = field(default=0, kw_only=True, after="layer_norm_eps")
    classifier_dropout: float | None = field(must.PROBABILITY.or_null(), default=None, kw_only=True)

    @property
    def head_size(self) -> int:
        """Size of each head: the field `head_dim` if the class has it, else the heads share the hidden size."""
        stated = declared(self, "head_dim")
        return int(self.hidden_size // self.num_attention_heads if stated is None else stated)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        self.validate_rope()


@dataclass(frozen=True, slots=True)
class Places:
    """Names of the modules of a base model and of its layers.

    Attributes:
        layers: the list of layers.
        attention, projections: attention, and its projections: the fused one, output.
        forwards: projections of the feed-forward network `mlp`, as for `FeedForward`.
        norms: after attention, after the feed-forward network.
        norm: that of the embeddings, in their module or beside it.
    """

    layers: str
    attention: str
    projections: tuple[str, str]
    forwards: tuple[str, ...]
    norms: tuple[str, str]
    norm: str = "emb_ln"


NEWEST = Places(
    "layers",
    "self_attn",
    ("", "o_proj"),
    ("gate_proj", "up_proj", "down_proj"),
    ("post_attention_layernorm", "post_mlp_layernorm"),
    "embeddings.LayerNorm",
)
"""Names of the same modules in the models of `transformers` 5, which some of its files have."""


class TurnedEncoder(encoders.EncoderFamily):
    """BERT with rotary positions.

    Attributes:
        places: names of modules.
        newest: their names in the models of `transformers` 5.
        biases: whether the projections of attention have biases, those into the feed-forward network, that out of it.
        inner_dropout: whether the intermediate states of the feed-forward network are dropped.
        gate_last: as for `FeedForward`, of networks with one projection to gate and up; None: there are none.
    """

    inputs: ClassVar[tuple[str, ...]] = tuple(name for name in TEXT if name != "head_mask")
    kinds, base_pools, stack = encoders.HEADS[:3], False, ""
    places: ClassVar[Places]
    newest: ClassVar[Places] = NEWEST
    biases: ClassVar[tuple[bool, bool, bool]] = (True, True, True)
    inner_dropout: ClassVar[bool] = False
    gate_last: ClassVar[bool | None] = None

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Words, segments if there are any, and their norm."""
        kinds, size = config.type_vocab_size, config.hidden_size
        module, _, norm = self.places.norm.rpartition(".")
        inner = "" if module else "embeddings"
        return TextEmbeddings(
            at=module,
            words=encoders.words(config, join(inner, "word_embeddings"), size, Kind.EMBEDDING),
            segments=Embedding(join(inner, "token_type_embeddings"), kinds, size) if kinds else None,
            norm=Norm(norm, size, config.layer_norm_eps),
            dropout=config.hidden_dropout_prob,
        )

    def layer(self, config: Any, index: int) -> Layer:
        """Attention and feed-forward, each followed by a norm."""
        places, dropout = self.places, config.hidden_dropout_prob
        first, second = (Norm(at, config.hidden_size, config.layer_norm_eps) for at in places.norms)
        forward = FeedForward(
            "mlp",
            places.forwards,
            config.hidden_size,
            config.intermediate_size,
            config.hidden_act,
            bias=self.biases[1],
            output_bias=self.biases[2],
            dropout=dropout if self.inner_dropout else 0.0,
            fused=self.gate_last is not None,
            gate_last=bool(self.gate_last),
        )
        attend = Residual(self.attention(config, index), last=first, dropout=dropout)
        return Layer(f"{places.layers}.{index}", (attend, Residual(forward, last=second, dropout=dropout)))

    def attention(self, config: Any, index: int) -> Attention:
        """Attention with rotary positions."""
        return encoders.self_attention(
            config,
            index,
            at=self.places.attention,
            names=self.places.projections,
            fused=Fused(),
            head_size=config.head_size,
            bias=self.biases[0],
            output_bias=self.biases[0],
            dropout=config.attention_probs_dropout_prob,
            rotary=Rotary(config.rope()),
            prunable=False,
        )

    def spellings(self, config: Any) -> Sequence[Spelling]:
        """Some files have the names of the models of `transformers` 5."""
        params, recipes, names = {each.name: each for each in self.base_parameters(config)}, [], {}
        for old, new in self._newest(config):
            for leaf in ("weight", "bias"):
                whole = params.get(f"{join(self.base_prefix, old)}.{leaf}")
                if whole is None:
                    continue
                stored = [f"{join(self.base_prefix, each)}.{leaf}" for each in new]
                if len(new) == 1:
                    names[whole.name] = (whole.name, *stored)
                    continue
                shape = whole.shape[0] // len(new), *whole.shape[1:]
                parts = [ParamSpec(each, shape, whole.kind) for each in stored]
                recipes.append(fused(whole.name, parts).inverse)
        return (Spelling(recipes=tuple(recipes), names=names, dialects=("torch",), is_written=False),)

    def _newest(self, config: Any) -> Iterator[tuple[str, list[str]]]:
        """Paths of modules, and those of one or several modules of `transformers` 5 in their place."""
        own, newest = self.places, self.newest
        yield own.norm, [newest.norm]
        for index in range(config.num_hidden_layers):
            old, new = f"{own.layers}.{index}", f"{newest.layers}.{index}"
            attention = f"{new}.{newest.attention}"
            yield f"{old}.{own.attention}.{own.projections[0]}", [f"{attention}.{each}_proj" for each in "qkv"]
            yield f"{old}.{own.attention}.{own.projections[1]}", [f"{attention}.{newest.projections[1]}"]
            forwards = [f"{new}.mlp.{each}" for each in newest.forwards]
            if self.gate_last is None:
                yield from ((f"{old}.mlp.{a}", [b]) for a, b in zip(own.forwards, forwards, strict=True))
            else:
                yield f"{old}.mlp.{own.forwards[0]}", forwards[:2][:: -1 if self.gate_last else 1]
                yield f"{old}.mlp.{own.forwards[1]}", forwards[2:]
            yield from ((f"{old}.{a}", [f"{new}.{b}"]) for a, b in zip(own.norms, newest.norms, strict=True))
