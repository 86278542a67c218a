"""Rotary position embeddings: both spellings of their scaling, the frequencies of each type, and what is refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from trivet.errors import InvalidConfigError
from trivet.families.text.llama import LlamaConfig
from trivet.families.text.olmo3 import Olmo3Config
from trivet.families.text.phi import PhiConfig

LLAMA3 = {
    "rope_type": "llama3",
    "factor": 8.0,
    "low_freq_factor": 1.0,
    "high_freq_factor": 4.0,
    "original_max_position_embeddings": 64,
}


def config(scaling: dict[str, Any] | None = None, **fields: Any) -> LlamaConfig:
    return LlamaConfig(
        hidden_size=32, num_attention_heads=4, max_position_embeddings=128, rope_scaling=scaling, **fields
    )


PLAIN = 10000.0 ** -(np.arange(0, 8, 2) / 8)


def test_plain_frequencies_are_powers_of_theta() -> None:
    np.testing.assert_allclose(config().rope_frequencies(), PLAIN, rtol=1e-6)
    assert config().rope_frequencies().dtype == np.float32
    assert config().rope_attention_factor == 1.0


def test_linear_divides_all() -> None:
    np.testing.assert_allclose(config({"type": "linear", "factor": 4}).rope_frequencies(), PLAIN / 4, rtol=1e-6)


def test_dynamic_stretches_theta_beyond_the_trained_length() -> None:
    scaled = config({"type": "dynamic", "factor": 2.0})
    for length in (None, 5, 128):
        np.testing.assert_allclose(scaled.rope_frequencies(length), PLAIN, rtol=1e-6)
    assert scaled.dynamic_rope_stretch(256) == pytest.approx((2 * 256 / 128 - 1) ** (8 / 6))
    theta = 10000 * scaled.dynamic_rope_stretch(256)
    np.testing.assert_allclose(scaled.rope_frequencies(256), theta ** -(np.arange(0, 8, 2) / 8), rtol=1e-6)


def test_llama3_keeps_short_waves_and_stretches_long_ones() -> None:
    found = config(LLAMA3).rope_frequencies()
    waves = 2 * math.pi / PLAIN
    assert waves[0] < 64 / 4 < 64 / 1 < waves[2]
    np.testing.assert_allclose(found[0], PLAIN[0], rtol=1e-6)
    np.testing.assert_allclose(found[2:], PLAIN[2:] / 8, rtol=1e-6)
    share = (64 / waves[1] - 1) / 3
    np.testing.assert_allclose(found[1], (1 - share) * PLAIN[1] / 8 + share * PLAIN[1] if share > 0 else PLAIN[1] / 8)


@pytest.mark.parametrize(
    ("fields", "factor"),
    [
        ({}, 0.1 * math.log(4) + 1),
        ({"attention_factor": 1.7}, 1.7),
        ({"mscale": 0.5, "mscale_all_dim": 2.0}, (0.05 * math.log(4) + 1) / (0.2 * math.log(4) + 1)),
        ({"factor": 1.0}, 1.0),
    ],
)
def test_yarn_scales_attention_too(fields: dict[str, float], factor: float) -> None:
    assert config({"rope_type": "yarn", "factor": 4.0, **fields}).rope_attention_factor == pytest.approx(factor)


def test_yarn_leaves_fast_and_interpolates_slow() -> None:
    found = config({"rope_type": "yarn", "factor": 4.0, "beta_fast": 8}).rope_frequencies()
    np.testing.assert_allclose(found[0], PLAIN[0], rtol=1e-6)
    np.testing.assert_allclose(found[-1], PLAIN[-1] / 4, rtol=1e-6)
    assert np.all(found <= PLAIN * (1 + 1e-6))


@pytest.mark.parametrize("name", ["longrope", "su"])
def test_longrope_has_other_factors_beyond_the_trained_length(name: str) -> None:
    factors = {"short_factor": [1.0, 2.0, 3.0, 4.0], "long_factor": [5.0, 6.0, 7.0, 8.0]}
    scaled = config({"type": name, "original_max_position_embeddings": 64, **factors})
    for length in (None, 64):
        np.testing.assert_allclose(scaled.rope_frequencies(length), PLAIN / [1, 2, 3, 4], rtol=1e-6)
    np.testing.assert_allclose(scaled.rope_frequencies(65), PLAIN / [5, 6, 7, 8], rtol=1e-6)
    assert scaled.rope_attention_factor == pytest.approx(math.sqrt(1 + math.log(2) / math.log(64)))
    scaled.validate()


def test_a_part_of_each_head_is_rotated() -> None:
    fields = {"hidden_size": 32, "num_attention_heads": 4}
    old = PhiConfig(**fields, partial_rotary_factor=0.5, rope_theta=9.0)
    new = PhiConfig.from_dict({**fields, "rope_parameters": {"rope_theta": 9.0, "partial_rotary_factor": 0.5}})
    assert old == new
    np.testing.assert_allclose(new.rope_frequencies(), [1, 1 / 3], rtol=1e-6)
    assert new.rope_parameters == {"rope_type": "default", "rope_theta": 9.0, "partial_rotary_factor": 0.5}
    with pytest.raises(InvalidConfigError, match="3 of the 8 elements of a head cannot be rotated in pairs"):
        PhiConfig(**fields, partial_rotary_factor=0.4).validate()


def test_layers_with_a_window_have_a_theta_of_their_own_in_both_spellings() -> None:
    yarn = {"rope_type": "yarn", "factor": 4.0, "rope_theta": 9.0}
    by_type = {"full_attention": yarn, "sliding_attention": {"rope_type": "default", "rope_theta": 4.0}}
    newer = Olmo3Config.from_dict({"rope_parameters": by_type})
    assert (newer.rope_theta, newer.rope_local_base_freq) == (9.0, 4.0)
    assert (newer.rope().theta, newer.rope().type) == (9.0, "yarn")
    assert (newer.rope("sliding_attention").theta, newer.rope("sliding_attention").type) == (4.0, "default")
    assert newer.to_dict()["rope_parameters"] == by_type
    assert Olmo3Config.from_dict(newer.to_diff_dict()) == newer
    assert Olmo3Config(rope_theta=7.0).rope("sliding_attention").theta == 7.0
    with pytest.raises(InvalidConfigError, match="the rope type of sliding_attention is 'yarn'"):
        Olmo3Config.from_dict({"rope_parameters": {"full_attention": yarn, "sliding_attention": yarn}})


@pytest.mark.parametrize("spelling", ["type", "rope_type"])
def test_old_and_new_spelling_are_one(spelling: str) -> None:
    old = config({spelling: "linear", "factor": 2.0}, rope_theta=500.0)
    new = LlamaConfig.from_dict(
        {
            "hidden_size": 32,
            "num_attention_heads": 4,
            "max_position_embeddings": 128,
            "rope_parameters": {"rope_type": "linear", "factor": 2.0, "rope_theta": 500.0},
        }
    )
    assert (new.rope_theta, new.rope_scaling) == (500.0, {"rope_type": "linear", "factor": 2.0})
    assert old.rope_type == new.rope_type == "linear"
    np.testing.assert_array_equal(old.rope_frequencies(), new.rope_frequencies())
    assert new.rope_parameters == {"rope_type": "linear", "factor": 2.0, "rope_theta": 500.0}
    assert {"rope_theta", "rope_scaling"} <= set(new.to_diff_dict())
    assert "rope_parameters" not in new.to_diff_dict()
    assert LlamaConfig.from_dict(new.to_diff_dict()) == new


def test_new_spelling_without_scaling_has_none() -> None:
    plain = LlamaConfig.from_dict({"rope_parameters": {"rope_type": "default", "rope_theta": 7.0}})
    assert (plain.rope_theta, plain.rope_scaling) == (7.0, None)
    assert LlamaConfig.from_dict({"rope_parameters": None}).rope_theta == 10000.0


def test_parameters_by_layer_type_must_agree() -> None:
    each = {"rope_type": "linear", "factor": 2.0, "rope_theta": 9.0}
    same = LlamaConfig.from_dict({"rope_parameters": {"full_attention": each, "sliding_attention": dict(each)}})
    assert (same.rope_theta, same.rope_type) == (9.0, "linear")
    with pytest.raises(InvalidConfigError, match="differ between full_attention and sliding_attention, which is not"):
        LlamaConfig.from_dict(
            {"rope_parameters": {"full_attention": each, "sliding_attention": {**each, "rope_theta": 8.0}}}
        )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"rope_scaling": {"rope_type": "mrope", "mrope_section": [2, 1, 1]}},
            "rope type 'mrope' is not implemented, only default, linear, dynamic, llama3, yarn, longrope",
        ),
        (
            {"rope_scaling": {"rope_type": "longrope", "short_factor": [1.0], "long_factor": [2.0] * 4}},
            "rope type 'longrope' needs 4 positive numbers as short_factor, not [1.0]",
        ),
        (
            {"rope_scaling": {"type": "linear"}},
            "rope_scaling of type 'linear' needs a positive factor, not None",
        ),
        (
            {"rope_scaling": {**LLAMA3, "low_freq_factor": "one"}},
            "rope_scaling of type 'llama3' needs a positive low_freq_factor, not 'one'",
        ),
        (
            {"rope_scaling": {**LLAMA3, "low_freq_factor": 4.0}},
            "rope_scaling needs high_freq_factor > low_freq_factor",
        ),
        ({"rope_scaling": "linear"}, "rope_scaling must be an object or null, not 'linear'"),
        ({"rope_theta": 0}, "rope_theta must be a positive number, not 0"),
        ({"partial_rotary_factor": 0.5}, "partial_rotary_factor=0.5 is not implemented, only 1.0"),
        (
            {"rope_parameters": {"rope_type": "yarn", "factor": 2.0, "partial_rotary_factor": 0.25}},
            "partial_rotary_factor=0.25 is not implemented, only 1.0",
        ),
    ],
)
def test_refuses_what_cannot_be_honoured(fields: dict[str, Any], said: str) -> None:
    small = {"hidden_size": 32, "num_attention_heads": 4}
    with pytest.raises(InvalidConfigError) as caught:
        LlamaConfig.from_dict({**small, **fields}).validate()
    assert str(caught.value) == said
    LlamaConfig.from_dict(small).validate()
