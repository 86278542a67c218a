"""OPT: learned positions that do not count padding, norms before or after sublayers, words of a size of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar, cast

from trivet.families import heads
from trivet.families import requirements as must
from trivet.families.blocks import (
    Attention,
    Experts,
    FeedForward,
    Learned,
    Linear,
    Residual,
    TextEmbeddings,
    Transformer,
)
from trivet.families.causal import CausalConfig
from trivet.families.decoders import LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.inputs import FLAX_OPT, TF_OPT, TF_OPT_HEAD
from trivet.families.inputs import OPT as OPT_INPUTS
from trivet.layout.dialect import dot_lists


class OPTConfig(CausalConfig):
    """Configuration of an OPT model (Zhang et al., 2022, https://arxiv.org/abs/2205.01068).

    Attributes:
        do_layer_norm_before: whether each sublayer's norm precedes it.
        _remove_final_layer_norm: whether there is no norm after the layers, as in some files of 2022.
        word_embed_proj_dim: size of the word embeddings; None means that of the states.
        layer_norm_elementwise_affine: whether norms have weights and biases.
    """

    model_type = "opt"
    vocab_size: int = field(must.VOCABULARY, default=50272)
    hidden_size: int = field(must.WIDTH, default=768)
    num_hidden_layers: int = field(must.LAYERS, default=12)
    ffn_dim: int = field(must.WIDTH, default=3072, also="intermediate_size")
    max_position_embeddings: int = field(must.POSITIONS, default=2048)
    do_layer_norm_before: bool = field(must.FLAG, default=True)
    _remove_final_layer_norm: bool = field(must.FLAG, default=False)
    word_embed_proj_dim: int | None = field(must.WIDTH.or_null(), default=None, small=12)
    dropout: float = field(must.PROBABILITY, default=0.1)
    attention_dropout: float = field(must.PROBABILITY, default=0.0)
    num_attention_heads: int = field(must.HEADS, default=12)
    activation_function: str = field(must.ACTIVATION, default="relu", also="hidden_act")
    layerdrop: float = field(must.PROBABILITY, default=0.0)
    init_std: float = field(must.NOT_NEGATIVE, default=0.02, also="initializer_range")
    use_cache: bool = field(must.FLAG, default=True)
    pad_token_id: int | None = field(default=1, kw_only=True, after="use_cache")
    bos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="pad_token_id")
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True, after="bos_token_id")
    enable_bias: bool = field(must.FLAG, default=True)
    layer_norm_elementwise_affine: bool = field(must.FLAG, default=True)
    derived_fields: ClassVar = ("word_embed_proj_dim",)

    def derive(self) -> None:
        """By default words have the size of the states."""
        if self.word_embed_proj_dim is None:
            self.word_embed_proj_dim = self.hidden_size

    @property
    def output_size(self) -> int:
        """Size of the last states."""
        return cast(int, self.word_embed_proj_dim)


class OPT(DecoderFamily):
    """OPT and its heads."""

    config_class, like, epsilon = OPTConfig, LAYER, 1e-5
    dropouts, inputs = ("", "dropout"), OPT_INPUTS
    kinds = (
        heads.CAUSAL_LM.variant(tensorflow_order=TF_OPT_HEAD),
        heads.LAST_TOKEN_CLASSIFICATION.variant(tensorflow_order=TF_OPT_HEAD),
        heads.QUESTION_ANSWERING,
    )
    biases, tensorflow_order, flax_order = ("enable_bias", "enable_bias", "enable_bias"), TF_OPT, FLAX_OPT
    names = Names(
        words="decoder.embed_tokens",
        positions="decoder.embed_positions",
        layers="decoder.layers",
        norm="decoder.final_layer_norm",
        projections=("q_proj", "k_proj", "v_proj", "out_proj"),
        attention_norms=("self_attn_layer_norm", ""),
        forward="",
        forwards=("fc1", "fc2"),
        forward_norms=("final_layer_norm", ""),
    )

    def base(self, config: Any) -> Transformer:
        """With projections from words and back to them if these have another size."""
        base, words, size = super().base(config), config.word_embed_proj_dim, config.hidden_size
        ends = config.do_layer_norm_before and not config._remove_final_layer_norm
        back = None if words == size else Linear("decoder.project_out", size, words, bias=False)
        return replace(base, stack=replace(base.stack, norm=base.stack.norm if ends else None, project=back))

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Two rows of the table of positions are before the first."""
        made, words, size = super().embeddings(config), config.word_embed_proj_dim, config.hidden_size
        positions = cast(Learned, made.positions)
        table = replace(positions.table, rows=positions.table.rows + 2)
        return replace(
            made,
            words=replace(made.words, size=words),
            project=None if words == size else Linear("decoder.project_in", words, size, bias=False),
            positions=replace(positions, table=table, skipped=2, by_mask=True),
        )

    def norm(self, config: Any, at: str, *args: Any, **facts: Any) -> Any:
        """With weight and bias, or without both."""
        affine = bool(config.layer_norm_elementwise_affine)
        return replace(super().norm(config, at, *args, **facts), weighted=affine, bias=affine)

    def residual(self, config: Any, inner: Attention | Experts | FeedForward, norms: tuple[str, str]) -> Residual:
        """With its norm before or after it."""
        made = super().residual(config, inner, norms)
        return made if config.do_layer_norm_before else replace(made, before=None, last=made.before)

    def tensorflow_path(self, module: str) -> str:
        """TF models number list items with a dot."""
        return dot_lists(module)
