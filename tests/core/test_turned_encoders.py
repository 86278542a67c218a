"""Encoders with rotary positions whose files fuse projections: those that name them as `transformers` 5 does inside."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import trivet
from golden_data import Case
from trivet.errors import TrivetError

CASES = [
    ("nomic_bert", "NomicBertForMaskedLM"),
    ("gte", "GteForMaskedLM"),
    ("jina_embeddings_v3", "JinaEmbeddingsV3Model"),
]
RENAMED = {
    r"encoder\.layers?": "layers",
    r"emb_ln": "embeddings.LayerNorm",
    r"(attn|attention|mixer)\.(out|o)_proj": "self_attn.o_proj",
    r"lm_head\.norm": "lm_head.layer_norm",
    r"fc11": "up_proj",
    r"fc12": "gate_proj",
    r"norm1|attn_ln": "post_attention_layernorm",
    r"norm2|mlp_ln": "post_mlp_layernorm",
}
SPLIT = {
    r"(attn\.Wqkv|mixer\.Wqkv|attention\.qkv_proj)": ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"),
    r"mlp\.up_gate_proj": ("mlp.up_proj", "mlp.gate_proj"),
}


def as_inside(name: str, array: np.ndarray[Any, Any], family: str) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """A stored tensor as one or several tensors with the names that models of the newest library have."""
    renamed = RENAMED if family != "nomic_bert" else {**RENAMED, r"fc2": "down_proj"}
    for pattern, into in renamed.items():
        name = re.sub(pattern, into, name)
    for pattern, parts in SPLIT.items():
        if re.search(pattern, name):
            for part, rows in zip(parts, np.split(array, len(parts)), strict=True):
                yield re.sub(pattern, part, name), np.ascontiguousarray(rows)
            return
    yield name, array


@pytest.mark.parametrize(("family", "head"), CASES)
def test_files_with_the_names_of_models_of_transformers_5_hold_the_same(family: str, head: str, tmp_path: Path) -> None:
    source = Case(head, family).checkpoint("torch")
    stored = load_file(source / "model.safetensors")
    shutil.copytree(source, tmp_path / "inside")
    renamed = dict(each for name, array in stored.items() for each in as_inside(name, array, family))
    assert len(renamed) > len(stored)
    save_file(renamed, tmp_path / "inside" / "model.safetensors", {"format": "pt"})
    trivet.convert(tmp_path / "inside", tmp_path / "flax", to="flax")
    trivet.convert(tmp_path / "flax", tmp_path / "again", to="torch")
    again = load_file(tmp_path / "again" / "model.safetensors")
    assert {name: array.tobytes() for name, array in again.items()} == {n: a.tobytes() for n, a in stored.items()}


def test_files_of_gte_of_before_have_another_prefix(tmp_path: Path) -> None:
    source = Case("GteForMaskedLM", "gte").checkpoint("torch")
    stored = load_file(source / "model.safetensors")
    shutil.copytree(source, tmp_path / "new")
    renamed = {re.sub("^gte", "new", name): array for name, array in stored.items()}
    save_file(renamed, tmp_path / "new" / "model.safetensors", {"format": "pt"})
    assert trivet.diff(source, tmp_path / "new").is_identical


def test_a_config_of_nomic_bert_may_have_the_older_names_of_sizes() -> None:
    older = {"n_embd": 32, "n_head": 2, "n_layer": 3, "n_inner": 24, "n_positions": 64, "rotary_emb_base": 500}
    config = trivet.NomicBertConfig.from_dict({**older, "activation_function": "swiglu", "rotary_emb_fraction": 1.0})
    config.validate()
    assert (config.hidden_size, config.num_attention_heads, config.num_hidden_layers) == (32, 2, 3)
    assert (config.intermediate_size, config.max_position_embeddings, config.rope_theta) == (24, 64, 500)
    for refused in ({"num_experts": 8}, {"prenorm": True}, {"activation_function": "gelu"}):
        with pytest.raises(TrivetError, match=next(iter(refused))):
            trivet.NomicBertConfig.from_dict({**older, **refused}).validate()


def test_a_config_of_modernbert_has_the_older_fields_and_the_newer_ones() -> None:
    older = {
        "global_rope_theta": 1000.0,
        "local_rope_theta": 10.0,
        "global_attn_every_n_layers": 2,
        "num_hidden_layers": 3,
    }
    config = trivet.ModernBertConfig(**older)
    assert [*config.layer_kinds] == ["full_attention", "sliding_attention", "full_attention"]
    newer = config.to_dict()["rope_parameters"]
    assert {kind: each["rope_theta"] for kind, each in newer.items()} == {
        "full_attention": 1000.0,
        "sliding_attention": 10.0,
    }
    again = trivet.ModernBertConfig.from_dict({"rope_parameters": newer, "layer_types": None})
    assert (again.global_rope_theta, again.local_rope_theta) == (1000.0, 10.0)
    with pytest.raises(TrivetError, match="rope_type"):
        trivet.ModernBertConfig(rope_scaling={"rope_type": "linear", "factor": 2.0}).validate()
