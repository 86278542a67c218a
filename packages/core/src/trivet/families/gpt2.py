"""GPT-2: config and parameter list."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families import inputs
from trivet.families.blocks import (
    Branch,
    Dropout,
    Embedding,
    FeedForward,
    Layer,
    Learned,
    Leftover,
    Linear,
    Norm,
    Reads,
    Residual,
    Stack,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.config import PretrainedConfig
from trivet.families.encoders import self_attention
from trivet.families.family import Family
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, TOKEN_CLASSIFICATION
from trivet.families.inputs import ENCODER_STATES
from trivet.families.pruning import pruned_heads
from trivet.families.requirements import (
    ACTIVATION,
    FLAG,
    HEADS,
    LAYERS,
    NOT_NEGATIVE,
    POSITIONS,
    PROBABILITY,
    VOCABULARY,
    WIDTH,
    Requirement,
)
from trivet.layout import Kind
from trivet.layout.params import Role


class GPT2Config(PretrainedConfig):
    """Configuration of a GPT-2 model (Radford et al., 2019).

    Attributes:
        n_inner: size within the feed-forward; None is four times `n_embd`.
        scale_attn_weights: whether scores are divided by the root of the heads' size.
        scale_attn_by_inverse_layer_idx: whether layer N's scores are divided by N + 1 too.
        reorder_and_upcast_attn: whether scores are computed in float32.
        summary_type, summary_use_proj, summary_activation, summary_proj_to_labels, summary_first_dropout: of a head
            that there is not here; kept for other readers of the file.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together, or a feature is asked for that the models here do
            not have: cross-attention.
    """

    model_type: ClassVar[str] = "gpt2"
    attribute_map: ClassVar[Mapping[str, str]] = {
        "hidden_size": "n_embd",
        "max_position_embeddings": "n_positions",
        "num_attention_heads": "n_head",
        "num_hidden_layers": "n_layer",
    }
    requirements: ClassVar[Mapping[str, Requirement]] = {
        "vocab_size": VOCABULARY,
        "n_positions": POSITIONS,
        "n_embd": WIDTH,
        "n_layer": LAYERS,
        "n_head": HEADS,
        "n_inner": WIDTH.or_null(),
        "activation_function": ACTIVATION,
        "resid_pdrop": PROBABILITY,
        "embd_pdrop": PROBABILITY,
        "attn_pdrop": PROBABILITY,
        "layer_norm_epsilon": NOT_NEGATIVE,
        "initializer_range": NOT_NEGATIVE,
        "scale_attn_weights": FLAG,
        "scale_attn_by_inverse_layer_idx": FLAG,
        "reorder_and_upcast_attn": FLAG,
        "use_cache": FLAG,
    }

    def __init__(
        self,
        vocab_size: int = 50257,
        n_positions: int = 1024,
        n_embd: int = 768,
        n_layer: int = 12,
        n_head: int = 12,
        n_inner: int | None = None,
        activation_function: str = "gelu_new",
        resid_pdrop: float = 0.1,
        embd_pdrop: float = 0.1,
        attn_pdrop: float = 0.1,
        layer_norm_epsilon: float = 1e-5,
        initializer_range: float = 0.02,
        scale_attn_weights: bool = True,
        use_cache: bool = True,
        bos_token_id: int | None = 50256,
        eos_token_id: int | list[int] | None = 50256,
        scale_attn_by_inverse_layer_idx: bool = False,
        reorder_and_upcast_attn: bool = False,
        *,
        summary_type: str = "cls_index",
        summary_use_proj: bool = True,
        summary_activation: str | None = None,
        summary_proj_to_labels: bool = True,
        summary_first_dropout: float = 0.1,
        **kwargs: Any,
    ) -> None:
        self.vocab_size = vocab_size
        self.n_positions = n_positions
        self.n_embd = n_embd
        self.n_layer = n_layer
        self.n_head = n_head
        self.n_inner = n_inner
        self.activation_function = activation_function
        self.resid_pdrop = resid_pdrop
        self.embd_pdrop = embd_pdrop
        self.attn_pdrop = attn_pdrop
        self.layer_norm_epsilon = layer_norm_epsilon
        self.initializer_range = initializer_range
        self.scale_attn_weights = scale_attn_weights
        self.use_cache = use_cache
        self.scale_attn_by_inverse_layer_idx = scale_attn_by_inverse_layer_idx
        self.reorder_and_upcast_attn = reorder_and_upcast_attn
        self.summary_type = summary_type
        self.summary_use_proj = summary_use_proj
        self.summary_activation = summary_activation
        self.summary_proj_to_labels = summary_proj_to_labels
        self.summary_first_dropout = summary_first_dropout
        super().__init__(bos_token_id=bos_token_id, eos_token_id=eos_token_id, **kwargs)

    @property
    def inner_size(self) -> int:
        """Size within the feed-forward."""
        return 4 * self.n_embd if self.n_inner is None else self.n_inner

    def validate(self) -> None:
        """Refuse what the models here would compute wrongly."""
        self.validate_sizes()
        self.require_multiple("n_embd", "n_head")
        self.require_only("add_cross_attention", False, None)

    def validate_sizes(self) -> None:
        """The fields that shapes are made of."""
        super().validate_sizes()
        pruned_heads(self)


class GPT2(Family):
    """GPT-2 and its heads: linear layers the other way round, scores scaled in its own ways."""

    model_type, config_class, base_prefix = "gpt2", GPT2Config, "transformer"
    name, title = "GPT2", "GPT-2"
    inputs = inputs.GPT2
    kinds = (
        CAUSAL_LM.variant(suffix="LMHeadModel"),
        LAST_TOKEN_CLASSIFICATION.variant(leaves_out=ENCODER_STATES),
        TOKEN_CLASSIFICATION.variant(leaves_out=ENCODER_STATES),
    )
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "LMHeadModel"}

    def base(self, config: GPT2Config) -> Transformer:
        """Embeddings, layers, the last norm."""
        size, eps = config.n_embd, config.layer_norm_epsilon
        embeddings = TextEmbeddings(
            words=Embedding("wte", config.vocab_size, size, role=Role.VOCAB),
            positions=Learned(Embedding("wpe", config.n_positions, size)),
            segments_are_words=True,
            dropout=config.embd_pdrop,
        )
        layers = tuple(self._layer(config, index) for index in range(config.n_layer))
        stack = Stack(layers=layers, norm=Norm("ln_f", size, eps))
        return Transformer(embeddings=embeddings, stack=stack, std=config.initializer_range)

    def _layer(self, config: GPT2Config, index: int) -> Layer:
        size, eps, places, dropout = config.n_embd, config.layer_norm_epsilon, config.n_positions, config.resid_pdrop
        # what adds to the residual starts smaller, so that the sum of all layers does not grow with their number
        stds = (None, config.initializer_range / math.sqrt(2 * config.n_layer))
        scale = (size // config.n_head) ** -0.5 if config.scale_attn_weights else 1.0
        attention = self_attention(
            config,
            index,
            at="attn",
            names=("c_attn", "c_proj"),
            fused=True,
            kind=Kind.CONV1D_GPT2,
            scale=scale / (index + 1) if config.scale_attn_by_inverse_layer_idx else scale,
            dropout=config.attn_pdrop,
            causal=True,
            in_float32=config.reorder_and_upcast_attn,
            stds=stds,
        )
        forward = FeedForward(
            at="mlp",
            names=("c_fc", "c_proj"),
            size=size,
            inner=config.inner_size,
            activation=config.activation_function,
            kind=Kind.CONV1D_GPT2,
            stds=stds,
        )
        return Layer(
            f"h.{index}",
            (
                Residual(inner=attention, before=Norm("ln_1", size, eps), dropout=dropout),
                Residual(inner=forward, before=Norm("ln_2", size, eps), dropout=dropout),
            ),
            (Leftover("attn.bias", (1, 1, places, places)), Leftover("attn.masked_bias", ())),
        )

    def causal_lm(self, config: GPT2Config) -> Branch:
        """Scores of words."""
        table = "transformer.wte.weight" if config.tie_word_embeddings else None
        words = Vocabulary(at="lm_head", inputs=config.n_embd, words=config.vocab_size, table=table)
        return Branch(Reads.EACH, (words,))

    def sequence_classification(self, config: GPT2Config) -> Branch:
        """From the last token."""
        return Branch(Reads.LAST, (Linear("score", config.n_embd, config.num_labels, bias=False),))

    def token_classification(self, config: GPT2Config) -> Branch:
        """From each token; dropout is `classifier_dropout`, else `hidden_dropout`, else 0.1."""
        stated = (getattr(config, name, None) for name in ("classifier_dropout", "hidden_dropout"))
        dropout = next((float(each) for each in stated if each is not None), 0.1)
        return Branch(Reads.EACH, (Dropout(dropout), Linear("classifier", config.n_embd, config.num_labels)))
