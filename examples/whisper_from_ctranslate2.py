"""Turn a Whisper model of CTranslate2, as `faster-whisper` has them, into a checkpoint of trivet and transformers.

    python examples/whisper_from_ctranslate2.py FOLDER OUTPUT
    trivet transcribe sound.wav --model OUTPUT

FOLDER holds `model.bin`, `config.json` and `tokenizer.json`. The layout of `model.bin` is that of
https://github.com/OpenNMT/CTranslate2 (`python/ctranslate2/specs/model_spec.py`): a header, each tensor with its name,
shape and bytes, and other names of some tensors.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
from safetensors.numpy import save_file

from trivet import WhisperConfig, WhisperFeatureExtractor

DTYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
"""By the number that stands for each."""
VERSION = 6


def tensors(file: BinaryIO) -> Iterator[tuple[str, np.ndarray]]:
    """Each tensor of an open `model.bin`, by name.

    Raises:
        ValueError: the file is of another kind or version, or a tensor is quantized.
    """

    def number(code: str) -> int:
        value: int = struct.unpack(f"<{code}", file.read(struct.calcsize(code)))[0]
        return value

    def text() -> str:
        return file.read(number("H")).rstrip(b"\0").decode()

    version, spec = number("I"), text()
    if (version, spec) != (VERSION, "WhisperSpec"):
        raise ValueError(f"{file.name} holds {spec!r} of version {version}, not WhisperSpec of version {VERSION}")
    number("I")  # revision
    for _ in range(number("I")):
        name = text()
        shape = [number("I") for _ in range(number("B"))]
        dtype = number("B")
        data = file.read(number("I"))
        if dtype >= len(DTYPES) or (name.endswith("weight") and DTYPES[dtype] not in (np.float32, np.float16)):
            raise ValueError(f"{file.name}: {name} is quantized; convert the model with --quantization float16")
        yield name, np.frombuffer(data, DTYPES[dtype]).reshape(shape)


NAMES = {
    r"position_encodings/encodings": "embed_positions.weight",
    r"embeddings/weight": "embed_tokens.weight",
    r"layer_(\d+)/ffn/layer_norm": r"layers.\1.final_layer_norm",
    r"layer_(\d+)/ffn/linear_0": r"layers.\1.fc1",
    r"layer_(\d+)/ffn/linear_1": r"layers.\1.fc2",
    r"layer_(\d+)/self_attention/layer_norm": r"layers.\1.self_attn_layer_norm",
    r"layer_(\d+)/self_attention/linear_1": r"layers.\1.self_attn.out_proj",
    r"layer_(\d+)/attention/layer_norm": r"layers.\1.encoder_attn_layer_norm",
    r"layer_(\d+)/attention/linear_0": r"layers.\1.encoder_attn.q_proj",
    r"layer_(\d+)/attention/linear_2": r"layers.\1.encoder_attn.out_proj",
    r"gamma$": "weight",
    r"beta$": "bias",
}
"""Part of a name → what it is in PyTorch's files."""
FUSED = {
    r"layer_(\d+)/self_attention/linear_0": (r"layers.\1.self_attn", "qkv"),
    r"layer_(\d+)/attention/linear_1": (r"layers.\1.encoder_attn", "kv"),
}
"""Projections that are one tensor → the attention, and what they are of, one after the other."""


def renamed(name: str, array: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The tensors of PyTorch's files that one is; keys have no bias there, and zeros here."""
    for pattern, (path, parts) in FUSED.items():
        if re.search(pattern, name):
            *_, leaf = name.split("/")
            side = re.sub(pattern + ".*", path, name).replace("/", ".")
            for part, piece in zip(parts, np.split(array, len(parts)), strict=True):
                if (part, leaf) != ("k", "bias"):
                    yield f"model.{side}.{part}_proj.{leaf}", piece
            return
    for pattern, own in NAMES.items():
        name = re.sub(pattern, own, name)
    yield f"model.{name.replace('/', '.')}", array


def config_of(stored: dict[str, np.ndarray], heads: int) -> WhisperConfig:
    """The config that the shapes tell, and the tokens that all Whisper models of its vocabulary have."""
    shapes = {name: array.shape for name, array in stored.items()}
    words, size = shapes["model.decoder.embed_tokens.weight"]
    layers = {side: len({n.split(".")[3] for n in shapes if n.startswith(f"model.{side}.layers.")}) for side in SIDES}
    end = 50256 if words == 51864 else 50257  # of English alone, or of many languages
    return WhisperConfig(
        vocab_size=words,
        d_model=size,
        num_mel_bins=shapes["model.encoder.conv1.weight"][1],
        max_source_positions=shapes["model.encoder.embed_positions.weight"][0],
        max_target_positions=shapes["model.decoder.embed_positions.weight"][0],
        **{f"{side}_layers": count for side, count in layers.items()},
        **{f"{side}_attention_heads": heads for side in SIDES},
        **{f"{side}_ffn_dim": shapes[f"model.{side}.layers.0.fc1.weight"][0] for side in SIDES},
        pad_token_id=end,
        bos_token_id=end,
        eos_token_id=end,
        decoder_start_token_id=end + 1,
        begin_suppress_tokens=[220, end],
    )


SIDES = ("encoder", "decoder")


def convert(source: Path, output: Path) -> None:
    """Write a checkpoint: weights, config, generation config, feature extractor and tokenizer."""
    stored: dict[str, np.ndarray] = {}
    heads = 0
    with (source / "model.bin").open("rb") as file:
        for name, array in tensors(file):
            if name == "decoder/num_heads":
                heads = int(array)
            elif array.ndim:
                stored.update(renamed(name, array))
    output.mkdir(parents=True, exist_ok=True)
    config = config_of(stored, heads)
    config.architectures = ["WhisperForConditionalGeneration"]
    save_file(
        {name: np.array(each, order="C") for name, each in stored.items()},
        output / "model.safetensors",
        {"format": "pt"},
    )
    config.save_pretrained(output)
    (output / "generation_config.json").write_text(json.dumps(generation_of(source, config), indent=2))
    WhisperFeatureExtractor(feature_size=config.num_mel_bins).save_pretrained(output)
    shutil.copy(source / "tokenizer.json", output)


def generation_of(source: Path, config: WhisperConfig) -> dict[str, object]:
    """What a text begins with, and the tokens that it never has."""
    settings = json.loads((source / "config.json").read_text())
    added = json.loads((source / "tokenizer.json").read_text())["added_tokens"]
    ids = {each["content"]: each["id"] for each in added}
    names = ("pad_token_id", "bos_token_id", "eos_token_id", "decoder_start_token_id")
    is_multilingual = config.vocab_size > 51864
    return {
        **{name: getattr(config, name) for name in names},
        "suppress_tokens": settings["suppress_ids"],
        "begin_suppress_tokens": settings["suppress_ids_begin"],
        "no_timestamps_token_id": ids["<|notimestamps|>"],
        "is_multilingual": is_multilingual,
        "max_length": config.max_target_positions,
        "forced_decoder_ids": [[1, None], [2, ids["<|transcribe|>"]]]
        if is_multilingual
        else [[1, ids["<|notimestamps|>"]]],
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", type=Path, help="folder of the model of CTranslate2")
    parser.add_argument("output", type=Path, help="folder that receives the checkpoint")
    options = parser.parse_args()
    convert(options.source, options.output)
