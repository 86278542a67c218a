"""BERT as Google released it: a TF checkpoint under its first names, with `bert_config.json` beside it."""

import json
from pathlib import Path

import bundle_files as made
import numpy as np
import pytest
import tiny_bert

import trivet
from trivet.errors import SourceNotFoundError
from trivet.families.text.bert import BertConfig
from trivet.formats.storage import Storage
from trivet.planning.opening import open_checkpoint

LEAVES = {"LayerNorm.weight": "LayerNorm/gamma", "LayerNorm.bias": "LayerNorm/beta"}
HEADS = {
    "cls.predictions.bias": "cls/predictions/output_bias",
    "cls.seq_relationship.weight": "cls/seq_relationship/output_weights",
    "cls.seq_relationship.bias": "cls/seq_relationship/output_bias",
    "classifier.weight": "output_weights",
    "classifier.bias": "output_bias",
    "qa_outputs.weight": "cls/squad/output_weights",
    "qa_outputs.bias": "cls/squad/output_bias",
}


def released(name: str, array: np.ndarray) -> tuple[str, np.ndarray]:
    """A canonical tensor as the release has it: kernels transposed, `output_weights` not."""
    if name in HEADS:
        return HEADS[name], array
    for ours, theirs in LEAVES.items():
        if name.endswith(ours):
            return name.removesuffix(ours).replace(".layer.", ".layer_").replace(".", "/") + theirs, array
    path = name.replace(".layer.", ".layer_").replace(".", "/")
    if path.endswith("_embeddings/weight"):
        return path.removesuffix("/weight"), array
    return (path.removesuffix("weight") + "kernel", array.T) if path.endswith("weight") else (path, array)


def release(folder: Path, head: str) -> dict[str, np.ndarray]:
    """`bert_model.ckpt`, config and vocabulary of a head; returns the weights by canonical name."""
    folder.mkdir()
    weights = tiny_bert.weights(head)
    stored = dict(released(name, array) for name, array in weights.items())
    stored |= {f"{name}/adam_m": array for name, array in stored.items()}
    stored["global_step"] = np.array(7, np.int64)
    items, data = [], b""
    for name, array in sorted(stored.items(), key=lambda item: item[0].encode()):
        number = {"float32": 1, "int64": 9}[array.dtype.name]
        items.append((name.encode(), made.entry(array.shape, len(data), array.tobytes(), dtype=number)))
        data += array.tobytes()
    made.write_bundle(folder, items, data)
    for path in sorted(folder.iterdir()):
        path.rename(folder / path.name.replace("model", "bert_model"))
    config = {name: value for name, value in tiny_bert.CONFIG.items() if name != "model_type"}
    (folder / "bert_config.json").write_text(json.dumps(config))
    (folder / "vocab.txt").write_text("[PAD]\n")
    return weights


@pytest.mark.parametrize("head", ["BertForPreTraining", "BertForSequenceClassification", "BertForQuestionAnswering"])
@pytest.mark.parametrize("to", ["torch", "flax", "tensorflow"])
def test_converts_to_every_dialect(head: str, to: str, tmp_path: Path) -> None:
    weights = release(tmp_path / "released", head)
    report = trivet.convert(tmp_path / "released", tmp_path / "to", to=to, container="safetensors")
    assert "global_step" in report.skipped
    assert len(report.skipped) == len(weights) + 1
    trivet.convert(tmp_path / "to", tmp_path / "back", to="torch")
    catalog, storage = open_checkpoint(tmp_path / "back").catalog, Storage()
    if to == "tensorflow":  # its own dialect: names stay as they are, and are known again
        assert all("/" in name for name in open_checkpoint(tmp_path / "to").catalog)
    assert set(catalog) == set(weights)
    for name, array in weights.items():
        assert storage.array(catalog[name]).tobytes() == array.tobytes(), name
    assert BertConfig.from_pretrained(tmp_path / "to").to_dict() == tiny_bert.config().to_dict()
    assert (tmp_path / "to" / "vocab.txt").is_file()


def test_is_found_by_folder_by_prefix_and_by_index(tmp_path: Path) -> None:
    release(tmp_path / "released", "BertForPreTraining")
    for source in ("released", "released/bert_model.ckpt", "released/bert_model.ckpt.index"):
        found = trivet.inspect(tmp_path / source)
        assert (found.model_type, found.dialect) == ("bert", "tensorflow")
        assert "bert/encoder/layer_0/attention/self/query/kernel" in {row.name for row in found.tensors}


def test_says_which_of_several_it_could_mean(tmp_path: Path) -> None:
    release(tmp_path / "released", "BertForPreTraining")
    for path in list((tmp_path / "released").glob("bert_model*")):
        (tmp_path / "released" / path.name.replace("bert_model", "other")).write_bytes(path.read_bytes())
    with pytest.raises(SourceNotFoundError) as caught:
        trivet.inspect(tmp_path / "released")
    assert "It has TensorFlow checkpoints (bert_model.ckpt.index, other.ckpt.index); give the path of one." in str(
        caught.value
    )
