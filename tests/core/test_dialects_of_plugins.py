"""The table of dialects is open: a package's own, given by an entry point, is read, written and found like trivet's."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tiny_bert
from safetensors.numpy import load_file

from trivet import convert, diff
from trivet.errors import DuplicateProviderError
from trivet.families.names import bare_head, class_prefix
from trivet.layout import DIALECTS, PLAIN_NAMING, TORCH, Dialect, Kind, Layout, ParamSpec, dialect_named
from trivet.layout.kinds import Leaf
from trivet.planning.opening import open_checkpoint

Provide = Callable[..., None]


def own(kind: Kind, leaf: Leaf) -> tuple[str, Layout]:
    """Linear layers have their inputs first, and every leaf has a name of its own."""
    return leaf.torch.upper(), Layout((1, 0)) if (kind, leaf.torch) == (Kind.LINEAR, "weight") else Layout()


UPPER = replace(TORCH, name="upper", metadata_format="up", strips_base=False, own=own, class_prefix="Up")


@pytest.fixture
def dialect(provide: Provide) -> Dialect:
    provide("trivet.dialects", "upper", UPPER)
    return UPPER


def test_is_in_the_table_behind_trivets_own(dialect: Dialect) -> None:
    assert list(DIALECTS) == ["torch", "tensorflow", "flax", "upper"]
    assert dialect_named("upper") is dialect
    assert class_prefix("upper") == "Up"
    assert [bare_head(name) for name in ("UpBertModel", "UpstreamModel")] == ["BertModel", "UpstreamModel"]


def test_is_gone_with_its_package(provide: Provide) -> None:
    provide("trivet.dialects")
    assert list(DIALECTS) == ["torch", "tensorflow", "flax"]
    assert bare_head("UpBertModel") == "UpBertModel"


def test_name_of_trivets_own_is_refused(provide: Provide) -> None:
    provide("trivet.dialects", "flax", UPPER, value="elsewhere:it")
    with pytest.raises(DuplicateProviderError, match="'flax' is provided by trivet and by elsewhere:it"):
        dialect_named("flax")


def test_own_names_and_layouts_lead_back(dialect: Dialect) -> None:
    param = ParamSpec("a.b.weight", (2, 3), Kind.LINEAR)
    assert (dialect.encode(param, PLAIN_NAMING), dialect.layout(param).shape(param.shape)) == ("a.b.WEIGHT", (3, 2))
    assert dialect.decode("a.b.WEIGHT", (3, 2), Kind.LINEAR) == param
    assert dialect.kinds_with("RUNNING_MEAN") == (Kind.BATCH_NORM,)


def test_checkpoints_are_converted_found_and_converted_back(dialect: Dialect, tmp_path: Path) -> None:
    source = tiny_bert.write_checkpoint(tmp_path / "source", "BertForMaskedLM")
    convert(source, tmp_path / "own", to="upper")
    opened = open_checkpoint(tmp_path / "own")
    assert (opened.dialect, opened.catalog.metadata["format"]) == (dialect, "up")
    convert(tmp_path / "own", tmp_path / "flax", to="flax")
    convert(tmp_path / "flax", tmp_path / "back", to="torch")
    assert diff(source, tmp_path / "back").is_identical
    name = "bert.encoder.layer.0.intermediate.dense."
    stored, before = (load_file(folder / "model.safetensors") for folder in (tmp_path / "own", source))
    np.testing.assert_array_equal(stored[f"{name}WEIGHT"], before[f"{name}weight"].T)
