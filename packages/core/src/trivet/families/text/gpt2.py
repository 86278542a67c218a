"""GPT-2: linear layers with transposed weights, and several ways to scale scores."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import blocks, encoders, heads
from trivet.families import requirements as must
from trivet.families.blocks import Activation, Branch, Dropout, Embedding, Leftover, Linear, Norm, Reads, Residual
from trivet.families.decoders import token_dropout
from trivet.families.family import Family
from trivet.families.fields import field
from trivet.families.inputs import ENCODER_STATES, TEXT
from trivet.families.inputs import GPT2 as GPT2_INPUTS
from trivet.layout import Kind
from trivet.layout.params import Role


class GPT2Config(encoders.PrunableConfig):
    """Configuration of a GPT-2 model (Radford et al., 2019).

    Attributes:
        n_inner: intermediate size of the feed-forward; None means four times `n_embd`.
        scale_attn_weights: whether scores are divided by the root of the head size.
        scale_attn_by_inverse_layer_idx: whether the scores of layer N are also divided by N + 1.
        reorder_and_upcast_attn: whether scores are computed in float32.
        summary_type: whose state `GPT2DoubleHeadsModel` reads of each choice: `cls_index`, the caller's; or `first`.
        summary_use_proj, summary_activation, summary_first_dropout: the linear layer on that state, and what follows
            and precedes it.
        summary_proj_to_labels: whether the layer has one output; else it has the size of the states.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together.
    """

    model_type = "gpt2"
    keys_to_ignore_at_inference: ClassVar = ["past_key_values"]
    vocab_size: int = field(must.VOCABULARY, default=50257)
    n_positions: int = field(must.POSITIONS, default=1024, also="max_position_embeddings")
    n_embd: int = field(must.WIDTH, default=768, also="hidden_size")
    n_layer: int = field(must.LAYERS, default=12, also="num_hidden_layers")
    n_head: int = field(must.HEADS, default=12, also="num_attention_heads")
    n_inner: int | None = field(must.WIDTH.or_null(), default=None, small=24)
    activation_function: str = field(must.ACTIVATION, default="gelu_new")
    resid_pdrop: float = field(must.PROBABILITY, default=0.1)
    embd_pdrop: float = field(must.PROBABILITY, default=0.1)
    attn_pdrop: float = field(must.PROBABILITY, default=0.1)
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-5)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    summary_type: str = field(must.TEXT, default="cls_index")
    summary_use_proj: bool = field(must.FLAG, default=True)
    summary_activation: str | None = field(must.ACTIVATION.or_null(), default=None)
    summary_proj_to_labels: bool = field(must.FLAG, default=True)
    summary_first_dropout: float = field(must.PROBABILITY, default=0.1)
    scale_attn_weights: bool = field(must.FLAG, default=True)
    use_cache: bool = field(must.FLAG, default=True)
    bos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="use_cache")
    eos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="bos_token_id")
    scale_attn_by_inverse_layer_idx: bool = field(must.FLAG, default=False)
    reorder_and_upcast_attn: bool = field(must.FLAG, default=False)

    @property
    def inner_size(self) -> int:
        """Intermediate size of the feed-forward."""
        return 4 * self.n_embd if self.n_inner is None else self.n_inner


class GPT2(Family):
    """GPT-2 and its heads."""

    config_class, base_prefix, title = GPT2Config, "transformer", "GPT-2"
    inputs, tokenizer = GPT2_INPUTS, "byte_pairs"
    kinds = (
        heads.CAUSAL_LM.variant(suffix="LMHeadModel", output="CausalLMOutputWithCrossAttentions"),
        heads.LAST_TOKEN_CLASSIFICATION.variant(leaves_out=ENCODER_STATES),
        heads.TOKEN_CLASSIFICATION.variant(leaves_out=ENCODER_STATES),
        heads.QUESTION_ANSWERING.variant(order=(*TEXT, *heads.QUESTION_ANSWERING.labels)),
        heads.DOUBLE_HEADS,
    )
    tasks: ClassVar = {"pretraining": "LMHeadModel"}

    def base(self, config: GPT2Config) -> blocks.Transformer:
        """Embeddings, layers and the final norm."""
        size = config.n_embd
        embeddings = blocks.TextEmbeddings(
            words=Embedding("wte", config.vocab_size, size, role=Role.VOCAB),
            positions=blocks.Learned(Embedding("wpe", config.n_positions, size)),
            segments_are_words=True,
            dropout=config.embd_pdrop,
        )
        layers = tuple(self._layer(config, index) for index in range(config.n_layer))
        stack = blocks.Stack(layers, norm=Norm("ln_f", size, config.layer_norm_epsilon))
        return blocks.Transformer(embeddings, stack, std=config.initializer_range, one_head_mask=True)

    def _layer(self, config: GPT2Config, index: int) -> blocks.Layer:
        size, eps, places, dropout = config.n_embd, config.layer_norm_epsilon, config.n_positions, config.resid_pdrop
        # projections into the residual start smaller, so that the sum over all layers does not grow with their number
        stds = (None, config.initializer_range / math.sqrt(2 * config.n_layer))
        scale = (size // config.n_head) ** -0.5 if config.scale_attn_weights else 1.0
        attention = encoders.self_attention(
            config,
            index,
            at="attn",
            names=("c_attn", "c_proj"),
            fused=blocks.Fused(),
            kind=Kind.CONV1D_GPT2,
            scale=scale / (index + 1) if config.scale_attn_by_inverse_layer_idx else scale,
            dropout=config.attn_pdrop,
            causal=True,
            in_float32=config.reorder_and_upcast_attn,
            stds=stds,
        )
        sublayers = [Residual(attention, before=Norm("ln_1", size, eps), dropout=dropout)]
        old = [Leftover("attn.bias", (1, 1, places, places)), Leftover("attn.masked_bias", ())]
        if config.add_cross_attention:
            crossing = replace(
                attention,
                at="crossattention",
                names=("q_attn", "c_attn", "c_proj"),
                fused=blocks.Fused("kv"),
                causal=False,
                crosses=True,
                prunable=False,
                pruned=(),
                stds=(None, *stds),
            )
            sublayers.append(Residual(crossing, before=Norm("ln_cross_attn", size, eps), dropout=dropout))
            old += [replace(each, at=each.at.replace("attn", "crossattention", 1)) for each in old]
        names, activation = ("c_fc", "c_proj"), config.activation_function
        forward = blocks.FeedForward(
            "mlp", names, size, config.inner_size, activation, kind=Kind.CONV1D_GPT2, stds=stds
        )
        sublayers.append(Residual(forward, before=Norm("ln_2", size, eps), dropout=dropout))
        return blocks.Layer(f"h.{index}", tuple(sublayers), tuple(old))

    def causal_lm(self, config: GPT2Config) -> Branch:
        """Scores of words."""
        table = "transformer.wte.weight" if config.tie_word_embeddings else None
        words = blocks.Vocabulary(at="lm_head", inputs=config.n_embd, words=config.vocab_size, table=table)
        return Branch(Reads.EACH, (words,))

    def sequence_classification(self, config: GPT2Config) -> Branch:
        """From the last token."""
        return Branch(Reads.LAST, (Linear("score", config.n_embd, config.num_labels, bias=False),))

    def token_classification(self, config: GPT2Config) -> Branch:
        """From each token."""
        return Branch(Reads.EACH, (token_dropout(config), Linear("classifier", config.n_embd, config.num_labels)))

    def double_heads(self, config: GPT2Config) -> tuple[Branch, ...]:
        """Scores of words, and of each choice from a summary of one of its tokens.

        Raises:
            InvalidConfigError: `summary_type` is not supported.
        """
        reads = {"cls_index": Reads.CHOSEN, "first": Reads.FIRST}.get(config.summary_type)
        if reads is None:
            reason = f"summary_type is {config.summary_type!r}; GPT2DoubleHeadsModel has 'cls_index' and 'first'"
            raise InvalidConfigError(reason, field="summary_type")
        outputs = 1 if config.summary_proj_to_labels else config.n_embd
        linear = (Linear("summary", config.n_embd, outputs),) if config.summary_use_proj else ()
        act = Activation(config.summary_activation or "linear")
        summary = blocks.Steps("multiple_choice_head", (Dropout(config.summary_first_dropout), *linear, act))
        return self.causal_lm(config), Branch(reads, (summary,), squeeze=True)
