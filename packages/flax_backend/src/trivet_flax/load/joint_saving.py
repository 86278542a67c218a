"""Saves arrays that several processes hold together: the first writes all, and the others send it their parts.

The first process decides which array is gathered next, so that writers may read in any order, and announces when it is
done or has failed. No process holds more than one whole array at a time besides its own. Knows no modules.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jax
import numpy as np

from trivet_flax.errors import JointSaveError

_DONE, _FAILED = -1, -2  # sent instead of an array's number


class Gathered:
    """One array in the writing process: its dtype now, its values when numpy reads them."""

    def __init__(self, array: jax.Array, gather: Callable[[], np.ndarray[Any, Any]]) -> None:
        self.dtype, self.shape = array.dtype, array.shape
        self._gather = gather

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        """The whole array."""
        return np.asarray(self._gather(), dtype)


def is_joint(arrays: Mapping[str, Any]) -> bool:
    """Whether some array is partly on devices of other processes."""
    return any(isinstance(array, jax.Array) and not array.is_fully_addressable for array in arrays.values())


def save_together(arrays: Mapping[str, Any], write: Callable[[Mapping[str, Any]], list[Path]]) -> list[Path]:
    """Write arrays of all processes in the first process; every process has to call this.

    Arrays that each process holds as a whole are written by each process that calls this.

    Args:
        arrays: by name, the same ones in every process.
        write: writes arrays by name that numpy can read; called in the first process only.

    Returns:
        The result of `write`, in every process.

    Raises:
        JointSaveError: in the other processes, if the first failed; in the first, what `write` raised.
    """
    if not is_joint(arrays):
        return write(arrays)
    ordered = list(arrays.values())
    if jax.process_index():
        return _serve(ordered)
    turn = threading.Lock()  # collectives must not overlap: writers read in several threads

    def gather(number: int) -> np.ndarray[Any, Any]:
        with turn:
            _announce(number)
            return _whole(ordered[number])

    gathered = {
        name: Gathered(array, partial(gather, number)) if is_joint({name: array}) else array
        for number, (name, array) in enumerate(arrays.items())
    }
    try:
        written = write(gathered)
    except BaseException as error:
        with turn:
            _announce(_FAILED, f"{type(error).__name__}: {error}")
        raise
    _announce(_DONE, json.dumps([str(path) for path in written]))
    return written


def _serve(ordered: list[Any]) -> list[Path]:
    """Take part in gathering the arrays that the first process requests, until it is done."""
    while True:
        number, text = _receive()
        if number == _FAILED:
            raise JointSaveError(text)
        if number == _DONE:
            return [Path(path) for path in json.loads(text)]
        _whole(ordered[number])


def _whole(array: jax.Array) -> np.ndarray[Any, Any]:
    """An array's values, gathered from all processes. A collective."""
    if array.is_fully_replicated:
        return np.asarray(array.addressable_data(0))
    from jax.experimental.multihost_utils import process_allgather

    return np.asarray(process_allgather(array, tiled=True))


def _announce(number: int, text: str = "") -> None:
    """Send the other processes what is next. A collective."""
    encoded = np.frombuffer(text.encode(), np.uint8)
    _broadcast(np.array([number, encoded.size], np.int32))
    if encoded.size:
        _broadcast(encoded)


def _receive() -> tuple[int, str]:
    """Receive what the first process announces. A collective."""
    number, length = (int(each) for each in _broadcast(np.zeros(2, np.int32)))
    return number, bytes(_broadcast(np.zeros(length, np.uint8))).decode() if length else ""


def _broadcast(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    from jax.experimental.multihost_utils import broadcast_one_to_all

    return np.asarray(broadcast_one_to_all(values))
