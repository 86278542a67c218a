"""Whose names a checkpoint holds: by the family's own list, whatever the metadata says; else by form."""

from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from catalogs import BERT, catalog_of, shapes_of
from checkpoints import write_packed

from golden_data import FRAMEWORKS, Case, cases
from trivet.layout import DIALECTS
from trivet.planning.dialects import detect_dialect
from trivet.planning.opening import open_checkpoint
from trivet.tensors import Catalog

FORMATS = {"torch": "pt", "tensorflow": "tf", "flax": "flax"}


@pytest.mark.parametrize("case", cases("bert"), ids=lambda case: case.head)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_golden_checkpoints_are_recognised(case: Case, framework: str) -> None:
    checkpoint = open_checkpoint(case.checkpoint(framework) / "model.safetensors")
    assert checkpoint.dialect.name == framework
    assert checkpoint.head == case.head


@pytest.mark.parametrize("claimed", [*FORMATS.values(), "mlx", "", None])
@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("head", BERT.heads)
def test_names_are_believed_before_metadata(head: str, framework: str, claimed: str | None) -> None:
    metadata = {} if claimed is None else {"format": claimed}
    catalog = Catalog(catalog_of(shapes_of(head, framework)).values(), metadata=metadata)
    assert detect_dialect(catalog, tiny_bert.CONFIG, BERT).name == framework


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_without_a_family_metadata_is_believed(framework: str) -> None:
    catalog = Catalog(catalog_of({"x.y": (2,)}).values(), metadata={"format": FORMATS[framework]})
    assert detect_dialect(catalog, {}, None).name == framework


@pytest.mark.parametrize(
    ("names", "framework"),
    [
        (["encoder.layer.0.weight"], "torch"),
        (["encoder/layer_._0/kernel:0"], "tensorflow"),
        (["dense/kernel"], "tensorflow"),
        (["kernel:0"], "tensorflow"),
        (["encoder.dense.kernel", "encoder.dense.bias"], "flax"),
        (["norm.scale", "wte.embedding"], "flax"),
        (["conv.kernel", "dense.weight"], "torch"),
        ([], "torch"),
    ],
)
def test_without_family_and_metadata_the_form_decides(names: list[str], framework: str) -> None:
    assert detect_dialect(catalog_of(dict.fromkeys(names, (2,))), {}, None).name == framework


def test_names_that_no_dialect_of_the_family_has_fall_back_to_the_form() -> None:
    assert detect_dialect(catalog_of({"other/kernel:0": (2,)}), tiny_bert.CONFIG, BERT).name == "tensorflow"


def test_metadata_breaks_ties() -> None:
    """A dense bias has one name in PyTorch and Flax."""
    shapes = {"encoder.layer.0.output.dense.bias": (8,)}
    for framework in ("torch", "flax"):
        catalog = Catalog(catalog_of(shapes).values(), metadata={"format": FORMATS[framework]})
        assert detect_dialect(catalog, tiny_bert.CONFIG, BERT).name == framework


def test_checkpoint_with_two_sources_for_one_parameter_can_still_be_opened(tmp_path: Path) -> None:
    """What to do about it is the plan's to say; it must be possible to look at it."""
    weights = tiny_bert.weights()
    weights["bert.embeddings.LayerNorm.gamma"] = weights["bert.embeddings.LayerNorm.weight"]
    assert open_checkpoint(tiny_bert.write_checkpoint(tmp_path, tensors=weights)).dialect.name == "torch"


def test_every_dialect_has_its_metadata_name() -> None:
    assert {dialect.name: dialect.metadata_format for dialect in DIALECTS.values()} == FORMATS


def test_config_of_another_size_does_not_hide_the_dialect(tmp_path: Path) -> None:
    tiny_bert.write_config(tmp_path, hidden_size=999)
    names = {name: np.zeros(shape, np.float32) for name, shape in shapes_of("BertModel", "flax").items()}
    write_packed(tmp_path / "model.safetensors", names)
    assert open_checkpoint(tmp_path).dialect.name == "flax"
