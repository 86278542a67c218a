"""`fit` and `evaluate` of trivet's models: the model's own loss if none was compiled, labels matched by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.families.outputs import ModelOutput
from trivet_tf.framework import keras, tf

if TYPE_CHECKING:
    from trivet_tf.extras.datasets import Rows

ops = keras.ops

# Fields of outputs that are not for losses or metrics.
_NOT_SCORED = {
    "loss",
    "past_key_values",
    "hidden_states",
    "attentions",
    "decoder_hidden_states",
    "decoder_attentions",
    "cross_attentions",
    "encoder_last_hidden_state",
    "encoder_hidden_states",
    "encoder_attentions",
}

# Label → the outputs that it may belong to; a model has one of them.
_LABELLED: Mapping[str, tuple[str, ...]] = {
    "labels": ("logits", "prediction_logits"),
    "next_sentence_label": ("seq_relationship_logits", "logits"),
    "sentence_order_label": ("sop_logits",),
    "start_positions": ("start_logits",),
    "end_positions": ("end_logits",),
}

# Values of `loss` in older code that mean the model's own loss.
_OWN_LOSS = ("auto", "auto_with_warning", "passthrough")


class Training:
    """Mixin of Keras models that can compute a loss themselves, from arguments of their `call` that are labels."""

    _label_to_output_map: ClassVar[Mapping[str, str] | None] = None

    def get_label_to_output_name_mapping(self) -> dict[str, str]:
        """Label → output, if a model has several; a class may set it as `_label_to_output_map`."""
        if self._label_to_output_map is not None:
            return dict(self._label_to_output_map)
        names = label_names(type(self).call)  # type: ignore[attr-defined]
        mapping = {name: _LABELLED[name][0] for name in names if name in _LABELLED}
        if len(mapping) < 2:
            return {}
        return {**mapping, "labels": "prediction_logits"} if "labels" in mapping else mapping

    def compile(self, optimizer: Any = "rmsprop", loss: Any = None, **kwargs: Any) -> None:
        """Like `keras.Model.compile`; without a loss, `fit` and `evaluate` use the model's own.

        Args:
            loss: a Keras loss of the logits, or several by output name. None: the model's own, of labels that are in
                the input dict (`labels`, or `start_positions` and `end_positions`, …) or apart, as a tensor or a dict.
            kwargs: as for any Keras model; `metrics` without output names apply to each output with labels.
        """
        own = isinstance(loss, str) and loss in _OWN_LOSS
        outputs = list(loss) if isinstance(loss, Mapping) else self.get_label_to_output_name_mapping().values()
        for name in ("metrics", "weighted_metrics"):
            if name in kwargs:
                kwargs[name] = _for_each(kwargs[name], list(dict.fromkeys(outputs)))
        super().compile(optimizer=optimizer, loss=None if own else loss, **kwargs)  # type: ignore[misc]

    def compile_from_config(self, config: Mapping[str, Any]) -> None:
        """Compile from the config in a `.keras` file, and create the optimizer's state."""
        model: Any = self
        model.compile(**keras.saving.deserialize_keras_object(config))
        if model.optimizer is not None and model.built:
            model.optimizer.build(model.trainable_variables)

    def train_step(self, data: Any) -> dict[str, Any]:
        """One step of `fit`; separate labels become arguments if the model computes its own loss.

        Raises:
            ValueError: there are no labels, or they do not match the model's arguments.
        """
        logs: dict[str, Any] = super().train_step(self._with_labels(data))  # type: ignore[misc]
        return logs

    def test_step(self, data: Any) -> dict[str, Any]:
        """One step of `evaluate`, like `train_step` without updates.

        Raises:
            ValueError: as for `train_step`.
        """
        logs: dict[str, Any] = super().test_step(self._with_labels(data))  # type: ignore[misc]
        return logs

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> tf.Tensor:
        """The loss that `fit` minimises: the compiled loss of the logits, or else the model's own.

        Several logits are matched to losses and targets by name: `{"start_logits": …, "end_logits": …}`.

        Raises:
            ValueError: the model's own loss is needed, but it returned none, or there are sample weights.
        """
        if self.loss is None and isinstance(y_pred, ModelOutput):  # type: ignore[attr-defined]
            if sample_weight is not None:
                raise ValueError("a model's own loss takes no sample_weight: compile with a Keras loss to use it")
            if "loss" not in y_pred:
                names = ", ".join(label_names(type(self).call))  # type: ignore[attr-defined]
                raise ValueError(
                    f"{type(self).__name__} returned no loss: pass its labels ({names or 'it has none'}) in the input "
                    "dict or apart, or compile with a Keras loss"
                )
            # As in Keras's losses, because gradients are summed over the replicas.
            replicas = tf.distribute.get_strategy().num_replicas_in_sync
            return sum(self.losses, _mean(y_pred["loss"], x)) / replicas  # type: ignore[attr-defined]
        y, y_pred = _matched(self._renamed(self._targets(x, y)), y_pred)
        return super().compute_loss(  # type: ignore[misc]
            x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=training
        )

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """The compiled metrics of the logits that have labels."""
        y, y_pred = _matched(self._renamed(self._targets(x, y)), y_pred)
        results: dict[str, Any] = super().compute_metrics(x, y, y_pred, sample_weight)  # type: ignore[misc]
        return results

    def prepare_tf_dataset(
        self,
        dataset: Rows,
        batch_size: int = 8,
        shuffle: bool = True,
        tokenizer: Any = None,
        collate_fn: Callable[..., Mapping[str, Any]] | None = None,
        collate_fn_args: Mapping[str, Any] | None = None,
        drop_remainder: bool | None = None,
        prefetch: bool = True,
    ) -> tf.data.Dataset:
        """A `datasets.Dataset` as batches for `fit`, without columns that are not arguments of the model.

        Args:
            dataset: has `column_names` and a length, and `dataset[[3, 1]]` gives those rows as a dict of columns.
            batch_size: rows of a batch.
            shuffle: whether to shuffle in every epoch.
            tokenizer: its `pad` pads the rows of a batch to one length; None if they have one length already.
            collate_fn: turns a list of rows into a batch instead.
            collate_fn_args: further arguments of `collate_fn`.
            drop_remainder: whether to drop an incomplete last batch; None means if shuffled.
            prefetch: whether to prepare batches while the model computes.

        Returns:
            Batches as pairs of inputs and labels, or as inputs alone if there are no labels. Several inputs are a dict,
            a single one is a tensor; so are labels.

        Raises:
            ValueError: the dataset is empty, or none of its columns is an argument of the model.
        """
        from trivet_tf.extras.datasets import batches, padded

        dataset_of_batches = batches(
            dataset,
            list(inspect.signature(self.call).parameters),  # type: ignore[attr-defined]
            batch_size=batch_size,
            shuffle=shuffle,
            collate=collate_fn or padded(tokenizer),
            collate_args=dict(collate_fn_args or {}),
            drop_remainder=shuffle if drop_remainder is None else drop_remainder,
        )
        labels = label_names(type(self).call)  # type: ignore[attr-defined]
        dataset_of_batches = dataset_of_batches.map(lambda batch: _apart(batch, labels))
        return dataset_of_batches.prefetch(tf.data.AUTOTUNE) if prefetch else dataset_of_batches

    def _with_labels(self, data: Any) -> tuple[Any, Any, Any]:
        """(inputs, labels, weights), with labels among the inputs as well if the model's own loss is used."""
        x, y, sample_weight = keras.utils.unpack_x_y_sample_weight(data)
        if self.loss is not None or y is None:  # type: ignore[attr-defined]
            return x, y, sample_weight
        names = label_names(type(self).call)  # type: ignore[attr-defined]
        inputs = self._named(x)
        for name, value in _by_argument(y, names, type(self).__name__).items():
            inputs.setdefault(name, value)
        return inputs, y, sample_weight

    def _named(self, x: Any) -> dict[str, Any]:
        """The inputs by the names of `call`'s arguments."""
        if isinstance(x, Mapping):
            return dict(x)
        arguments = inspect.signature(self.call).parameters  # type: ignore[attr-defined]
        return dict(zip(arguments, x if isinstance(x, list | tuple) else [x], strict=False))

    def _renamed(self, y: Any) -> Any:
        """Labels by the outputs to which the class maps them."""
        mapping = self._label_to_output_map
        return y if mapping is None or not isinstance(y, Mapping) else {mapping.get(name, name): y[name] for name in y}

    def _targets(self, x: Any, y: Any) -> Any:
        """The labels: the separate ones, or else those among the inputs."""
        if y is not None or not isinstance(x, Mapping):
            return y
        return {name: x[name] for name in label_names(type(self).call) if name in x} or None  # type: ignore[attr-defined]


