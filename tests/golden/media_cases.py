"""Pictures and sounds, drawn, and the calls whose results `make_processors.py` keeps. Knows numpy only."""

from collections.abc import Mapping
from typing import Any

import numpy as np

SIZE = {"height": 9, "width": 8}
EDGE = {"shortest_edge": 8}
CROP = {"height": 6, "width": 7}


def picture(height: int, width: int, channels: int, seed: int) -> np.ndarray:
    """A picture [height, width, channels], bytes: slopes, an edge and some noise."""
    rows, columns = np.mgrid[:height, :width]
    slopes = (rows * 200 / height)[..., None] + (columns * 50 / width)[..., None] * np.arange(1, channels + 1)
    edge = 60 * (columns > rows)[..., None]
    noise = np.random.default_rng(seed).integers(-30, 30, (height, width, channels))
    return np.clip(slopes + edge + noise - 40, 0, 255).astype(np.uint8)


PICTURES: Mapping[str, np.ndarray] = {
    "wide": picture(17, 40, 3, 0),
    "tall": picture(31, 12, 3, 1),
    "square": picture(16, 16, 3, 2),
    "small": picture(5, 4, 3, 3),
    "first": picture(21, 14, 3, 4).transpose(2, 0, 1),
    "unit": (picture(13, 19, 3, 5) / 255).astype(np.float32),
    "whole": picture(13, 19, 3, 6).astype(np.float64),
    "gray": picture(15, 11, 1, 7),
    "pair": np.stack([picture(10, 10, 3, 8), picture(10, 10, 3, 9)]),
}
MODES: Mapping[str, np.ndarray] = {"L": picture(12, 18, 1, 10)[..., 0], "RGBA": picture(14, 9, 4, 11)}
"""Pictures of Pillow by their mode."""
LABELS = np.random.default_rng(12).integers(0, 5, (17, 40)).astype(np.uint8)

# class → fields of the processor; the calls of each: pictures and fields of the call
_CALLS: list[tuple[str, dict[str, Any]]] = [
    *((name, {}) for name in ("wide", "tall", "square", "small", "first", "unit", "whole", "pair")),
    ("wide", {"do_resize": False, "data_format": "channels_last"}),
    ("tall", {"do_rescale": False}),
    ("square", {"do_normalize": False}),
    ("gray", {"do_normalize": False}),
]
PROCESSORS: Mapping[str, Mapping[str, Any]] = {
    "ViTImageProcessor": {"size": SIZE},
    "DeiTImageProcessor": {"size": {"height": 12, "width": 11}, "crop_size": CROP},
    "BeitImageProcessor": {"size": {"height": 5, "width": 9}, "crop_size": CROP, "do_reduce_labels": True},
    "SegformerImageProcessor": {"size": SIZE, "do_reduce_labels": True},
    "MobileViTImageProcessor": {"size": EDGE, "crop_size": CROP},
    "ConvNextImageProcessor": {"size": EDGE, "crop_pct": 0.7},
    "CLIPImageProcessor": {"size": EDGE, "crop_size": CROP},
    "ChineseCLIPImageProcessor": {"size": SIZE, "crop_size": CROP},
    "BitImageProcessor": {"size": EDGE, "crop_size": {"height": 10, "width": 6}},
    "SiglipImageProcessor": {"size": SIZE, "image_std": [0.5, 0.25, 0.125]},
    "BlipImageProcessor": {"size": SIZE, "resample": 1},
    "DonutImageProcessor": {"size": {"height": 12, "width": 8}, "do_align_long_axis": True},
}


def calls(processor: str) -> list[tuple[str, dict[str, Any]]]:
    """Name of the picture and fields of each call."""
    if processor == "MobileViTImageProcessor":
        return [(name, how) for name, how in _CALLS if name != "gray" and "do_normalize" not in how]
    if processor == "DonutImageProcessor":
        return [(name, how) for name, how in _CALLS if name != "first" and "do_resize" not in how]
    return _CALLS


def sound(samples: int, seed: int) -> np.ndarray:
    """A tone that rises, with noise, float32 [samples]."""
    time = np.arange(samples) / 16000
    noise = np.random.default_rng(seed).standard_normal(samples)
    return (0.4 * np.sin(2 * np.pi * (300 + 900 * time) * time) + 0.02 * noise).astype(np.float32)


SOUNDS: Mapping[str, np.ndarray] = {"short": sound(1000, 0), "long": sound(2500, 1), "longer": sound(3600, 2)}
EXTRACTORS: Mapping[str, tuple[Mapping[str, Any], list[tuple[list[str], dict[str, Any]]]]] = {
    "WhisperFeatureExtractor": (
        {"feature_size": 20, "chunk_length": 1},
        [
            (["long"], {}),
            (["short", "longer"], {"return_attention_mask": True, "padding": "longest", "truncation": False}),
            (["long"], {"do_normalize": True, "max_length": 3000}),
        ],
    ),
    "Wav2Vec2FeatureExtractor": (
        {},
        [
            (["short"], {}),
            (["short", "long"], {"padding": True}),
            (["short", "long"], {"padding": True, "return_attention_mask": True, "pad_to_multiple_of": 700}),
            (["long"], {"max_length": 1200, "truncation": True, "padding": "max_length"}),
        ],
    ),
    "ASTFeatureExtractor": ({"num_mel_bins": 24, "max_length": 16}, [(["short"], {}), (["longer", "long"], {})]),
    "Speech2TextFeatureExtractor": (
        {"num_mel_bins": 24, "feature_size": 24},
        [
            (["long"], {}),
            (["short", "longer"], {"padding": True}),
            (["short", "longer"], {"padding": "max_length", "max_length": 12, "truncation": True}),
        ],
    ),
}
"""Class → fields, and its calls: names of sounds, arguments."""
