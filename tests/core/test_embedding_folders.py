"""Folders of sentence-transformers are untrusted: what is wrong in one is an error that names file and reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hub_server import Hub

from golden_data import data_folder
from trivet.errors import (
    CheckpointMismatchError,
    CorruptFileError,
    InvalidConfigError,
    SourceNotFoundError,
    TrivetError,
    UnsafePathError,
    UnsafePickleError,
    UnsupportedFileError,
)
from trivet.sources.source import Source
from trivet.text.embedding.folder import Modules, Settings
from trivet.text.embedding.steps import Dense, LayerNorm
from trivet.text.embedding.text_model import read_parts

pytest.importorskip("tokenizers")

TYPES = "sentence_transformers.models."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the library's first versions, with every file that such a folder may have."""
    return Path(shutil.copytree(data_folder("embeddings") / "old_files", tmp_path / "folder"))


def read(folder: Path) -> Any:
    source = Source.of(folder)
    modules, settings = Modules.of(source), Settings.of(source)
    pooling = modules.pooling(source, 8)
    return modules, settings, pooling, modules.steps(source, pooling.size)


def change(path: Path, **fields: Any) -> None:
    values = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps({**values, **fields}))


def listed(folder: Path, place: int, **fields: Any) -> None:
    path = folder / "modules.json"
    values = json.loads(path.read_text())
    values[place].update(fields)
    path.write_text(json.dumps(values))


def test_reads_what_every_file_says(folder: Path) -> None:
    modules, settings, pooling, steps = read(folder)
    assert (modules.transformer, modules.max_length, modules.lowercases) == ("0_Transformer", 24, True)
    assert (pooling.modes, pooling.include_prompt, pooling.size) == (("cls", "mean"), True, 16)
    dense, norm = steps
    assert isinstance(dense, Dense)
    assert (dense.weight.shape, dense.bias, dense.activation, dense.adds_input) == ((16, 16), None, "GELU", True)
    assert isinstance(norm, LayerNorm)
    assert (settings.similarity, settings.prompts) == ("euclidean", {"query": "", "document": ""})


def test_plain_model_has_the_mean_over_its_tokens(folder: Path) -> None:
    modules, settings, pooling, steps = read(folder / "0_Transformer")
    assert (modules.transformer, modules.max_length, settings.prompts, steps) == ("", None, {}, ())
    assert (pooling.modes, pooling.size) == (("mean",), 8)


def test_limit_may_be_among_the_options_of_the_tokenizer(folder: Path) -> None:
    path = folder / "0_Transformer" / "sentence_bert_config.json"
    path.write_text(json.dumps({"tokenizer_args": {"model_max_length": 17}}))
    assert Modules.of(Source.of(folder)).max_length == 17


def test_dropout_does_nothing(folder: Path) -> None:
    path = folder / "modules.json"
    values = json.loads(path.read_text())
    path.write_text(json.dumps([*values, {"path": "4_Dropout", "type": f"{TYPES}Dropout"}]))
    assert len(read(folder)[3]) == 2


