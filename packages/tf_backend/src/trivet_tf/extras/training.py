"""How `fit` and `evaluate` treat a model of trivet's: its own loss where none was compiled, labels matched by name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.families.outputs import ModelOutput
from trivet_tf.framework import keras, tf

if TYPE_CHECKING:
    from trivet_tf.extras.datasets import Rows

ops = keras.ops

# What an output carries beside what a loss or a metric is about.
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

# The outputs that a label is about, of which a model has one.
_LABELLED: Mapping[str, tuple[str, ...]] = {
    "labels": ("logits", "prediction_logits"),
    "next_sentence_label": ("seq_relationship_logits", "logits"),
    "sentence_order_label": ("sop_logits",),
    "start_positions": ("start_logits",),
    "end_positions": ("end_logits",),
}

# What older code passes as a loss for the model's own.
_OWN_LOSS = ("auto", "auto_with_warning", "passthrough")


class Training:
    """Mixin of Keras models that can compute a loss themselves, from arguments of their `call` that are labels."""

    _label_to_output_map: ClassVar[Mapping[str, str] | None] = None

    def get_label_to_output_name_mapping(self) -> dict[str, str]:
        """Which output each label is about, where a model has several; a class may say so as `_label_to_output_map`."""
        if self._label_to_output_map is not None:
            return dict(self._label_to_output_map)
        names = label_names(type(self).call)  # type: ignore[attr-defined]
        found = {name: _LABELLED[name][0] for name in names if name in _LABELLED}
        if len(found) < 2:
            return {}
        return {**found, "labels": "prediction_logits"} if "labels" in found else found

    def compile(self, optimizer: Any = "rmsprop", loss: Any = None, **kwargs: Any) -> None:
        """As `keras.Model.compile`; without a loss, `fit` and `evaluate` use the model's own.

        Args:
            loss: a Keras loss of the logits, or several by output name. None: the model's own, of labels that are in
                the input dict (`labels`, or `start_positions` and `end_positions`, …) or apart, as a tensor or a dict.
            kwargs: as for any Keras model; `metrics` that are not told apart by output are of each output with labels.
        """
        own = isinstance(loss, str) and loss in _OWN_LOSS
        outputs = list(loss) if isinstance(loss, Mapping) else self.get_label_to_output_name_mapping().values()
        for name in ("metrics", "weighted_metrics"):
            if name in kwargs:
                kwargs[name] = _for_each(kwargs[name], list(dict.fromkeys(outputs)))
        super().compile(optimizer=optimizer, loss=None if own else loss, **kwargs)  # type: ignore[misc]

    def compile_from_config(self, config: Mapping[str, Any]) -> None:
        """Compile as Keras stored it in a `.keras` file, with room for the optimizer's state."""
        model: Any = self
        model.compile(**keras.saving.deserialize_keras_object(config))
        if model.optimizer is not None and model.built:
            model.optimizer.build(model.trainable_variables)

    def train_step(self, data: Any) -> dict[str, Any]:
        """One step of `fit`; labels that are apart become arguments where the model computes its own loss.

        Raises:
            ValueError: there are no labels, or they cannot be matched to the model's arguments.
        """
        found: dict[str, Any] = super().train_step(self._with_labels(data))  # type: ignore[misc]
        return found

    def test_step(self, data: Any) -> dict[str, Any]:
        """One step of `evaluate`, as `train_step` without learning.

        Raises:
            ValueError: as `train_step`.
        """
        found: dict[str, Any] = super().test_step(self._with_labels(data))  # type: ignore[misc]
        return found

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> tf.Tensor:
        """What `fit` minimises: the compiled loss of the logits, or else the model's own.

        Several logits are matched to losses and targets by name: `{"start_logits": …, "end_logits": …}`.

        Raises:
            ValueError: the model's own loss is wanted, and it gave none, or there are weights of samples.
        """
        if self.loss is None and isinstance(y_pred, ModelOutput):  # type: ignore[attr-defined]
            if sample_weight is not None:
                raise ValueError("a model's own loss knows no sample_weight: compile with a Keras loss to use it")
            if "loss" not in y_pred:
                names = ", ".join(label_names(type(self).call))  # type: ignore[attr-defined]
                raise ValueError(
                    f"{type(self).__name__} gave no loss: pass its labels ({names or 'it takes none'}) in the input "
                    "dict or apart, or compile with a Keras loss"
                )
            # As Keras does with losses, whose gradients are summed over the replicas.
            replicas = tf.distribute.get_strategy().num_replicas_in_sync
            return sum(self.losses, _mean(y_pred["loss"], x)) / replicas  # type: ignore[attr-defined]
        y, y_pred = _matched(self._renamed(self._targets(x, y)), y_pred)
        return super().compute_loss(  # type: ignore[misc]
            x=x, y=y, y_pred=y_pred, sample_weight=sample_weight, training=training
        )

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """The compiled metrics, of the logits that the labels are about."""
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
        """A `datasets.Dataset` as batches for `fit`. Columns that the model does not take are left out.

        Args:
            dataset: has `column_names` and a length, and `dataset[[3, 1]]` gives those rows as a dict of columns.
            batch_size: rows of a batch.
            shuffle: whether every epoch has an order of its own.
            tokenizer: its `pad` brings the rows of a batch to one length; None: they have one length already.
            collate_fn: makes a batch of a list of rows in its stead.
            collate_fn_args: further arguments of `collate_fn`.
            drop_remainder: whether a last batch that is not full is left out; None: if it is shuffled.
            prefetch: whether to prepare batches while the model computes.

        Returns:
            Batches as one dict, or as inputs and labels if a loss is compiled.

        Raises:
            ValueError: the dataset is empty, or the model takes none of its columns.
        """
        from trivet_tf.extras.datasets import batches, padded

        found = batches(
            dataset,
            list(inspect.signature(self.call).parameters),  # type: ignore[attr-defined]
            batch_size=batch_size,
            shuffle=shuffle,
            collate=collate_fn or padded(tokenizer),
            collate_args=dict(collate_fn_args or {}),
            drop_remainder=shuffle if drop_remainder is None else drop_remainder,
        )
        if getattr(self, "loss", None) is not None:
            labels = label_names(type(self).call)  # type: ignore[attr-defined]
            found = found.map(lambda batch: _apart(batch, labels))
        return found.prefetch(tf.data.AUTOTUNE) if prefetch else found

    def _with_labels(self, data: Any) -> tuple[Any, Any, Any]:
        """(inputs, labels, weights), the labels among the inputs too if the model's own loss is wanted."""
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
        """Labels by the outputs that the class says they are about."""
        told = self._label_to_output_map
        return y if told is None or not isinstance(y, Mapping) else {told.get(name, name): y[name] for name in y}

    def _targets(self, x: Any, y: Any) -> Any:
        """The labels: those apart, or else those among the inputs."""
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
        ValueError: which label is which cannot be told.
    """
    if not isinstance(y, Mapping):
        if len(names) == 1:
            return {names[0]: y}
        raise ValueError(f"{model} has the labels {', '.join(names) or '(none)'}: pass them as a dict by these names")
    arguments = {output: name for name in reversed(names) for output in _LABELLED.get(name, ())}
    found = {name if name in names else arguments.get(name, ""): value for name, value in y.items()}
    if "" in found:
        unknown = [name for name in y if name not in names and name not in arguments]
        raise ValueError(f"{model} has no label {unknown[0]!r}. It has: {', '.join(names) or 'none'}.")
    return found


def _matched(y: Any, y_pred: Any) -> tuple[Any, Any]:
    """Targets and the part of an output that they are about, in one structure, as Keras compares them."""
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
    """Metrics by output, where a model has several and the caller has not said of which they are."""
    if len(outputs) < 2 or not metrics or isinstance(metrics, Mapping):
        return metrics
    listed = list(metrics) if isinstance(metrics, list | tuple) else [metrics]
    if any(isinstance(each, list | tuple) for each in listed):  # one list for each output, in their order
        return metrics
    return {output: [_another(metric) for metric in listed] for output in outputs}


def _another(metric: Any) -> Any:
    """A metric of the same kind with a state of its own."""
    return type(metric).from_config(metric.get_config()) if isinstance(metric, keras.metrics.Metric) else metric


def _mean(loss: tf.Tensor, x: Any) -> tf.Tensor:
    """The mean of a model's own loss, of whatever shape; 0 of no rows, as a replica may get in the last step."""
    rows = ops.shape(next(each for each in keras.tree.flatten(x) if each is not None))[0]
    return ops.where(ops.equal(rows, 0), ops.zeros((), loss.dtype), ops.mean(loss))


def _output_of(label: str, scored: Mapping[str, Any]) -> str:
    """
    Raises:
        ValueError: the output has nothing of that name.
    """
    found = next((name for name in (label, *_LABELLED.get(label, ())) if name in scored), None)
    if found is None:
        raise ValueError(f"the label {label!r} is about none of the model's outputs: {', '.join(scored)}")
    return found


def _apart(batch: Mapping[str, Any], labels: Sequence[str]) -> Any:
    """A batch as inputs and labels, one label as itself."""
    found = {name: value for name, value in batch.items() if name in labels}
    if not found:
        return batch
    inputs = {name: value for name, value in batch.items() if name not in found}
    return inputs, next(iter(found.values())) if len(found) == 1 else found
