"""Detects quantized weights by the stored tensors: codes of a few bits, next to the scales that they are multiplied by.

Loaded as they are, such weights would be wrong: `reading.py` decodes them, or says why it cannot. A dtype alone does
not show quantization: eight-bit floating point without scales is a cast, and is read like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from trivet.codecs.settings import FIELDS, SIDE_FILES
from trivet.dtypes import DType
from trivet.errors import CheckpointMismatchError
from trivet.tensors import Catalog

_WEIGHT = r"(?:weight|kernel|embeddings?)"
_BESIDE = re.compile(  # tensors stored with a weight, named after the weight or after its module
    rf"(?P<weight>(?:.*[./])?{_WEIGHT})(?:_scales?(?:_inv|_2)?|_zero_point|\.absmax|\.quant_map|\.quant_state\..+)"
    r"|(?P<module>(?:.*[./])?)(?:input_scale|activation_scale|SCB|scales)"
)
_PACKED = re.compile(r"(?P<module>(?:.*[./])?)(?:qweight|weight_packed)")  # several codes in one integer
_SCALES = ("scales", "qzeros", "weight_scale")
ADVICE = "Such weights are not read: take a checkpoint of the model that is not quantized."


def is_integer(dtype: DType) -> bool:
    """Whether elements are integers or booleans, which the values of a weight never are."""
    return not (dtype.is_floating or dtype is DType.C64)


def is_code(dtype: DType) -> bool:
    """Whether elements may be codes: of at most eight bits, or integers into which several are packed."""
    return dtype.bits <= 8 or is_integer(dtype)


def quantized(catalog: Catalog, config: Mapping[str, Any], folder: Path) -> str | None:
    """The evidence that a checkpoint is quantized, as text; None if there is none.

    Args:
        config: the fields of config.json.
        folder: the folder of the weights.
    """
    pairs = list(_pairs(catalog))
    if pairs:
        weight, other = pairs[0]
        more = f", and {len(pairs) - 1} more" if len(pairs) > 1 else ""
        return f"{weight} is {catalog[weight].dtype.name} beside {other}{more}"
    stated = [f"config.json has {field}" for field in FIELDS if config.get(field)]
    stated += [f"there is a {name}" for name in SIDE_FILES if (folder / name).is_file()]
    codes = [
        name
        for name, spec in catalog.items()
        if is_code(spec.dtype) and re.search(rf"{_WEIGHT}(:0)?$", name) is not None
    ]
    return f"{codes[0]} is {catalog[codes[0]].dtype.name}, and {stated[0]}" if stated and codes else None


def refuse_quantized(catalog: Catalog, config: Mapping[str, Any], folder: Path, source: object) -> None:
    """
    Raises:
        CheckpointMismatchError: the weights are quantized.
    """
    evidence = quantized(catalog, config, folder)
    if evidence is not None:
        raise CheckpointMismatchError(str(source), [f"the weights are quantized: {evidence}"], ADVICE)


def _pairs(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """(codes, a tensor stored with them), by stored names."""
    names = {name.removesuffix(":0"): name for name in catalog}
    for bare, name in names.items():
        packed = _PACKED.fullmatch(bare)
        if packed is not None:
            scales = [names[other] for leaf in _SCALES if (other := packed["module"] + leaf) in names]
            yield from ((name, other) for other in scales[:1])
            continue
        beside = _BESIDE.fullmatch(bare)
        if beside is None:
            continue
        owners = (
            [beside["weight"]] if beside["weight"] else [f"{beside['module']}{leaf}" for leaf in ("weight", "kernel")]
        )
        yield from ((names[each], name) for each in owners if each in names and is_code(catalog[names[each]].dtype))
