"""KerasMetricCallback: metrics of any Python code, of a whole data set, at the end of each epoch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from trivet_tf.framework import keras, tf

logger = logging.getLogger(__name__)

IGNORED = -100


class KerasMetricCallback(keras.callbacks.Callback):
    """At the end of each epoch predicts a data set, or writes texts of it, and reports what a function makes of that.

    Args:
        metric_fn: takes one tuple, predictions and labels, as arrays (or as dicts or lists of arrays where there are
            several), and returns a dict of numbers by name, which stand in the history beside Keras's own.
        eval_dataset: a `tf.data.Dataset` of batches; or anything that `Dataset.from_tensor_slices` takes.
        output_cols: which outputs the predictions are; None: all but the loss and what the config ignores.
        label_cols: which of the inputs are the labels; None: the labels that are apart, or `labels`, or
            `start_positions` and `end_positions`.
        batch_size: for a data set that is not batched yet.
        predict_with_generate: whether the predictions are what `generate` writes.
        use_xla_generation: whether `generate` has to run as one compiled program.
        generate_kwargs: further arguments of `generate`.

    Raises:
        ValueError: `batch_size` is missing, or there are no such labels.
    """

    def __init__(
        self,
        metric_fn: Callable[[tuple[Any, Any]], Mapping[str, Any]],
        eval_dataset: Any,
        output_cols: Sequence[str] | None = None,
        label_cols: Sequence[str] | None = None,
        batch_size: int | None = None,
        predict_with_generate: bool = False,
        use_xla_generation: bool = False,
        generate_kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__()
        if not isinstance(eval_dataset, tf.data.Dataset):
            if batch_size is None:
                raise ValueError("eval_dataset is no tf.data.Dataset of batches: batch_size must be set")
            eval_dataset = tf.data.Dataset.from_tensor_slices(eval_dataset).batch(batch_size)
        self.metric_fn, self.eval_dataset, self.batch_size = metric_fn, eval_dataset, batch_size
        self.output_cols = output_cols
        self.label_cols = _label_columns(eval_dataset.element_spec, label_cols)
        self.predict_with_generate = predict_with_generate
        self.generate_kwargs = dict(generate_kwargs or {})
        if use_xla_generation:
            self.generate_kwargs.setdefault("jit_compile", True)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Add the metrics to the logs of the epoch.

        Raises:
            TypeError: `metric_fn` returned something else than a dict.
        """
        predictions, labels = [], []
        for batch in self.eval_dataset:
            inputs, apart = batch if isinstance(batch, tuple) else (batch, None)
            predictions.append(self._written(inputs) if self.predict_with_generate else self._predicted(inputs))
            labels.append(apart if self.label_cols is None else {name: inputs[name] for name in self.label_cols})
        metrics = self.metric_fn((_joined(predictions), _joined(labels)))
        if not isinstance(metrics, Mapping):
            raise TypeError(f"metric_fn must return a dict of metrics by name, not {type(metrics).__name__}")
        if logs is not None:
            logs.update(metrics)

    def _written(self, inputs: Any) -> Any:
        """The result of `generate` for a batch."""
        if not isinstance(inputs, Mapping):
            return self.model.generate(inputs, **self.generate_kwargs)
        main = getattr(self.model, "main_input_name", "input_ids")
        mask = inputs.get("attention_mask")
        return self.model.generate(inputs[main], attention_mask=mask, **self.generate_kwargs)

    def _predicted(self, inputs: Any) -> Any:
        """The outputs for a batch that the function is to have."""
        output = self.model.predict_on_batch(inputs)
        if not hasattr(output, "items"):
            return output
        if self.output_cols is not None:
            return {name: output[name] for name in self.output_cols}
        ignored = getattr(getattr(self.model, "config", None), "keys_to_ignore_at_inference", ())
        return {name: value for name, value in output.items() if name not in ("loss", *ignored)}


def _label_columns(spec: Any, wanted: Sequence[str] | None) -> list[str] | None:
    """Which of a data set's inputs are the labels; None where they are apart."""
    inputs, apart = spec if isinstance(spec, tuple) and len(spec) == 2 else (spec, None)
    names = list(inputs) if isinstance(inputs, Mapping) else []
    if wanted is not None:
        missing = [name for name in wanted if name not in names]
        if missing:
            raise ValueError(f"label_cols has {missing[0]!r}, but the data set has: {', '.join(names) or 'no names'}")
        return list(wanted)
    if apart is not None:
        return None
    for columns in (["labels"], ["start_positions", "end_positions"]):
        if all(name in names for name in columns):
            logger.warning("label_cols is not set: %s are taken as the labels", " and ".join(columns))
            return columns
    raise ValueError(f"no labels among {', '.join(names) or 'inputs without names'}: set label_cols")


def _joined(batches: Sequence[Any]) -> Any:
    """The batches as one: arrays, or dicts or lists of them; one alone is an array by itself."""
    first = batches[0]
    if isinstance(first, Mapping):
        columns = {name: _concatenated([each[name] for each in batches]) for name in first}
        return next(iter(columns.values())) if len(columns) == 1 else columns
    if isinstance(first, list | tuple):
        parts = [_concatenated(each) for each in zip(*batches, strict=True)]
        return parts[0] if len(parts) == 1 else parts
    return _concatenated(batches)


def _concatenated(batches: Sequence[Any]) -> Any:
    """Arrays [rows, …] as one; where their lengths differ, the shorter are filled up with -100."""
    arrays = [np.asarray(each) for each in batches]
    if arrays[0].ndim > 1:
        longest = max(each.shape[1] for each in arrays)
        sides = [[(0, 0), (0, longest - each.shape[1]), *[(0, 0)] * (each.ndim - 2)] for each in arrays]
        arrays = [
            np.pad(each, side, constant_values=IGNORED) if each.shape[1] < longest else each
            for each, side in zip(arrays, sides, strict=True)
        ]
    return np.concatenate(arrays)
