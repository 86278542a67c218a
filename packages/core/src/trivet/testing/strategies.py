"""Random small configs of a family, for property tests. Needs hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from trivet.families.composites import Composite
from trivet.families.config import PretrainedConfig
from trivet.families.config_fields import CommonFields
from trivet.families.registry import architecture
from trivet.families.requirements import FLAG
from trivet.testing.configs import role_of, tiny_config

_SIZES = st.integers(1, 4)


@st.composite
def configs(draw: st.DrawFn, model_type: str, head: str) -> PretrainedConfig:
    """A valid config of a family, for one of its heads: sizes, depths and options at random."""
    family = architecture(model_type)
    if isinstance(family, Composite):
        parts = {each.at: draw(configs(each.config.model_type, each.head)) for each in family.parts(family.example())}
        for part in family.parts(family.example()):
            parts[part.at].update(role_of(part))
        return tiny_config(model_type, head, **parts)
    small = tiny_config(model_type, head)
    fields: dict[str, Any] = {"vocab_size": draw(st.integers(5, 50)), "tie_word_embeddings": draw(st.booleans())}
    fields.update({flag: draw(st.booleans()) for flag in _flags(type(small))})
    if hasattr(small, "patch_size"):
        fields = {**fields, **_picture_sizes(draw, small)}
    elif hasattr(small, "d_kv"):
        fields.update(_t5_sizes(draw))
    elif hasattr(small, "num_mel_bins"):
        fields.update(_sound_sizes(draw))
    elif hasattr(small, "encoder_layers"):
        fields.update(_seq2seq_sizes(draw))
    elif hasattr(small, "rotary_size"):
        fields.update(_decoder_sizes(draw, small))
    else:
        fields.update(_encoder_sizes(draw, small))
    if "attention_types" in type(small).fields:
        fields["attention_types"] = [
            [["global"], fields["num_layers"] // 2],
            [["local"], -(-fields["num_layers"] // 2)],
        ]
    if (small.pad_token_id or 0) >= fields["vocab_size"]:
        fields["pad_token_id"] = 0
    return tiny_config(model_type, head, **fields)


def _flags(config_class: type[PretrainedConfig]) -> list[str]:
    """The family's own flags, which may be combined freely."""
    own = {name: each for name, each in config_class.fields.items() if name not in CommonFields.fields}
    return [name for name, each in own.items() if each.init and each.requirement is FLAG]


def _encoder_sizes(draw: st.DrawFn, small: PretrainedConfig) -> dict[str, Any]:
    heads = draw(_SIZES)
    fields = {"num_attention_heads": heads, "hidden_size": heads * draw(st.integers(1, 6))}
    fields["num_hidden_layers"] = draw(st.integers(0, 3))
    for name in ("intermediate_size", "hidden_dim", "n_inner", "embedding_size"):
        if name in vars(small):
            fields[name] = draw(st.integers(1, 30))
    fields["max_position_embeddings"] = draw(st.integers(5, 20))
    if hasattr(small, "num_hidden_groups"):
        fields["num_hidden_groups"], fields["inner_group_num"] = draw(st.integers(1, 3)), draw(st.integers(1, 2))
        fields["num_hidden_layers"] += 1
    return {_own_name(small, name): value for name, value in fields.items()}


def _picture_sizes(draw: st.DrawFn, small: PretrainedConfig) -> dict[str, Any]:
    patch = draw(_SIZES)
    fields = {**_encoder_sizes(draw, small), "patch_size": patch, "num_channels": draw(_SIZES)}
    fields["image_size"] = [patch * draw(_SIZES), patch * draw(_SIZES) + draw(st.integers(0, patch - 1))]
    return {**fields, **({"encoder_stride": patch} if hasattr(small, "encoder_stride") else {})}


def _decoder_sizes(draw: st.DrawFn, small: PretrainedConfig) -> dict[str, Any]:
    keys, fields = draw(st.integers(1, 2)), {*type(small).fields, *type(small).attribute_map}
    heads = keys * draw(st.integers(1, 3))
    # of a part of each head, a quarter at least, pairs are rotated
    size = draw(_SIZES) * (8 if "partial_rotary_factor" in fields else 2)
    widths = {"head_dim": size, "hidden_size": draw(st.integers(1, 20))}
    heads *= getattr(small, "head_blocks", 1)
    sizes = {
        **({"num_key_value_heads": keys} if "num_key_value_heads" in fields else {}),
        **({"rotary_dim": 2} if "rotary_dim" in fields else {}),
        "num_attention_heads": heads,
        **(widths if "head_dim" in fields else {"hidden_size": heads * size}),
        "num_hidden_layers": draw(st.integers(0, 3)),
        "intermediate_size": draw(st.integers(1, 30)),
    }
    return {_own_name(small, name): value for name, value in sizes.items()}


def _seq2seq_sizes(draw: st.DrawFn) -> dict[str, Any]:
    encoder, decoder = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return {
        "encoder_attention_heads": encoder,
        "decoder_attention_heads": decoder,
        "d_model": 2 * encoder * decoder * draw(st.integers(1, 2)),
        "encoder_layers": draw(st.integers(0, 2)),
        "decoder_layers": draw(st.integers(0, 2)),
        "encoder_ffn_dim": draw(st.integers(1, 30)),
        "decoder_ffn_dim": draw(st.integers(1, 30)),
        "max_position_embeddings": draw(st.integers(5, 20)),
    }


def _sound_sizes(draw: st.DrawFn) -> dict[str, Any]:
    sizes = _seq2seq_sizes(draw)
    places = {"max_target_positions": sizes.pop("max_position_embeddings"), "max_source_positions": draw(_SIZES)}
    return {**sizes, **places, "num_mel_bins": draw(_SIZES)}


def _t5_sizes(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "num_heads": draw(_SIZES),
        "d_kv": draw(_SIZES),
        "d_model": draw(st.integers(1, 20)),
        "d_ff": draw(st.integers(1, 30)),
        "num_layers": draw(st.integers(1, 3)),
        "num_decoder_layers": draw(st.integers(1, 3)),
        "relative_attention_num_buckets": draw(st.integers(4, 12)),
        "feed_forward_proj": draw(st.sampled_from(["relu", "gated-gelu"])),
    }


def _own_name(config: PretrainedConfig, name: str) -> str:
    return type(config).attribute_map.get(name, name)