def label_names(call: Callable[..., Any]) -> list[str]:
    """The arguments of a model's `call` that are labels."""
    names = inspect.signature(call).parameters
    return [name for name in names if "label" in name or name in ("start_positions", "end_positions")]


def _by_argument(y: Any, names: Sequence[str], model: str) -> dict[str, Any]:
    """Labels by the names of a model's arguments.

    Args:
        y: a tensor, for a model with one label; or a dict by argument or by output.

    Raises:
        ValueError: labels cannot be matched to arguments.
    """
    if not isinstance(y, Mapping):
        if len(names) == 1:
            return {names[0]: y}
        raise ValueError(f"{model} has the labels {', '.join(names) or '(none)'}: pass them as a dict by these names")
    arguments = {output: name for name in reversed(names) for output in _LABELLED.get(name, ())}
    labels = {name if name in names else arguments.get(name, ""): value for name, value in y.items()}
    if "" in labels:
        unknown = [name for name in y if name not in names and name not in arguments]
        raise ValueError(f"{model} has no label {unknown[0]!r}. It has: {', '.join(names) or 'none'}.")
    return labels


def _matched(y: Any, y_pred: Any) -> tuple[Any, Any]:
    """Targets and the matching part of an output, in one structure, as Keras expects."""
    if not isinstance(y_pred, ModelOutput):
        return y, y_pred
    scored = {name: value for name, value in y_pred.items() if name not in _NOT_SCORED}
    if isinstance(y, list | tuple):
        return y, list(scored.values())[: len(y)]
    if not isinstance(y, Mapping):
        return y, next(iter(scored.values())) if y is not None or len(scored) == 1 else scored
    targets = {_output_of(name, scored): value for name, value in y.items()}
    if len(targets) == 1:
        (name, target), *_ = targets.items()
        return target, scored[name]
    return targets, {name: scored[name] for name in targets}


