"""GPT-2: config and parameter list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from trivet.families.architecture import Architecture
from trivet.families.config import PretrainedConfig
from trivet.families.pruning import attended_size, pruned_heads
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
from trivet.families.spec import Specs, block, conv1d_gpt2, index_embedding, layer_norm, linear, raw, tied, under


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


class GPT2Architecture(Architecture):
    """Parameters of GPT-2 and its heads."""

    model_type = "gpt2"
    config_class = GPT2Config
    base_prefix = "transformer"
    heads = ("GPT2Model", "GPT2LMHeadModel", "GPT2ForSequenceClassification", "GPT2ForTokenClassification")
    tasks: ClassVar[Mapping[str, str]] = {"pretraining": "GPT2LMHeadModel"}

    def base_parameters(self, config: GPT2Config) -> Specs:
        """Embeddings, layers, the last norm."""
        return under("transformer", self._modules(config))

    def head_parameters(self, config: GPT2Config, head: str) -> Specs:
        """What follows the base model."""
        match head:
            case "GPT2LMHeadModel":
                owners = {"lm_head.weight": "transformer.wte.weight"} if config.tie_word_embeddings else {}
                yield from tied(linear("lm_head", config.n_embd, config.vocab_size, bias=False), owners)
            case "GPT2ForSequenceClassification":
                yield from linear("score", config.n_embd, config.num_labels, bias=False)
            case "GPT2ForTokenClassification":
                yield from linear("classifier", config.n_embd, config.num_labels)

    def _modules(self, config: GPT2Config) -> Specs:
        yield from index_embedding("wte", config.vocab_size, config.n_embd)
        yield from index_embedding("wpe", config.n_positions, config.n_embd)
        for index in range(config.n_layer):
            yield from block(f"h.{index}", self._layer(config, attended_size(config, index)))
        yield from layer_norm("ln_f", config.n_embd)

    def _layer(self, config: GPT2Config, attended: int) -> Specs:
        size = config.n_embd
        yield from layer_norm("ln_1", size)
        yield from raw("attn.bias", 1, 1, config.n_positions, config.n_positions, buffer=True)
        yield from raw("attn.masked_bias", buffer=True)
        yield from conv1d_gpt2("attn.c_attn", size, 3 * attended)
        yield from conv1d_gpt2("attn.c_proj", attended, size)
        yield from layer_norm("ln_2", size)
        yield from conv1d_gpt2("mlp.c_fc", size, config.inner_size)
        yield from conv1d_gpt2("mlp.c_proj", config.inner_size, size)
