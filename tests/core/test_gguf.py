"""GGUF files are read as checkpoints of the PyTorch dialect: names, values, config and tokenizer; hostile ones are not."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from checkpoints import read_folder
from gguf_files import FIELDS, blocks, gguf, plain, text, write_llama
from hypothesis import given
from hypothesis import strategies as st

import trivet
from trivet.errors import CorruptFileError, TrivetError, UnsupportedFileError
from trivet.formats.gguf import GgufFormat
from trivet.formats.gguf.architectures import gguf_architecture, known_architectures
from trivet.formats.gguf.blocks import TYPES
from trivet.formats.storage import Storage
from trivet.operations.convert import convert
from trivet.operations.inspect import inspect
from trivet.operations.verify import verify
from trivet.planning.opening import open_checkpoint
from trivet.text.tokenization import load_tokenizer

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "data" / "gguf_blocks.npz"


@pytest.mark.parametrize("kind", TYPES)
def test_blocks_decode_to_the_bits_of_the_reference_package(kind: int) -> None:
    block = TYPES[kind]
    with np.load(GOLDEN) as golden:
        stored, expected = golden[f"{block.name}.blocks"], golden[f"{block.name}.values"]
    with np.errstate(all="ignore"):
        values = block.values(stored)
    assert values.dtype == np.float32
    same = (values == expected) | (np.isnan(values) & np.isnan(expected))
    assert same.all()
    assert (np.signbit(values) == np.signbit(expected))[~np.isnan(values)].all()


@pytest.mark.parametrize("version", [2, 3])
def test_a_file_is_a_checkpoint_of_its_architecture(version: int, tmp_path: Path) -> None:
    expected = write_llama(tmp_path / "a.gguf", version=version)
    checkpoint = open_checkpoint(tmp_path / "a.gguf")
    assert (checkpoint.head, checkpoint.dialect.name) == ("LlamaForCausalLM", "torch")
    assert checkpoint.config["tie_word_embeddings"] is True
    assert checkpoint.config["rms_norm_eps"] == 1e-5
    for name, values in expected.items():
        assert checkpoint.array(name).tobytes() == values.tobytes(), name
    assert set(checkpoint.catalog) == set(expected)
    assert verify(tmp_path / "a.gguf", values=True).problems == ()
    assert trivet.plan(tmp_path / "a.gguf", to="tensorflow").missing == ()
    assert {scheme.name for scheme in inspect(tmp_path / "a.gguf").schemes} == {"GGUF Q4_0", "GGUF Q8_0"}


def test_a_conversion_writes_a_complete_folder(tmp_path: Path) -> None:
    expected = write_llama(tmp_path / "a.gguf")
    convert(tmp_path / "a.gguf", tmp_path / "to", to="torch", dtype="fp32")
    stored = read_folder(tmp_path / "to")
    assert {name: each.data for name, each in stored.items()} == {
        name: array.astype(np.float32).tobytes() for name, array in expected.items()
    }
    assert json.loads((tmp_path / "to" / "config.json").read_text())["model_type"] == "llama"
    assert json.loads((tmp_path / "to" / "generation_config.json").read_text())["eos_token_id"] == 2


def test_parts_of_turned_rows_are_those_of_the_whole(tmp_path: Path) -> None:
    write_llama(tmp_path / "a.gguf")
    catalog, storage = open_checkpoint(tmp_path / "a.gguf").catalog, Storage()
    for spec in catalog.values():
        whole = storage.array(spec)
        for index in ((slice(3, 13), ...), (slice(0, 1), ...)):
            (part,), _ = storage.parts(spec, [index])
            assert part.tobytes() == whole[index].tobytes(), spec.name


def test_split_files_are_one_checkpoint(tmp_path: Path) -> None:
    array, other = np.ones((2, 3), np.float32), np.full((4,), 2, np.float32)
    fields = {"general.architecture": "none", "split.count": 2}
    (tmp_path / "m-00001-of-00002.gguf").write_bytes(gguf({**fields, "split.no": 0}, {"a": plain(array)}))
    (tmp_path / "m-00002-of-00002.gguf").write_bytes(gguf({**fields, "split.no": 1}, {"b": plain(other)}))
    catalog = GgufFormat().open(tmp_path / "m-00001-of-00002.gguf")
    assert [Storage().array(spec).tolist() for spec in catalog.values()] == [array.tolist(), other.tolist()]
    with pytest.raises(CorruptFileError, match="give the first"):
        GgufFormat().open(tmp_path / "m-00002-of-00002.gguf")


def test_norms_that_are_stored_with_one_added_are_read_without(tmp_path: Path) -> None:
    fields = {key.replace("llama", "gemma"): value for key, value in FIELDS.items()}
    fields["general.architecture"] = "gemma"
    norm = np.linspace(0.5, 1.5, 8, dtype=np.float32)
    (tmp_path / "a.gguf").write_bytes(gguf(fields, {"output_norm.weight": plain(norm)}))
    catalog = GgufFormat().open(tmp_path / "a.gguf")
    assert Storage().array(catalog["model.norm.weight"]).tolist() == (norm - 1).tolist()


def test_weights_of_gpt2_are_turned_into_its_layout(tmp_path: Path) -> None:
    weight = np.arange(12, dtype=np.float32).reshape(4, 3)
    fields = {"general.architecture": "gpt2"}
    (tmp_path / "a.gguf").write_bytes(gguf(fields, {"blk.0.ffn_up.weight": plain(weight)}))
    spec = GgufFormat().open(tmp_path / "a.gguf")["transformer.h.0.mlp.c_fc.weight"]
    assert spec.shape == (3, 4)
    assert Storage().array(spec).tolist() == weight.T.tolist()


def test_known_architectures_are_of_known_families() -> None:
    from trivet.families.registry import architecture

    for name, known in known_architectures().items():
        family = architecture(known.model_type)
        assert family.head_named(known.head) is not None
        config = family.config_class()
        for field in (*known.fields.values(), *known.constants):
            assert hasattr(config, field), (name, field)
        # the names of layers are parameters of the family
        params = {each.name for each in family.parameters(family.example(), known.head)}
        for module in known.tensors.values():
            stem = module.format(0)
            optional = ("lm_head", "_norm")  # tied, or of models with another option
            assert any(each.startswith(f"{stem}.") for each in params) or stem.endswith(optional), (name, stem)


def test_another_package_adds_an_architecture(provide: Any, tmp_path: Path) -> None:
    from dataclasses import replace

    llama = gguf_architecture("llama")
    assert llama is not None
    gguf_architecture.cache_clear()
    provide("trivet.gguf", "other", replace(llama, tensors={"words": "model.embed_tokens"}))
    array = np.ones((4, 3), np.float32)
    (tmp_path / "a.gguf").write_bytes(gguf({"general.architecture": "other"}, {"words.weight": plain(array)}))
    assert list(GgufFormat().open(tmp_path / "a.gguf")) == ["model.embed_tokens.weight"]
    gguf_architecture.cache_clear()


def test_an_unknown_architecture_is_listed_under_its_own_names(tmp_path: Path) -> None:
    stored, values = blocks((2, 32), 8, 0)
    (tmp_path / "a.gguf").write_bytes(gguf({"general.architecture": "unheard-of"}, {"x.weight": stored}))
    checkpoint = open_checkpoint(tmp_path / "a.gguf")
    assert checkpoint.array("x.weight").tolist() == values.tolist()
    with pytest.raises(TrivetError):
        trivet.plan(tmp_path / "a.gguf", to="torch")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"llama.rope.scaling.type": "yarn"}, "scales positions by 'yarn'"),
        ({"llama.attention.head_count": np.array([4, 2], np.int32)}, "head"),
    ],
)
def test_what_a_config_cannot_say_is_refused(fields: dict[str, Any], reason: str, tmp_path: Path) -> None:
    write_llama(tmp_path / "a.gguf", **fields)
    with pytest.raises(TrivetError, match=reason):
        trivet.AutoConfig.from_pretrained(tmp_path / "a.gguf")
        open_checkpoint(tmp_path / "a.gguf")


def test_the_tokenizer_is_that_of_the_file(tmp_path: Path) -> None:
    from tokenizers import pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokens = ["<s>", "</s>", *letters, "he", "ll", "hell", "hello"]
    fields = {
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": "smollm",
        "tokenizer.ggml.tokens": tokens,
        "tokenizer.ggml.token_type": np.array([3, 3, *(1 for _ in tokens[2:])], np.int32),
        "tokenizer.ggml.merges": ["h e", "l l", "he ll", "hell o"],
        "tokenizer.ggml.bos_token_id": 0,
        "tokenizer.ggml.eos_token_id": 1,
    }
    write_llama(tmp_path / "a.gguf", **fields)
    tokenizer = load_tokenizer(tmp_path / "a.gguf")
    assert tokenizer.encode("hello 12</s>").tokens == ["hello", "\u0120", "1", "2", "</s>"]
    auto = trivet.AutoTokenizer.from_pretrained(tmp_path, gguf_file="a.gguf")
    assert (auto.bos_token, auto.eos_token) == ("<s>", "</s>")
    assert auto.decode(auto("hello 12")["input_ids"]) == "hello 12"


SMALL = gguf({"general.architecture": "none", "a": 1, "b": ["x", "y"]}, {"t": plain(np.ones((2, 2), np.float32))})
WRONG = {
    "another magic": (b"GGML" + SMALL[4:], CorruptFileError),
    "another version": (SMALL[:4] + struct.pack("<I", 1) + SMALL[8:], UnsupportedFileError),
    "the other order": (SMALL[:4] + struct.pack(">I", 3) + SMALL[8:], UnsupportedFileError),
    "too many tensors": (SMALL[:8] + struct.pack("<Q", 2**60) + SMALL[16:], CorruptFileError),
    "too many fields": (SMALL[:16] + struct.pack("<Q", 2**60) + SMALL[24:], CorruptFileError),
    "cut short": (SMALL[:-20], CorruptFileError),
    "a field twice": (
        b"GGUF" + struct.pack("<IQQ", 3, 0, 2) + 2 * (text("a") + struct.pack("<II", 4, 1)),
        CorruptFileError,
    ),
    "a long text": (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 2**62), CorruptFileError),
    "a long array": (
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, 8, 2**60),
        CorruptFileError,
    ),
    "an array of arrays": (
        b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, 9, 1),
        CorruptFileError,
    ),
    "an unknown block type": (gguf({}, {"t": ((1, 32), 99, b"\0" * 32)}), UnsupportedFileError),
    "a block type that is not read": (gguf({}, {"t": ((1, 256), 16, b"\0" * 66)}), UnsupportedFileError),
    "rows that are not whole blocks": (gguf({}, {"t": ((1, 31), 8, b"\0" * 34)}), CorruptFileError),
    "a huge shape": (gguf({}, {"t": ((2**40, 2**40), 0, b"")}), CorruptFileError),
    "no alignment": (gguf({"general.alignment": 3}, {}), CorruptFileError),
}


@pytest.mark.parametrize("case", WRONG)
def test_malformed_files_are_refused(case: str, tmp_path: Path) -> None:
    data, error = WRONG[case]
    (tmp_path / "a.gguf").write_bytes(data)
    with pytest.raises(error):
        GgufFormat().open(tmp_path / "a.gguf")


@given(st.data())
def test_no_damage_gets_beyond_the_errors_of_trivet(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzzed.gguf"
    sample = bytearray(
        data.draw(st.sampled_from([SMALL, gguf(FIELDS, {"blk.0.attn_q.weight": blocks((32, 32), 2, 0)[0]})]))
    )
    for _ in range(data.draw(st.integers(1, 4))):
        sample[data.draw(st.integers(0, len(sample) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(sample[: data.draw(st.integers(0, len(sample)))] if data.draw(st.booleans()) else sample)
    try:
        checkpoint = open_checkpoint(path)
        for spec in checkpoint.catalog.values():
            if spec.nbytes < 2**20:
                Storage().array(spec)
    except TrivetError:
        pass
