"""The shared parts of GPT-J, CodeGen and related decoders: config fields and names of modules after GPT-2."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import requirements as must
from trivet.families.blocks import Layer, Leftover
from trivet.families.causal import CausalConfig
from trivet.families.decoders import LAYER, DecoderFamily, Names
from trivet.families.fields import field
from trivet.families.inputs import GPT, TF_GPT
from trivet.families.rope import FULL
from trivet.families.ropes import Rope


class GPTConfig(CausalConfig):
    """Fields of the config.json of GPT-J and related families.

    Attributes:
        n_inner: intermediate size of the feed-forward network; None means four times `n_embd`.
    """

    vocab_size: int = field(must.VOCABULARY, default=50400)
    n_positions: int = field(must.POSITIONS, default=2048, also="max_position_embeddings")
    n_embd: int = field(must.WIDTH, default=4096, also="hidden_size")
    n_layer: int = field(must.LAYERS, default=28, also="num_hidden_layers")
    n_head: int = field(must.HEADS, default=16, also="num_attention_heads")
    n_inner: int | None = field(must.WIDTH.or_null(), default=None, also="intermediate_size", small=24)
    activation_function: str = field(must.ACTIVATION, default="gelu_new", also="hidden_act")
    resid_pdrop: float = field(must.PROBABILITY, default=0.0)
    embd_pdrop: float = field(must.PROBABILITY, default=0.0)
    attn_pdrop: float = field(must.PROBABILITY, default=0.0, also="attention_dropout")
    layer_norm_epsilon: float = field(must.NOT_NEGATIVE, default=1e-5)
    initializer_range: float = field(must.NOT_NEGATIVE, default=0.02)
    use_cache: bool = field(must.FLAG, default=True)
    bos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="use_cache")
    eos_token_id: int | list[int] | None = field(default=50256, kw_only=True, after="bos_token_id")


class RotaryGPTConfig(GPTConfig):
    """The same with rotary positions.

    Attributes:
        rotary_dim: how many elements of each head are rotated.
        head_blocks: of how many blocks of heads the projection to queries, keys and values consists.

    Raises:
        InvalidConfigError: (by `validate`) sizes do not fit together.
    """

    local_theta: ClassVar[str] = ""
    head_blocks: ClassVar[int] = 1
    rotary_dim: int | None = field(must.WIDTH.or_null(), default=64, after="n_head", small=2)
    tie_word_embeddings: bool = field(default=False, kw_only=True, after="eos_token_id")

    @property
    def rotary_size(self) -> int:
        """How many elements of each head are rotated."""
        return self.head_size if self.rotary_dim is None else self.rotary_dim

    @property
    def layer_rotates(self) -> tuple[bool, ...]:
        """All layers do."""
        return (True,) * self.n_layer

    def rope(self, kind: str = FULL) -> Rope:
        """The frequencies."""
        return Rope(self.rotary_size, 10000.0, self.n_positions)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        if not 0 < self.rotary_size <= self.head_size or self.rotary_size % 2:
            reason = f"{self.rotary_size} of the {self.head_size} elements of a head cannot be rotated in pairs"
            raise InvalidConfigError(reason, field="rotary_dim")
        if self.n_head % self.head_blocks:
            raise InvalidConfigError(f"n_head ({self.n_head}) is not a multiple of {self.head_blocks}", field="n_head")


class GPTFamily(DecoderFamily):
    """GPT-J and related families.

    Attributes:
        old: names of tensors [1, 1, positions, positions] in old files, of masks that no model reads, in a layer.
    """

    base_prefix, like, epsilon, trains_padding = "transformer", LAYER, "layer_norm_epsilon", True
    inputs, tensorflow_order, dropouts = GPT, TF_GPT, ("embd_pdrop", "resid_pdrop")
    old: ClassVar[tuple[str, ...]] = ("attn.bias",)
    names = Names(
        words="wte",
        layers="h",
        norm="ln_f",
        attention="attn",
        projections=("q_proj", "k_proj", "v_proj", "out_proj"),
        attention_norms=("ln_1", ""),
        forwards=("fc_in", "fc_out"),
        forward_norms=("ln_2", ""),
    )

    def layer(self, config: Any, index: int) -> Layer:
        """As for `DecoderFamily`, with the masks of old files."""
        places, layer = config.max_position_embeddings, super().layer(config, index)
        masks = tuple(Leftover(name, (1, 1, places, places)) for name in self.old)
        values = tuple(Leftover(name.replace(".bias", ".masked_bias"), ()) for name in self.old if "bias" in name)
        return Layer(layer.at, layer.sublayers, (*masks, *values))
