"""The dtype of a model whose weights are quantized."""

from __future__ import annotations

from trivet.codecs.protocols import CodecError, Quantized
from trivet.dtypes import DType, parse_dtype
from trivet.errors import UnknownDTypeError

_FLOATS = (DType.F32, DType.F16, DType.BF16)


def model_dtype(stored: Quantized, otherwise: DType | None = None) -> DType:
    """The dtype that config.json states.

    Args:
        otherwise: the dtype if it states none; None means that of another weight, else float16.

    Raises:
        CodecError: it states something else than a dtype of weights.
    """
    stated = stored.config.get("torch_dtype") or stored.config.get("dtype")
    if isinstance(stated, str) and stated != "auto":
        return dtype_named(stated, "config.json")
    if otherwise is not None:
        return otherwise
    plain = (spec.dtype for name, spec in stored.catalog.items() if name.endswith(".weight"))
    return next((dtype for dtype in plain if dtype in _FLOATS), DType.F16)


def dtype_named(stated: object, where: str) -> DType:
    """
    Args:
        where: what states it, for messages.

    Raises:
        CodecError: it is not a dtype of weights.
    """
    try:
        dtype = parse_dtype(stated)
    except UnknownDTypeError as error:
        raise CodecError(f"{where}: {error}") from error
    if dtype not in _FLOATS:
        raise CodecError(f"{where}: dtype is {dtype.name}, which weights are not decoded to")
    return dtype
