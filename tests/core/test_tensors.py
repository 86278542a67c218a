"""TensorSpec and Catalog: what is known of tensors before their bytes are read."""

import dataclasses

import pytest

from trivet.dtypes import DType
from trivet.errors import CorruptFileError
from trivet.tensors import Catalog, Extent, TensorSpec


def spec(name: str, file: str = "one", begin: int = 100) -> TensorSpec:
    return TensorSpec(name, DType.F32, (2, 3), file, (Extent(begin, 24),))


def test_spec_knows_its_sizes() -> None:
    assert (spec("a").size, spec("a").nbytes, spec("a").offset, spec("a").extents[0].end) == (6, 24, 100, 124)
    assert TensorSpec("s", DType.BF16, (), "one", (Extent(3, 2),)).size == 1
    assert TensorSpec("e", DType.F32, (0, 5), "one", ()).offset == 0


def test_specs_and_extents_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        spec("a").name = "b"  # type: ignore[misc]


def test_catalog_is_an_ordered_mapping() -> None:
    catalog = Catalog([spec("b"), spec("a")], metadata={"format": "pt"})
    assert (list(catalog), len(catalog), catalog.nbytes, catalog.files) == (["b", "a"], 2, 48, ("one",))
    assert catalog["a"].name == "a"
    assert "c" not in catalog
    assert catalog.get("c") is None


def test_catalog_keeps_nothing_of_the_callers() -> None:
    metadata = {"format": "pt"}
    catalog = Catalog([], metadata=metadata)
    metadata["format"] = "tf"
    assert catalog.metadata == {"format": "pt"}
    with pytest.raises(TypeError):
        catalog.metadata["format"] = "tf"  # type: ignore[index]


def test_joined_catalog_is_in_the_order_given() -> None:
    one = Catalog([spec("a")], files=["one"])
    two = Catalog([spec("b", "two")], files=["two"], metadata={"format": "tf"})
    empty = Catalog([], files=["three"])
    joined = Catalog.joined([empty, two, one])
    assert (list(joined), joined.files, joined.metadata) == (["b", "a"], ("three", "two", "one"), {"format": "tf"})


def test_refuses_one_name_in_two_files() -> None:
    with pytest.raises(CorruptFileError) as caught:
        Catalog.joined([Catalog([spec("a")]), Catalog([spec("a", "two")])])
    assert str(caught.value) == "two: tensor 'a': is also stored in one; one checkpoint may hold a name once"
