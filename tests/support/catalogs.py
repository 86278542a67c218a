"""Catalogs and skeletons of a tiny BERT with no files behind them: what a plan is made from."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import tiny_bert

from trivet.dtypes import DType
from trivet.families.text.bert import Bert
from trivet.layout import DIALECTS
from trivet.planning.abstract import abstract_skeleton
from trivet.planning.load_plan import LoadPlan
from trivet.planning.plan import plan_load
from trivet.planning.skeleton import Skeleton
from trivet.tensors import Catalog, Extent, TensorSpec

BERT = Bert()


def catalog_of(shapes: Mapping[str, tuple[int, ...]], dtype: DType = DType.F32) -> Catalog:
    """Tensors of those names and shapes, one after the other in a file that does not exist."""
    specs, offset = [], 1000
    for name, shape in shapes.items():
        nbytes = dtype.nbytes(math.prod(shape))
        specs.append(TensorSpec(name, dtype, shape, "file", (Extent(offset, nbytes),)))
        offset += nbytes
    return Catalog(specs)


def shapes_of(
    head: str,
    dialect: str = "torch",
    *,
    tied: bool = False,
    buffers: bool = False,
    leave: Iterable[str] = (),
    **changes: object,
) -> dict[str, tuple[int, ...]]:
    """Stored name → shape of a head's checkpoint as the dialect's framework writes it.

    `tied` and `buffers` add what may be stored but need not be; `leave` leaves canonical names out.
    """
    spelled, found = DIALECTS[dialect], {}
    base = head == "BertModel" and spelled.strips_base
    for param in BERT.parameters(tiny_bert.config(**changes), head):
        if (param.buffer and not buffers) or (param.tied and not tied) or param.name in leave:
            continue
        own = param.renamed(param.name.removeprefix("bert.")) if base else param
        found[spelled.encode(own, BERT) + spelled.file_suffix] = spelled.layout(param).shape(param.shape)
    return found


def stored_arrays(
    head: str, dialect: str, weights: Mapping[str, Any], **options: Any
) -> dict[str, np.ndarray[Any, Any]]:
    """Stored name → array of a head's checkpoint in a dialect, from canonical weights; options as for `shapes_of`."""
    arrays = {}
    names = shapes_of(head, dialect, **options)
    for param in BERT.parameters(tiny_bert.config(), head):
        spelled = DIALECTS[dialect]
        name = spelled.encode(param, BERT) + spelled.file_suffix
        if name in names:
            arrays[name] = spelled.layout(param).view(weights[param.tied or param.name])
    assert len(arrays) == len(names)
    return arrays


def skeleton(head: str, dialect: str = "torch", **changes: object) -> Skeleton:
    """The skeleton of a head's model."""
    return abstract_skeleton(BERT, tiny_bert.config(**changes), head, DIALECTS[dialect])


def plan(catalog: Catalog | Mapping[str, tuple[int, ...]], target: Skeleton, **options: object) -> LoadPlan:
    """The plan to load the catalog (or shapes, as float32) into the target."""
    found = catalog if isinstance(catalog, Catalog) else catalog_of(catalog)
    return plan_load(found, target, **{"source": "folder", "dialect": "torch", **options})
