"""What conversion carries along, casts, drops and refuses."""

import json
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from catalogs import stored_arrays
from checkpoints import entry, raw_file, read_folder, snapshot, values, write_packed
from tiny_bert import DECODER, WORDS

from trivet.errors import (
    AmbiguousMatchError,
    CheckpointMismatchError,
    ConversionError,
    InvalidConfigError,
    SourceNotFoundError,
    UnknownContainerError,
    UnknownDialectError,
    UnknownDTypeError,
    UnsafePathError,
    UnsupportedDTypeError,
)
from trivet.families.registry import architecture
from trivet.layout import DIALECTS
from trivet.operations.convert import convert
from trivet.operations.diff import diff
from trivet.operations.verify import verify, write_manifest
from trivet.testing.configs import tiny_config

MLM = "BertForMaskedLM"
BIAS = "cls.predictions.bias"


def test_casts_floating_point_and_says_so_in_the_config(tmp_path: Path) -> None:
    weights = tiny_bert.weights()
    weights["bert.embeddings.position_ids"] = np.arange(6, dtype=np.int64)[None]
    tiny_bert.write_checkpoint(tmp_path / "from", tensors=weights, torch_dtype="float32")
    report = convert(tmp_path / "from", tmp_path / "to", to="torch", dtype="bf16", keep_in_fp32=("LayerNorm",))
    found = read_folder(tmp_path / "to")
    assert found["bert.embeddings.position_ids"].dtype == "I64"
    for name, tensor in found.items():
        if "position_ids" not in name:
            assert tensor.dtype == ("F32" if "LayerNorm" in name else "BF16")
    assert len(report.cast) == sum(tensor.dtype == "BF16" for tensor in found.values())
    assert json.loads((tmp_path / "to" / "config.json").read_text())["torch_dtype"] == "bfloat16"


