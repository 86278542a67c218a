"""The blueprint of Llama and related families: a decoder with its options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from trivet.families.blocks import (
    Attention,
    Branch,
    Dropout,
    Embedding,
    Experts,
    FeedForward,
    Layer,
    Learned,
    Linear,
    Norm,
    Reads,
    Residual,
    Rotary,
    Slopes,
    Stack,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.causal import declared
from trivet.families.encoders import words
from trivet.families.family import Family
from trivet.families.heads import (
    CAUSAL_LM,
    LAST_TOKEN_CLASSIFICATION,
    QUESTION_ANSWERING,
    TOKEN_CLASSIFICATION,
    HeadKind,
)
from trivet.families.inputs import CAUSAL, TF_CAUSAL
from trivet.families.rope import SLIDING
from trivet.layout import Kind, join

ANSWERS = QUESTION_ANSWERING.variant(leaves_out=("past_key_values", "use_cache"))
"""Question answering, whose input is read at once."""
ANSWERS_APART = ANSWERS.variant(base_prefix="transformer")
"""The same in most of the families, whose models with this head have another base prefix than those with others."""


RMS, LAYER = Norm("", 0, 0.0, rms=True), Norm("", 0, 0.0)
"""Norms that families have, without place, size and epsilon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of a decoder's modules.

    Attributes:
        words, positions, layers, norm: the word embedding, the table of learned positions if there is one, the list of
            layers, the norm after them.
        attention, projections: the module of attention in a layer, and its projections as for `Attention`.
        attention_norms, forward_norms: norms before and after a sublayer; empty for none.
        forward, forwards: the module of the feed-forward network, and its projections as for `FeedForward`.
        head_norms: norms of queries and keys.
        scores, classifier, token_classifier: the projections of heads.
    """

    words: str = "embed_tokens"
    positions: str = ""
    layers: str = "layers"
    norm: str = "norm"
    attention: str = "self_attn"
    projections: tuple[str, ...] = ("q_proj", "k_proj", "v_proj", "o_proj")
    attention_norms: tuple[str, str] = ("input_layernorm", "")
    forward: str = "mlp"
    forwards: tuple[str, ...] = ("gate_proj", "up_proj", "down_proj")
    forward_norms: tuple[str, str] = ("post_attention_layernorm", "")
    head_norms: tuple[str, str] = ("q_norm", "k_norm")
    scores: str = "lm_head"
    classifier: str = "score"
    token_classifier: str = "score"


class DecoderFamily(Family):
    """Llama and related families: one decoder, whose options are set by the family or by the config.

    Attributes:
        names: names of modules.
        like: the family's norm.
        epsilon: the config's field with the epsilon of norms, or that itself.
        head_norms: the norm of queries and of keys in each head, if the family has one.
        norms_whole, norms_apart: whether these are of all heads as one vector; whether each head has its own weights.
        scales_words: whether word embeddings are multiplied by the root of their size.
        biases: whether the projections to queries, keys and values have biases, the output projection, and those of the
            feed-forward network: a flag, or the config's field that says so.

        interleaved: whether the elements 2 i and 2 i + 1 of a head are rotated together.
        dropouts: the config's fields with dropout probabilities of embeddings and of sublayers; empty for none.
        scores_bias: whether the projection to scores of words has a bias.
        trains_padding: whether the row of padding in the word embedding is trained as any other.
        activation: the activation function, if the config does not say it.
    """

    base_prefix = "model"
    inputs: ClassVar[tuple[str, ...]] = CAUSAL
    tensorflow_order: ClassVar[tuple[str, ...]] = TF_CAUSAL
    kinds: ClassVar[tuple[HeadKind, ...]] = (CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, TOKEN_CLASSIFICATION)
    names: ClassVar[Names] = Names()
    like: ClassVar[Norm] = RMS
    epsilon: ClassVar[str | float] = "rms_norm_eps"
    head_norms: ClassVar[Norm | None] = None
    norms_whole: ClassVar[bool] = False
    norms_apart: ClassVar[bool] = False
    scales_words: ClassVar[bool] = False
    biases: ClassVar[tuple[bool | str, bool | str, bool | str]] = ("attention_bias", "attention_bias", "mlp_bias")
    interleaved: ClassVar[bool] = False
    dropouts: ClassVar[tuple[str, str]] = ("", "")
    scores_bias: ClassVar[bool] = False
    trains_padding: ClassVar[bool] = False
    activation: ClassVar[str] = ""

    def base(self, config: Any) -> Transformer:
        """Embeddings, layers and the final norm."""
        names = self.names
        layers = (self.layer(config, index) for index in range(config.num_hidden_layers))
        return Transformer(
            embeddings=self.embeddings(config),
            stack=Stack(
                layers=tuple(layers),
                norm=self.norm(config, names.norm) if names.norm else None,
                layerdrop=float(declared(config, "layerdrop", 0.0)),
                slopes=self.slopes(config),
            ),
            std=config.initializer_range,
        )

    def slopes(self, config: Any) -> Slopes | None:
        """The bias of scores by position, if there is one."""
        return None

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Words, and learned positions if names say so; segments are words."""
        size, at = config.hidden_size, self.names.positions
        table = words(config, self.names.words, size, Kind.EMBEDDING, scale=size**0.5 if self.scales_words else None)
        return TextEmbeddings(
            words=replace(table, padding=None) if self.trains_padding else table,
            positions=Learned(Embedding(at, config.max_position_embeddings, size)) if at else None,
            segments_are_words="token_type_ids" in self.inputs,
            dropout=self._dropout(config, 0),
        )

    def norm(self, config: Any, at: str, size: int | None = None, like: Norm | None = None) -> Norm:
        """The family's norm, of the size of the states or of another.

        Args:
            like: facts of another norm.
        """
        eps = getattr(config, self.epsilon) if isinstance(self.epsilon, str) else self.epsilon
        return replace(like or self.like, at=at, size=size or config.hidden_size, eps=eps)

    def layer(self, config: Any, index: int) -> Layer:
        """Attention and feed-forward, with norms around each."""
        names = self.names
        sublayers = (
            self.residual(config, self.attention(config, index), names.attention_norms),
            self.residual(config, self.forward(config, index), names.forward_norms),
        )
        return Layer(f"{names.layers}.{index}", sublayers)

    def side_by_side(self, config: Any, layer: Layer, before: str = "") -> Layer:
        """A layer with its sublayers side by side.

        Args:
            before: the norm of what all read; empty for none.
        """
        return replace(layer, parallel=True, before=self.norm(config, before) if before else None)

    def residual(self, config: Any, inner: Attention | FeedForward | Experts, norms: tuple[str, str]) -> Residual:
        """A sublayer."""
        before, after = (self.norm(config, each) if each else None for each in norms)
        return Residual(inner=inner, before=before, after=after, dropout=self._dropout(config, 1))

    def attention(self, config: Any, index: int) -> Attention:
        """Causal, with grouped heads and rotary positions."""
        names, size = self.names, config.head_size
        return Attention(
            at=names.attention,
            names=names.projections,
            size=config.hidden_size,
            heads=config.num_attention_heads,
            key_heads=config.key_heads,
            head_size=size,
            scale=config.attention_scale,
            bias=self._has_bias(config, 0),
            output_bias=self._has_bias(config, 1),
            softcap=declared(config, "attn_logit_softcapping"),
            dropout=config.attention_dropout,
            causal=True,
            window=config.layer_windows[index],
            rotary=self.rotary(config, index),
            head_norms=self.norms_of_heads(config),
            norms_whole=self.norms_whole,
            clip=declared(config, "clip_qkv"),
        )

    def rotary(self, config: Any, index: int) -> Rotary | None:
        """Rotary positions of a layer, if it has any."""
        if not config.layer_rotates[index]:
            return None
        kind = config.layer_kinds[index]
        at = "rotary_emb_local" if kind == SLIDING and config.local_theta else "rotary_emb"
        return Rotary(config.rope(kind), self.interleaved, at)

    def norms_of_heads(self, config: Any) -> tuple[Norm, Norm] | None:
        """Norms of queries and keys."""
        if self.head_norms is None:
            return None

        def norm(at: str, heads: int) -> Norm:
            size = heads * config.head_size if self.norms_whole else config.head_size
            return replace(self.norm(config, at, size, self.head_norms), heads=heads if self.norms_apart else None)

        queries, keys = self.names.head_norms
        return norm(queries, config.num_attention_heads), norm(keys, config.key_heads)

    def forward(self, config: Any, index: int) -> FeedForward | Experts:
        """What follows attention in a layer."""
        return self.feed_forward(config)

    def feed_forward(self, config: Any) -> FeedForward:
        """With a gate, if names say so."""
        return FeedForward(
            at=self.names.forward,
            names=self.names.forwards,
            size=config.hidden_size,
            inner=config.inner_size,
            activation=self.activation or config.hidden_act,
            bias=self._has_bias(config, 2),
            dropout=float(declared(config, "activation_dropout", 0.0)),
            fused="gate_up_proj" in self.names.forwards,
        )

    def _has_bias(self, config: Any, place: int) -> bool:
        stated = self.biases[place]
        return bool(declared(config, stated, False)) if isinstance(stated, str) else stated

    def _dropout(self, config: Any, place: int) -> float:
        name = self.dropouts[place]
        return float(getattr(config, name)) if name else 0.0

    def causal_lm(self, config: Any) -> Branch:
        """Scores of words."""
        return Branch(Reads.EACH, (self.scores(config),))

    def scores(self, config: Any) -> Vocabulary:
        """The projection to scores of words."""
        return Vocabulary(
            at=self.names.scores,
            inputs=config.output_size,
            words=config.vocab_size,
            table=join(self.base_prefix, self.names.words, "weight") if config.tie_word_embeddings else None,
            bias=self.scores_bias,
            cap=declared(config, "final_logit_softcapping"),
        )

    def sequence_classification(self, config: Any) -> Branch:
        """From the last token."""
        return Branch(Reads.LAST, (Linear(self.names.classifier, config.output_size, config.num_labels, bias=False),))

    def token_classification(self, config: Any) -> Branch:
        """From each token."""
        return Branch(
            Reads.EACH,
            (token_dropout(config), Linear(self.names.token_classifier, config.output_size, config.num_labels)),
        )

    def question_answering(self, config: Any) -> Branch:
        """Scores of starts and of ends."""
        return Branch(Reads.EACH, (Linear("qa_outputs", config.output_size, 2),))


def token_dropout(config: Any) -> Dropout:
    """Before a classifier of tokens: the config's `classifier_dropout`, else its `hidden_dropout`, else 0.1."""
    stated = (getattr(config, name, None) for name in ("classifier_dropout", "hidden_dropout"))
    return Dropout(next((float(each) for each in stated if each is not None), 0.1))
