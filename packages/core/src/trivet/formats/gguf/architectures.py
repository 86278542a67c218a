"""What GGUF files of an architecture hold: their names of tensors, how values differ, and the fields of a config.

Names and keys are llama.cpp's (https://github.com/ggml-org/llama.cpp, `gguf-py/gguf/constants.py`). Another package
adds architectures through the entry-point group `trivet.gguf`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from trivet.entry_points import points

GROUP = "trivet.gguf"


@dataclass(frozen=True, slots=True)
class GgufArchitecture:
    """How the files of one architecture are read. In names, `{}` is the number of a layer.

    Attributes:
        model_type: of the family.
        head: the class for the files, by its bare name.
        tensors: name of a module in a file, without `.weight` or `.bias` → its name in the PyTorch dialect.
        fields: key without `general.architecture` in front → field of the config.
        constants: further fields of the config.
        paired: names of tensors in which the two rows of a rotary pair are adjacent → the key of their number of heads.
        shifted: endings of names of tensors that are stored with 1 added.
        transposed: names of modules whose weights are stored the other way round.
        unread: names of tensors that no model needs.
    """

    model_type: str
    head: str
    tensors: Mapping[str, str]
    fields: Mapping[str, str]
    constants: Mapping[str, Any] = field(default_factory=dict)
    paired: Mapping[str, str] = field(default_factory=dict)
    shifted: tuple[str, ...] = ()
    transposed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


_LAYER = "model.layers.{}."
_ENDS = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
_ATTENTION = {
    "blk.{}.attn_norm": f"{_LAYER}input_layernorm",
    **{f"blk.{{}}.attn_{name}": f"{_LAYER}self_attn.{name}_proj" for name in "qkv"},
    "blk.{}.attn_output": f"{_LAYER}self_attn.o_proj",
}
_FEED_FORWARD = {
    "blk.{}.ffn_norm": f"{_LAYER}post_attention_layernorm",
    **{f"blk.{{}}.ffn_{name}": f"{_LAYER}mlp.{name}_proj" for name in ("gate", "up", "down")},
}
_PHI3 = {
    **_ENDS,
    "blk.{}.attn_norm": f"{_LAYER}input_layernorm",
    "blk.{}.attn_qkv": f"{_LAYER}self_attn.qkv_proj",
    "blk.{}.attn_output": f"{_LAYER}self_attn.o_proj",
    "blk.{}.ffn_norm": f"{_LAYER}post_attention_layernorm",
    "blk.{}.ffn_up": f"{_LAYER}mlp.gate_up_proj",
    "blk.{}.ffn_down": f"{_LAYER}mlp.down_proj",
}
_STARCODER2 = {
    **_ENDS,
    **_ATTENTION,
    "blk.{}.ffn_norm": f"{_LAYER}post_attention_layernorm",
    "blk.{}.ffn_up": f"{_LAYER}mlp.c_fc",
    "blk.{}.ffn_down": f"{_LAYER}mlp.c_proj",
}
_NORMS = {f"blk.{{}}.attn_{name}_norm": f"{_LAYER}self_attn.{name}_norm" for name in "qk"}
_LLAMA = {**_ENDS, **_ATTENTION, **_FEED_FORWARD}
_SIZES = {
    "block_count": "num_hidden_layers",
    "context_length": "max_position_embeddings",
    "embedding_length": "hidden_size",
    "feed_forward_length": "intermediate_size",
    "attention.head_count": "num_attention_heads",
    "attention.head_count_kv": "num_key_value_heads",
    "rope.freq_base": "rope_theta",
}
_RMS = {**_SIZES, "attention.layer_norm_rms_epsilon": "rms_norm_eps"}
_KEYED = {**_RMS, "attention.key_length": "head_dim"}
_HEADS = {"blk.{}.attn_q": "attention.head_count", "blk.{}.attn_k": "attention.head_count_kv"}
_GEMMA = ("norm.weight",)
_GPT2 = {
    "token_embd": "transformer.wte",
    "position_embd": "transformer.wpe",
    "output_norm": "transformer.ln_f",
    "output": "lm_head",
    "blk.{}.attn_norm": "transformer.h.{}.ln_1",
    "blk.{}.attn_qkv": "transformer.h.{}.attn.c_attn",
    "blk.{}.attn_output": "transformer.h.{}.attn.c_proj",
    "blk.{}.ffn_norm": "transformer.h.{}.ln_2",
    "blk.{}.ffn_up": "transformer.h.{}.mlp.c_fc",
    "blk.{}.ffn_down": "transformer.h.{}.mlp.c_proj",
}
_OWN: Mapping[str, GgufArchitecture] = {
    "llama": GgufArchitecture("llama", "LlamaForCausalLM", _LLAMA, _KEYED, paired=_HEADS),
    "qwen2": GgufArchitecture(
        "qwen2", "Qwen2ForCausalLM", _LLAMA, {**_RMS, "attention.sliding_window": "sliding_window"}
    ),
    "qwen3": GgufArchitecture("qwen3", "Qwen3ForCausalLM", {**_LLAMA, **_NORMS}, _KEYED),
    "gemma": GgufArchitecture("gemma", "GemmaForCausalLM", _LLAMA, _KEYED, shifted=_GEMMA),
    "gemma2": GgufArchitecture(
        "gemma2",
        "Gemma2ForCausalLM",
        {
            **_LLAMA,
            "blk.{}.post_attention_norm": f"{_LAYER}post_attention_layernorm",
            "blk.{}.ffn_norm": f"{_LAYER}pre_feedforward_layernorm",
            "blk.{}.post_ffw_norm": f"{_LAYER}post_feedforward_layernorm",
        },
        {
            **_KEYED,
            "attention.sliding_window": "sliding_window",
            "attn_logit_softcapping": "attn_logit_softcapping",
            "final_logit_softcapping": "final_logit_softcapping",
        },
        shifted=_GEMMA,
    ),
    "phi3": GgufArchitecture(
        "phi3",
        "Phi3ForCausalLM",
        _PHI3,
        {
            **_RMS,
            "attention.sliding_window": "sliding_window",
            "rope.scaling.original_context_length": "original_max_position_embeddings",
        },
    ),
    "starcoder2": GgufArchitecture(
        "starcoder2",
        "Starcoder2ForCausalLM",
        _STARCODER2,
        {**_SIZES, "attention.layer_norm_epsilon": "norm_epsilon"},
        {"use_bias": True},
    ),
    "stablelm": GgufArchitecture(
        "stablelm", "StableLmForCausalLM", _LLAMA, {**_SIZES, "attention.layer_norm_epsilon": "layer_norm_eps"}
    ),
    "gpt2": GgufArchitecture(
        "gpt2",
        "GPT2LMHeadModel",
        _GPT2,
        {
            "block_count": "n_layer",
            "context_length": "n_positions",
            "embedding_length": "n_embd",
            "feed_forward_length": "n_inner",
            "attention.head_count": "n_head",
            "attention.layer_norm_epsilon": "layer_norm_epsilon",
        },
        transposed=("blk.{}.attn_qkv", "blk.{}.attn_output", "blk.{}.ffn_up", "blk.{}.ffn_down"),
    ),
}


@cache
def gguf_architecture(name: str) -> GgufArchitecture | None:
    """The architecture of that name in a file; None if it is not known."""
    point = points(GROUP).get(name)
    return _OWN.get(name) if point is None else cast(GgufArchitecture, point.load())


def known_architectures() -> Mapping[str, GgufArchitecture]:
    """Core's own."""
    return MappingProxyType(_OWN)
