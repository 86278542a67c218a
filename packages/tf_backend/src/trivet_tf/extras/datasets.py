"""Rows of a `datasets.Dataset`, or of an object with its interface, as a `tf.data.Dataset` of batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from trivet_tf.framework import tf

Row = dict[str, Any]
Batch = Mapping[str, Any]

# Names of classification labels in datasets, which models expect as `labels`.
_RENAMED = {"label": "labels", "label_ids": "labels"}


class Rows(Protocol):
    """The required interface of a dataset."""

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""

    def __len__(self) -> int:
        """How many rows there are."""

    def __getitem__(self, rows: Any) -> Any:
        """Rows by a list of numbers, as a dict of columns."""


def batches(
    dataset: Rows,
    arguments: Sequence[str],
    *,
    batch_size: int,
    shuffle: bool,
    collate: Callable[..., Batch],
    collate_args: Mapping[str, Any],
    drop_remainder: bool,
) -> tf.data.Dataset:
    """Batches as dicts of tensors.

    Args:
        arguments: names of columns to keep; `label` counts as `labels`.
        collate: turns a list of rows into a batch; entries that are not in `arguments` are dropped.

    Raises:
        ValueError: the dataset is empty, or has none of the columns.
    """
    columns = [name for name in dataset.column_names if _RENAMED.get(name, name) in arguments]
    if not columns or not len(dataset):
        what = "has no rows" if columns else f"has no column that the model takes, only {dataset.column_names}"
        raise ValueError(f"the dataset {what}")

    def batch_of(rows: Sequence[int]) -> dict[str, np.ndarray[Any, Any]]:
        batch = collate(_rows(dataset, [int(row) for row in rows], columns), **collate_args)
        arrays = {_RENAMED.get(name, name): _narrow(value) for name, value in batch.items()}
        return {name: array for name, array in arrays.items() if name in arguments}

    example = batch_of(range(min(2, len(dataset))))
    names, dtypes = list(example), [tf.as_dtype(array.dtype) for array in example.values()]

    def as_tensors(rows: tf.Tensor) -> dict[str, tf.Tensor]:
        arrays = tf.numpy_function(lambda each: list(batch_of(each).values()), [rows], dtypes)
        for tensor, name in zip(arrays, names, strict=True):
            size = batch_size if drop_remainder else None
            tensor.set_shape([size, *[None] * (example[name].ndim - 1)])
        return dict(zip(names, arrays, strict=True))

    order = tf.data.Dataset.range(len(dataset))
    if shuffle:
        order = order.shuffle(len(dataset), reshuffle_each_iteration=True)
    numbers = order.batch(batch_size, drop_remainder=drop_remainder)
    return numbers.map(as_tensors, num_parallel_calls=tf.data.AUTOTUNE)


def padded(tokenizer: Any) -> Callable[[list[Row]], Batch]:
    """A function that turns rows into a batch, padded to one length by the tokenizer, if there is one."""
    if tokenizer is None:
        return lambda rows: {name: np.asarray([row[name] for row in rows]) for name in rows[0]}

    def pad(rows: list[Row]) -> Batch:
        batch: Batch = tokenizer.pad(rows, return_tensors="np")
        return batch

    return pad


def _rows(dataset: Rows, numbers: list[int], columns: Sequence[str]) -> list[Row]:
    """Rows as separate dicts, with labels under the models' name."""
    read = dataset[numbers]
    kept = {_RENAMED.get(name, name): read[name] for name in columns}
    return [{name: values[place] for name, values in kept.items()} for place in range(len(numbers))]


def _narrow(value: Any) -> np.ndarray[Any, Any]:
    """As an array; float64, the dtype of Python's floats, as float32."""
    array = np.asarray(value)
    return array.astype(np.float32) if array.dtype == np.float64 else array
