"""Host bytes to TensorFlow tensors and back: dtypes, alignment, placement. Must not know models or files."""

from __future__ import annotations

from typing import Any

import numpy as np

from trivet.dtypes import DType, parse_dtype
from trivet.errors import UnsupportedDTypeError
from trivet.layout.host import HostTensor
from trivet.tensors.relayout import is_aligned, relayout
from trivet_tf.framework import keras, tf

# Dtypes that DLPack lacks are exchanged as integers of their width and then reinterpreted.
_CARRIERS = {tf.bfloat16: np.uint16}
# Dtypes that no kernel of TensorFlow can reinterpret are copied.
_COPIED = ("bool", "float8_e4m3fn", "float8_e5m2")


def tf_dtype(dtype: DType) -> tf.DType:
    """The TensorFlow dtype.

    Raises:
        UnsupportedDTypeError: this version of TensorFlow has no such dtype.
    """
    try:
        return tf.as_dtype(dtype.numpy_name)
    except TypeError:
        raise UnsupportedDTypeError(dtype.name, f"TensorFlow {tf.__version__} has no such dtype") from None


def as_tensor(array: np.ndarray[Any, Any]) -> tf.Tensor:
    """A tensor on the CPU that shares the array's memory, or that of an aligned copy.

    TensorFlow's kernels rely on 64-byte alignment and end the process on a buffer that has less, so that an array
    which is not aligned is copied before TensorFlow ever sees it.

    Raises:
        UnsupportedDTypeError: this version of TensorFlow has no such dtype.
    """
    dtype = tf_dtype(parse_dtype(array.dtype))
    if not array.size or dtype.name in _COPIED:
        return tf.constant(array, dtype)
    if not (is_aligned(array) and array.flags.writeable):
        array = relayout(array, array.dtype)
    carrier = _CARRIERS.get(dtype)
    if carrier is None:
        return tf.experimental.dlpack.from_dlpack(array.__dlpack__())
    return tf.bitcast(tf.experimental.dlpack.from_dlpack(array.view(carrier).__dlpack__()), dtype)


def place(host: HostTensor, placement: Any) -> tf.Tensor:
    """The parameter for host bytes: a view of the file's map if layout, dtype and alignment are right, else one copy.

    Args:
        placement: a device in any form of `tf.device`; None means the CPU.

    Raises:
        UnsupportedDTypeError: this version of TensorFlow lacks the target dtype.
    """
    tensor = as_tensor(host.materialise())
    if placement is None:
        return tensor
    with tf.device(placement):
        return tf.identity(tensor)


def exchange(variable: keras.Variable, value: tf.Tensor) -> None:
    """Replace a variable's value by one of another shape, in place, for all references to the variable."""
    # Keras has no public way to do so; this is what it does when it creates one.
    variable._shape = tuple(value.shape)
    variable._initialize(value)


def fetch(param: keras.Variable | tf.Tensor) -> np.ndarray[Any, Any]:
    """A numpy array of a variable or tensor in its own layout; shares its memory if it is on the CPU."""
    # Reading returns a tensor that shares the variable's memory; `variable.numpy()` would copy it.
    tensor = tf.convert_to_tensor(param.value if isinstance(param, keras.Variable) else param)
    # TensorFlow has no view of a scalar in a dtype that numpy lacks.
    return np.asarray(tensor if tensor.ndim else tensor.numpy())
