"""Jina Embeddings v3: XLM-RoBERTa with rotary positions."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from trivet.families import encoders
from trivet.families.family import Splitting
from trivet.families.fields import field
from trivet.families.text.roberta import Roberta
from trivet.families.turned import NEWEST, Places, TurnedConfig, TurnedEncoder


class JinaEmbeddingsV3Config(TurnedConfig):
    """Configuration of a Jina Embeddings v3 model (Sturua et al., 2024, https://arxiv.org/abs/2409.10173)."""

    model_type = "jina_embeddings_v3"
    vocab_size: int = 250002
    hidden_size: int = 1024
    num_hidden_layers: int = 24
    num_attention_heads: int = 16
    intermediate_size: int = 4096
    max_position_embeddings: int = 8194
    type_vocab_size: int = 1
    layer_norm_eps: float = 1e-5
    pad_token_id: int | None = field(default=1, kw_only=True)
    bos_token_id: int | list[int] | None = field(default=0, kw_only=True)
    eos_token_id: int | list[int] | None = field(default=2, kw_only=True)
    rope_theta: float = field(default=20000.0, kw_only=True)


class JinaEmbeddingsV3(TurnedEncoder, Roberta):
    """Jina Embeddings v3 and its heads, which are RoBERTa's."""

    config_class: ClassVar[type[encoders.PlainEncoderConfig]] = JinaEmbeddingsV3Config
    title, base_pools, kinds = "Jina Embeddings v3", True, encoders.HEADS[:4]
    tokenizer: ClassVar[Splitting | None] = None
    tasks: ClassVar = {}
    places = Places("encoder.layers", "mixer", ("Wqkv", "out_proj"), ("fc1", "fc2"), ("norm1", "norm2"))
    newest = replace(NEWEST, forwards=("fc1", "fc2"))