HOSTILE: dict[str, tuple[Callable[[Path], object], type[TrivetError], str]] = {
    "modules are not JSON": (
        lambda folder: (folder / "modules.json").write_text("[{"),
        CorruptFileError,
        "modules.json",
    ),
    "modules are no list": (
        lambda folder: (folder / "modules.json").write_text("{}"),
        CorruptFileError,
        "is not a list of modules",
    ),
    "module without type": (
        lambda folder: listed(folder, 1, type=None),
        CorruptFileError,
        "no text for 'type' and 'path'",
    ),
    "modules nested without end": (
        lambda folder: (folder / "modules.json").write_text("[" * 100_000),
        CorruptFileError,
        "modules.json",
    ),
    "path leaves the folder": (lambda folder: listed(folder, 2, path="../2_Dense"), UnsafePathError, "leaves"),
    "absolute path": (lambda folder: listed(folder, 2, path="/etc"), UnsafePathError, "'/etc' leaves"),
    "code of its own": (
        lambda folder: listed(folder, 0, type="custom_st.Transformer"),
        UnsupportedFileError,
        "the module 'custom_st.Transformer' is not known, and no code of a model is run",
    ),
    "unknown module": (
        lambda folder: listed(folder, 2, type=f"{TYPES}LSTM"),
        UnsupportedFileError,
        "Known: Transformer, Pooling, Dense, Normalize, LayerNorm, Dropout",
    ),
    "pooling last": (
        lambda folder: listed(folder, 3, type=f"{TYPES}Pooling"),
        UnsupportedFileError,
        "Transformer, Pooling, Dense, Pooling",
    ),
    "no pooling": (lambda folder: listed(folder, 1, type=f"{TYPES}Normalize"), CorruptFileError, "where pooling"),
    "another task": (
        lambda folder: change(folder / "0_Transformer/sentence_bert_config.json", transformer_task="any-to-any"),
        UnsupportedFileError,
        "transformer_task is 'any-to-any'",
    ),
    "length is no number": (
        lambda folder: change(folder / "0_Transformer/sentence_bert_config.json", max_seq_length="512"),
        InvalidConfigError,
        "max_seq_length",
    ),
    "length is negative": (
        lambda folder: change(folder / "0_Transformer/sentence_bert_config.json", max_seq_length=-1),
        InvalidConfigError,
        "not a positive integer",
    ),
    "config of pooling is missing": (
        lambda folder: (folder / "1_Pooling/config.json").unlink(),
        SourceNotFoundError,
        "modules.json lists this module, but there is no config.json",
    ),
    "unknown pooling": (
        lambda folder: change(folder / "1_Pooling/config.json", pooling_mode="median"),
        InvalidConfigError,
        "it may be one or several of cls, max, mean",
    ),
    "flag is no boolean": (
        lambda folder: change(folder / "1_Pooling/config.json", pooling_mode_max_tokens="yes"),
        InvalidConfigError,
        "not true or false",
    ),
    "pooling of another width": (
        lambda folder: change(folder / "1_Pooling/config.json", word_embedding_dimension=384),
        InvalidConfigError,
        "the pooling is for vectors of 384 numbers, but the model's vectors have 8",
    ),
    "dense of another shape": (
        lambda folder: change(folder / "2_Dense/config.json", out_features=5),
        CheckpointMismatchError,
        r"linear.weight: \[16, 16\] in the file, \[5, 16\] by config.json",
    ),
    "dense that lacks a tensor": (
        lambda folder: change(folder / "2_Dense/config.json", bias=True),
        CheckpointMismatchError,
        "linear.bias: not in the file",
    ),
    "dense without weights": (
        lambda folder: (folder / "2_Dense/pytorch_model.bin").unlink(),
        SourceNotFoundError,
        "2_Dense",
    ),
    "weights are not a checkpoint": (
        lambda folder: (folder / "2_Dense/pytorch_model.bin").write_bytes(b"PK\x03\x04" + bytes(64)),
        CorruptFileError,
        "pytorch_model.bin",
    ),
    "weights run code": (
        lambda folder: (folder / "2_Dense/pytorch_model.bin").write_bytes(b"\x80\x02cos\nsystem\n(S'true'\ntR."),
        UnsafePickleError,
        "system",
    ),
    "dense for other vectors": (
        lambda folder: change(folder / "1_Pooling/config.json", pooling_mode_max_tokens=True),
        CheckpointMismatchError,
        "it projects vectors of 16, but receives vectors of 24",
    ),
    "activation of another package": (
        lambda folder: change(folder / "2_Dense/config.json", activation_function="os.system"),
        UnsupportedFileError,
        "activation_function is 'os.system'; known are those of torch.nn: ELU, GELU",
    ),
    "unknown activation": (
        lambda folder: change(folder / "2_Dense/config.json", activation_function="torch.nn.modules.rnn.LSTM"),
        UnsupportedFileError,
        "LSTM",
    ),
    "dense for tokens": (
        lambda folder: change(folder / "2_Dense/config.json", module_input_name="token_embeddings"),
        UnsupportedFileError,
        "only modules that change the vector of a text are read",
    ),
    "norm of another size": (
        lambda folder: change(folder / "3_LayerNorm/config.json", dimension=15),
        CheckpointMismatchError,
        "norm.weight",
    ),
    "settings are no object": (
        lambda folder: (folder / "config_sentence_transformers.json").write_text("[]"),
        InvalidConfigError,
        "holds a JSON list, not an object",
    ),
    "prompts are no texts": (
        lambda folder: change(folder / "config_sentence_transformers.json", prompts={"query": 1}),
        InvalidConfigError,
        "is not an object of texts",
    ),
    "default prompt is none of the prompts": (
        lambda folder: change(folder / "config_sentence_transformers.json", default_prompt_name="q"),
        InvalidConfigError,
        "is 'q', which is not one of the prompts",
    ),
    "unknown similarity": (
        lambda folder: change(folder / "config_sentence_transformers.json", similarity_fn_name="maxsim"),
        InvalidConfigError,
        "it may be cosine, dot, euclidean, manhattan",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_refuses_a_folder_that_is_wrong(case: str, folder: Path) -> None:
    damage, error, message = HOSTILE[case]
    damage(folder)
    with pytest.raises(error, match=message):
        read(folder)


def test_weights_of_any_floating_dtype_become_float32(folder: Path) -> None:
    assert {step.weight.dtype for step in read(folder)[3]} == {np.dtype(np.float32)}


def test_repository_is_read_like_a_folder(folder: Path, hub: Hub) -> None:
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    hub.add("org/embedder", files)
    source = Source.of("org/embedder")
    modules, settings = Modules.of(source), Settings.of(source)
    pooling = modules.pooling(source, 8)
    dense, norm = modules.steps(source, pooling.size)
    wanted = read(folder)
    assert (modules, settings, pooling) == wanted[:3]
    vectors = np.random.default_rng(0).standard_normal((3, 16)).astype(np.float32)
    np.testing.assert_array_equal(norm(dense(vectors)), wanted[3][1](wanted[3][0](vectors)))
    assert modules.transformer == "0_Transformer"
    config, tokenizer = read_parts(source.beside("org/embedder", subfolder="0_Transformer", options=source.options))
    assert (config.hidden_size, tokenizer("the cat")["input_ids"]) == (8, [2, 5, 7, 3])