def _for_each(metrics: Any, outputs: Sequence[str]) -> Any:
    """Metrics by output, if a model has several and the caller has not assigned them."""
    if len(outputs) < 2 or not metrics or isinstance(metrics, Mapping):
        return metrics
    listed = list(metrics) if isinstance(metrics, list | tuple) else [metrics]
    if any(isinstance(each, list | tuple) for each in listed):  # one list for each output, in their order
        return metrics
    return {output: [_another(metric) for metric in listed] for output in outputs}


def _another(metric: Any) -> Any:
    """A copy of a metric with separate state."""
    return type(metric).from_config(metric.get_config()) if isinstance(metric, keras.metrics.Metric) else metric


def _mean(loss: tf.Tensor, x: Any) -> tf.Tensor:
    """The mean of a model's own loss, of any shape; 0 without rows, as on a replica in the last step."""
    rows = ops.shape(next(each for each in keras.tree.flatten(x) if each is not None))[0]
    return ops.where(ops.equal(rows, 0), ops.zeros((), loss.dtype), ops.mean(loss))


def _output_of(label: str, scored: Mapping[str, Any]) -> str:
    """
    Raises:
        ValueError: the output has no field of that name.
    """
    name_of_output = next((name for name in (label, *_LABELLED.get(label, ())) if name in scored), None)
    if name_of_output is None:
        raise ValueError(f"the label {label!r} does not belong to any of the model's outputs: {', '.join(scored)}")
    return name_of_output


def _apart(batch: Mapping[str, Any], labels: Sequence[str]) -> Any:
    """A batch as inputs and labels, a single one of either as itself; without labels the inputs."""
    parts: tuple[dict[str, Any], dict[str, Any]] = {}, {}
    for name, value in batch.items():
        parts[name in labels][name] = value
    inputs, targets = (next(iter(part.values())) if len(part) == 1 else part for part in parts)
    return (inputs, targets) if parts[1] else inputs