@pytest.mark.parametrize("dtype", [None, "keep", "auto"])
def test_keeps_dtypes_and_config_to_the_byte(dtype: str | None, tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from", tensors=tiny_bert.weights(dtype=np.float16))
    report = convert(tmp_path / "from", tmp_path / "to", to="flax", dtype=dtype)
    assert report.cast == ()
    assert {tensor.dtype for tensor in read_folder(tmp_path / "to").values()} == {"F16"}
    assert (tmp_path / "to" / "config.json").read_bytes() == (tmp_path / "from" / "config.json").read_bytes()


@pytest.mark.parametrize("field", ["torch_dtype", "dtype"])
def test_cast_changes_whichever_field_of_the_config_names_the_dtype(field: str, tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from", **{field: "float32"})
    convert(tmp_path / "from", tmp_path / "to", to="flax", dtype="fp16")
    written = json.loads((tmp_path / "to" / "config.json").read_text())
    assert written == {**json.loads((tmp_path / "from" / "config.json").read_text()), field: "float16"}


def test_manifest_of_other_weights_is_neither_carried_along_nor_left(tmp_path: Path) -> None:
    """Its sums would be wrong."""
    for name in ("from", "to"):
        write_manifest(tiny_bert.write_checkpoint(tmp_path / name))
    convert(tmp_path / "from", tmp_path / "to", to="flax", overwrite=True)
    assert set(snapshot(tmp_path / "to")) == {"model.safetensors", "config.json"}
    assert "trivet.manifest.json" in snapshot(tmp_path / "from")


def test_side_files_are_carried_along_and_weights_are_not(tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "from", shards=2)
    side = {
        "tokenizer.json": "{}",
        "vocab.txt": "a b",
        "README.md": "# card",
        "spiece.model": "s",
        "chat.jinja": "{{}}",
    }
    other = {"pytorch_model.bin": "w", "pytorch_model.bin.index.json": "{}", "training_args.bin": "t", "run.py": "x"}
    for name, text in {**side, **other}.items():
        (source / name).write_text(text)
    (source / "onnx").mkdir()
    convert(source, tmp_path / "to", to="tensorflow")
    names = set(snapshot(tmp_path / "to"))
    assert names == {"model.safetensors", "config.json", *side}
    assert all((tmp_path / "to" / name).read_text() == text for name, text in side.items())


def test_links_beside_the_weights_are_followed_within_the_folder_only(tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "from")
    (tmp_path / "secret").write_text("a key")
    (source / "words.txt").write_text("a b")
    (source / "vocab.txt").symlink_to("words.txt")
    convert(source, tmp_path / "to", to="flax")
    assert not (tmp_path / "to" / "vocab.txt").is_symlink()
    assert (tmp_path / "to" / "vocab.txt").read_text() == "a b"
    (source / "merges.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(UnsafePathError) as caught:
        convert(source, tmp_path / "other", to="flax")
    assert str(caught.value) == (
        f"{source}: the file name 'merges.txt' is a link that leads out of the folder, to {tmp_path / 'secret'}; put the "
        "file itself there to copy it."
    )
    assert not (tmp_path / "other").exists()


def test_single_file_without_config_carries_nothing_along(tmp_path: Path) -> None:
    write_packed(tmp_path / "from" / "weights.safetensors", {"a.b": np.ones(2, np.float32)})
    (tmp_path / "from" / "notes.txt").write_text("not the model's")
    convert(tmp_path / "from" / "weights.safetensors", tmp_path / "to", to="torch")
    assert set(snapshot(tmp_path / "to")) == {"model.safetensors"}


def test_converts_a_folder_in_place(tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "model", shards=3)
    before = values(read_folder(source))
    convert(source, source, to="flax", overwrite=True)
    assert set(snapshot(source)) == {"model.safetensors", "config.json"}
    convert(source, source, to="torch", max_shard_size=2000, overwrite=True)
    assert values(read_folder(source)) == before


def test_destination_inside_the_source_and_around_it(tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "a" / "b")
    convert(source, source / "flax", to="flax")
    convert(source, tmp_path / "a", to="tensorflow")
    assert set(snapshot(tmp_path / "a")) == {
        *(f"{folder}{name}" for folder in ("", "b/", "b/flax/") for name in ("model.safetensors", "config.json"))
    }


def test_subfolder_and_variant_are_the_sources(tmp_path: Path) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path / "model" / "encoder")
    (folder / "model.safetensors").rename(folder / "model.fp16.safetensors")
    report = convert(tmp_path / "model", tmp_path / "to", to="flax", subfolder="encoder", variant="fp16")
    assert report.tensors == 39
    assert set(snapshot(tmp_path / "to")) == {"model.safetensors", "config.json"}


def test_progress_adds_up_to_what_is_written(tmp_path: Path) -> None:
    source, seen = tiny_bert.write_checkpoint(tmp_path / "from"), []
    report = convert(source, tmp_path / "to", to="flax", progress=lambda nbytes, total: seen.append((nbytes, total)))
    assert sum(nbytes for nbytes, _ in seen) == report.nbytes
    assert {total for _, total in seen} == {report.nbytes}


def tied(copy: np.ndarray | None = None) -> dict[str, np.ndarray]:
    """A masked language model with the tied copies stored as well."""
    weights = tiny_bert.weights(MLM)
    weights[DECODER] = weights[WORDS].copy() if copy is None else copy
    weights["cls.predictions.decoder.bias"] = weights["cls.predictions.bias"].copy()
    return weights


@pytest.mark.parametrize("target", ["tensorflow", "flax"])
def test_equal_copies_of_tied_tensors_are_dropped_and_named(target: str, tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "tied", MLM, tied())
    tiny_bert.write_checkpoint(tmp_path / "plain", MLM)
    report = convert(tmp_path / "tied", tmp_path / "to", to=target)
    convert(tmp_path / "plain", tmp_path / "expected", to=target)
    assert set(report.dropped) == {DECODER, BIAS}
    assert values(read_folder(tmp_path / "to")) == values(read_folder(tmp_path / "expected"))


def test_copies_stay_within_one_dialect(tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from", MLM, tied())
    assert convert(tmp_path / "from", tmp_path / "to", to="torch").dropped == ()
    assert values(read_folder(tmp_path / "to")) == values(read_folder(tmp_path / "from"))


@pytest.mark.parametrize("what", ["one element", "one bit of a NaN", "values of another dtype"])
@pytest.mark.parametrize("target", DIALECTS)
def test_copies_that_differ_are_kept_apart_with_a_config_that_says_so(target: str, what: str, tmp_path: Path) -> None:
    weights = tied()
    if what == "one element":
        weights[DECODER][3, 2] += 1
    elif what == "values of another dtype":
        weights[DECODER] = weights[DECODER].astype(np.float16)
    else:
        weights[WORDS].view(np.uint32)[0, 0] = 0x7FC00000
        weights[DECODER].view(np.uint32)[0, 0] = 0x7FC00001
    tiny_bert.write_checkpoint(tmp_path / "from", MLM, weights)
    report = convert(tmp_path / "from", tmp_path / "to", to=target)
    assert report.apart == {DECODER: WORDS}
    assert json.loads((tmp_path / "to" / "config.json").read_text())["tie_word_embeddings"] is False
    convert(tmp_path / "to", tmp_path / "back", to="torch")
    back = values(read_folder(tmp_path / "back"))
    stored = values(read_folder(tmp_path / "from"))
    assert {name: back[name] for name in (WORDS, DECODER)} == {name: stored[name] for name in (WORDS, DECODER)}
    assert diff(tmp_path / "from", tmp_path / "to").is_identical


def test_copy_of_another_dtype_and_the_same_values_is_a_copy(tmp_path: Path) -> None:
    weights = tied()
    weights[DECODER] = weights[DECODER].astype(np.float64)
    tiny_bert.write_checkpoint(tmp_path / "from", MLM, weights)
    assert DECODER in convert(tmp_path / "from", tmp_path / "to", to="flax").dropped


def test_refuses_copies_that_differ_where_no_model_holds_them_apart(tmp_path: Path) -> None:
    config = tiny_config("t5", architectures=["T5Model"])
    params = architecture("t5").parameters(config, "T5Model")
    weights = {param.name: np.ones(param.shape, np.float32) for param in params if not param.buffer}
    weights["encoder.embed_tokens.weight"][0, 0] = 2
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "config.json").write_text(config.to_json_string())
    write_packed(tmp_path / "from" / "model.safetensors", weights, {"format": "pt"})
    problem = (
        "encoder.embed_tokens.weight: differs from shared.weight, to which it is tied: one tensor cannot have both "
        "values"
    )
    assert problem in refusal(tmp_path, CheckpointMismatchError)
    assert problem in verify(tmp_path / "from").problems


def test_equal_nans_are_equal_copies(tmp_path: Path) -> None:
    weights = tied()
    weights[WORDS][0], weights[DECODER][0] = np.nan, np.nan
    tiny_bert.write_checkpoint(tmp_path / "from", MLM, weights)
    assert DECODER in convert(tmp_path / "from", tmp_path / "to", to="flax").dropped


@pytest.mark.parametrize("source", DIALECTS)
@pytest.mark.parametrize("target", DIALECTS)
def test_copy_stands_for_its_owner_when_only_the_copy_is_stored(source: str, target: str, tmp_path: Path) -> None:
    """As `safetensors.torch.save_model` may leave it: the other frameworks then need it under the owner's name."""
    weights = tiny_bert.weights(MLM)
    copies = stored_arrays(MLM, source, weights, tied=True, leave=(WORDS, BIAS))
    tiny_bert.write_checkpoint(tmp_path / "copies", MLM, copies)
    tiny_bert.write_checkpoint(tmp_path / "owners", MLM, stored_arrays(MLM, target, weights))
    convert(tmp_path / "copies", tmp_path / "to", to=target)
    expected = tmp_path / ("copies" if source == target else "owners")
    assert values(read_folder(tmp_path / "to")) == values(read_folder(expected))


def refusal(folder: Path, error: type[Exception], to: str = "flax", **options: object) -> str:
    """What is said; nothing may have been written."""
    before = snapshot(folder)
    with pytest.raises(error) as caught:
        convert(folder / "from", folder / "to", to=to, **options)
    assert snapshot(folder) == before
    return str(caught.value).replace(str(folder), "")


def test_refuses_tensor_that_has_no_name_in_the_other_dialect(tmp_path: Path) -> None:
    weights = {**tiny_bert.weights(), "adapter.weight": np.ones(2, np.float32)}
    tiny_bert.write_checkpoint(tmp_path / "from", tensors=weights)
    assert refusal(tmp_path, ConversionError) == (
        "/from: 1 tensor(s) are not parameters of 'bert': adapter.weight. Nothing was written; "
        'unmapped="keep" (--unmapped keep) writes them unchanged, "drop" leaves them out.'
    )
    assert convert(tmp_path / "from", tmp_path / "to", to="torch").tensors == len(weights)


def test_refuses_unknown_model_type_across_dialects_but_not_within_one(tmp_path: Path) -> None:
    weights = {"layer.0.weight": np.ones((2, 3), np.float32), "layer.0.bias": np.ones(2, np.float16)}
    tiny_bert.write_checkpoint(tmp_path / "from", None, weights, model_type="brt")
    assert refusal(tmp_path, ConversionError).startswith(
        "/from: cannot turn torch names into flax names: unknown model_type 'brt' (did you mean 'bert'?). Known: "
    )
    report = convert(tmp_path / "from", tmp_path / "to", to="torch", dtype="fp64")
    assert {tensor.dtype for tensor in read_folder(tmp_path / "to").values()} == {"F64"}
    assert set(report.cast) == set(weights)


@pytest.mark.parametrize(("text", "error"), [("{}", InvalidConfigError), (None, SourceNotFoundError)])
def test_refuses_checkpoint_whose_family_is_not_said(text: str | None, error: type[Exception], tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "from")
    if text is None:
        (source / "config.json").unlink()
    else:
        (source / "config.json").write_text(text)
    assert "model_type" in refusal(tmp_path, error) or text is None


def test_refuses_missing_tensors_of_the_class_that_the_config_names(tmp_path: Path) -> None:
    weights = tiny_bert.weights()
    del weights["bert.pooler.dense.bias"]
    tiny_bert.write_checkpoint(tmp_path / "from", tensors=weights)
    assert refusal(tmp_path, CheckpointMismatchError) == (
        "/from: the checkpoint does not fit (1 problem(s)):\n"
        "  - bert.pooler.dense.bias: missing; config.json says that this is a BertModel"
    )
    tiny_bert.write_config(tmp_path / "from", None)
    assert convert(tmp_path / "from", tmp_path / "to", to="flax").tensors == len(weights)


def test_refuses_shapes_that_the_config_does_not_say(tmp_path: Path) -> None:
    weights = {**tiny_bert.weights(), "bert.pooler.dense.bias": np.zeros(9, np.float32)}
    tiny_bert.write_checkpoint(tmp_path / "from", tensors=weights)
    assert refusal(tmp_path, CheckpointMismatchError) == (
        "/from: the checkpoint does not fit (1 problem(s)):\n"
        "  - bert.pooler.dense.bias: stored shape [9], config.json says [8]"
    )


def test_refuses_two_sources_for_one_parameter(tmp_path: Path) -> None:
    weights = tiny_bert.weights()
    weights["bert.embeddings.LayerNorm.gamma"] = weights["bert.embeddings.LayerNorm.weight"]
    tiny_bert.write_checkpoint(tmp_path / "from", tensors=weights)
    assert "is claimed by 2 sources" in refusal(tmp_path, AmbiguousMatchError)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"to": "mxnet"}, UnknownDialectError),
        ({"dtype": "float33"}, UnknownDTypeError),
        ({"dtype": "int8"}, UnsupportedDTypeError),
        ({"max_shard_size": "big"}, ValueError),
        ({"max_shard_size": 0}, ValueError),
        ({"container": "zip"}, UnknownContainerError),
        ({"variant": "fp16"}, SourceNotFoundError),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_refuses_options_that_mean_nothing(options: dict[str, object], error: type[Exception], tmp_path: Path) -> None:
    tiny_bert.write_checkpoint(tmp_path / "from")
    refusal(tmp_path, error, **options)


def test_packed_elements_are_copied_but_never_cast(tmp_path: Path) -> None:
    header = {"w": entry("F4", [6], 0, 3), "w_inverse": entry("F32", [1], 3, 7)}
    (tmp_path / "from").mkdir()
    raw_file(tmp_path / "from" / "model.safetensors", header, b"abcdefg")
    convert(tmp_path / "from", tmp_path / "to", to="torch", dtype="bf16")
    found = read_folder(tmp_path / "to")
    assert found["w"].value == ("F4", (6,), b"abc")
    assert found["w_inverse"].dtype == "BF16"
