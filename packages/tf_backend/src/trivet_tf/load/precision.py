"""The dtype of a loaded model, as a Keras dtype policy."""

from __future__ import annotations

from trivet.dtypes import DType
from trivet.errors import UnsupportedDTypeError
from trivet.families.config import PretrainedConfig
from trivet.planning.opening import Checkpoint
from trivet.planning.policy import dtype_of_request

_VARIABLE_DTYPES = (DType.F16, DType.BF16, DType.F32, DType.F64)


def policy_of(request: object, config: PretrainedConfig, checkpoint: Checkpoint) -> str | None:
    """The name of the requested Keras dtype policy; None keeps Keras's own.

    Raises:
        UnknownDTypeError: the dtype is unknown.
        UnsupportedDTypeError: Keras does not compute in it.
    """
    dtype = dtype_of_request(request, {"torch_dtype": config.torch_dtype}, checkpoint.catalog)
    if dtype is None:
        return None
    if dtype not in _VARIABLE_DTYPES:
        known = ", ".join(str(each.numpy_name) for each in _VARIABLE_DTYPES)
        raise UnsupportedDTypeError(dtype.name, f"a Keras model has one of {known}")
    return dtype.numpy_name
