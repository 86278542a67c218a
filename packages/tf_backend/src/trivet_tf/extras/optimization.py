"""The optimizer of the scripts for `transformers`: Adam with decoupled weight decay, behind a warmup, on Keras 3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Self

from trivet_tf.framework import keras, tf

ops = keras.ops

_NOT_DECAYED = ("LayerNorm", "layer_norm", "bias")


@keras.saving.register_keras_serializable("trivet_tf")
class WarmUp(keras.optimizers.schedules.LearningRateSchedule):
    """A schedule that rises from 0, then follows another one.

    Args:
        initial_learning_rate: what it rises to.
        decay_schedule_fn: the schedule after the warmup; it counts steps from there.
        warmup_steps: how many steps it rises for.
        power: 1 rises in a line; the rate is `initial_learning_rate * (step / warmup_steps) ** power`.
        name: of the operations.
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_schedule_fn: Callable[[Any], Any],
        warmup_steps: int,
        power: float = 1.0,
        name: str | None = None,
    ) -> None:
        super().__init__()
        self.initial_learning_rate, self.decay_schedule_fn = initial_learning_rate, decay_schedule_fn
        self.warmup_steps, self.power, self.name = warmup_steps, power, name

    def __call__(self, step: Any) -> tf.Tensor:
        """The rate of a step, counted from 0."""
        with tf.name_scope(self.name or "WarmUp"):
            done = ops.cast(step, "float32")
            steps = ops.cast(self.warmup_steps, "float32")
            rising = self.initial_learning_rate * ops.power(done / steps, self.power)
            later = ops.cast(self.decay_schedule_fn(step - self.warmup_steps), "float32")
            return ops.where(done < steps, rising, later)

    def get_config(self) -> dict[str, Any]:
        """The config from which Keras recreates the schedule."""
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_schedule_fn": self.decay_schedule_fn,
            "warmup_steps": self.warmup_steps,
            "power": self.power,
            "name": self.name,
        }

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """The schedule that `get_config` described, stored or not."""
        options = dict(config)
        if isinstance(options["decay_schedule_fn"], Mapping):
            options["decay_schedule_fn"] = keras.saving.deserialize_keras_object(options["decay_schedule_fn"])
        return cls(**options)


@keras.saving.register_keras_serializable("trivet_tf")
class AdamWeightDecay(keras.optimizers.Adam):
    """Adam, and a step of each weight towards 0 by `learning_rate * weight_decay_rate` of its value (arXiv 1711.05101).

    Args:
        learning_rate: a number or a schedule.
        beta_1, beta_2, epsilon, amsgrad, name, kwargs: as for `keras.optimizers.Adam`.
        weight_decay_rate: how fast weights decay.
        include_in_weight_decay: regular expressions; weights with a path that one of them matches decay in any case.
        exclude_from_weight_decay: regular expressions; other weights with a path that one of them matches do not.
    """

    def __init__(
        self,
        learning_rate: float | keras.optimizers.schedules.LearningRateSchedule = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        weight_decay_rate: float = 0.0,
        include_in_weight_decay: Sequence[str] | None = None,
        exclude_from_weight_decay: Sequence[str] | None = None,
        name: str = "AdamWeightDecay",
        **kwargs: Any,
    ) -> None:
        kwargs["weight_decay"] = weight_decay_rate or None
        super().__init__(learning_rate, beta_1, beta_2, epsilon, amsgrad, name=name, **kwargs)
        self.weight_decay_rate = weight_decay_rate
        self.included, self.excluded = tuple(include_in_weight_decay or ()), tuple(exclude_from_weight_decay or ())

    def build(self, variables: Sequence[keras.Variable]) -> None:
        """Create the moments of variables, and settle which of them decay."""
        if not self.built:
            self.exclude_from_weight_decay(var_list=[each for each in variables if not self.decays(each.path)])
        super().build(variables)

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Any]], name: str | None = None, **kwargs: Any) -> Any:
        """One step.

        Args:
            grads_and_vars: pairs of a gradient and its variable.
            name, kwargs: not used; optimizers of Keras 2 took them.
        """
        return super().apply_gradients(grads_and_vars)

    def decays(self, path: str) -> bool:
        """Whether the weight of this path decays."""
        if self.weight_decay_rate == 0:
            return False
        if any(re.search(each, path) for each in self.included):
            return True
        return not any(re.search(each, path) for each in self.excluded)

    def get_config(self) -> dict[str, Any]:
        """The config from which Keras recreates the optimizer."""
        own = {
            "weight_decay_rate": self.weight_decay_rate,
            "include_in_weight_decay": list(self.included) or None,
            "exclude_from_weight_decay": list(self.excluded) or None,
        }
        config: dict[str, Any] = super().get_config()
        del config["weight_decay"]  # the base's name for the rate
        return config | own


def create_optimizer(
    init_lr: float,
    num_train_steps: int,
    num_warmup_steps: int,
    min_lr_ratio: float = 0.0,
    adam_beta1: float = 0.9,
    adam_beta2: float = 0.999,
    adam_epsilon: float = 1e-8,
    adam_clipnorm: float | None = None,
    adam_global_clipnorm: float | None = None,
    weight_decay_rate: float = 0.0,
    power: float = 1.0,
    include_in_weight_decay: Sequence[str] | None = None,
) -> tuple[keras.optimizers.Optimizer, keras.optimizers.schedules.LearningRateSchedule]:
    """An optimizer whose rate rises from 0 to `init_lr`, then falls; and its schedule.

    Args:
        init_lr: the rate at the end of the warmup.
        num_train_steps: steps in all, those of the warmup included.
        num_warmup_steps: steps of the warmup.
        min_lr_ratio: the last rate, as a part of `init_lr`.
        adam_beta1, adam_beta2, adam_epsilon, adam_clipnorm, adam_global_clipnorm: as for `keras.optimizers.Adam`.
        weight_decay_rate: how fast weights decay, except biases and the weights of norms; 0 returns plain Adam.
        power: 1 falls in a line.
        include_in_weight_decay: as for `AdamWeightDecay`.
    """
    schedule: Any = keras.optimizers.schedules.PolynomialDecay(
        initial_learning_rate=init_lr,
        decay_steps=num_train_steps - num_warmup_steps,
        end_learning_rate=init_lr * min_lr_ratio,
        power=power,
    )
    if num_warmup_steps:
        schedule = WarmUp(initial_learning_rate=init_lr, decay_schedule_fn=schedule, warmup_steps=num_warmup_steps)
    options: dict[str, Any] = {
        "learning_rate": schedule,
        "beta_1": adam_beta1,
        "beta_2": adam_beta2,
        "epsilon": adam_epsilon,
        "clipnorm": adam_clipnorm,
        "global_clipnorm": adam_global_clipnorm,
    }
    if weight_decay_rate <= 0:
        return keras.optimizers.Adam(**options), schedule
    optimizer = AdamWeightDecay(
        **options,
        weight_decay_rate=weight_decay_rate,
        include_in_weight_decay=include_in_weight_decay,
        exclude_from_weight_decay=_NOT_DECAYED,
    )
    return optimizer, schedule


class GradientAccumulator:
    """Sums gradients of several steps, for training loops of one's own.

    Under `tf.distribute` each replica calls it for itself, and sums its own.
    """

    def __init__(self) -> None:
        self._sums: list[tf.Variable | None] = []
        self._steps: tf.Variable | None = None

    @property
    def step(self) -> tf.Tensor:
        """How many times gradients were added since the last `reset`, int64."""
        return self._counter().value()

    @property
    def gradients(self) -> list[tf.Tensor | None]:
        """The sums.

        Raises:
            ValueError: no gradients were added yet.
        """
        if not self._sums:
            raise ValueError("no gradients were added yet: call the accumulator with gradients first")
        return [None if each is None else each.value() for each in self._sums]

    def __call__(self, gradients: Iterable[tf.Tensor | None]) -> None:
        """Add gradients, each to the sum of its place.

        Raises:
            ValueError: there are more than before, or fewer.
        """
        added = [None if each is None else tf.convert_to_tensor(each) for each in gradients]
        counter = self._counter()
        if not self._sums:
            self._sums = [None if each is None else _of_each_replica(tf.zeros_like(each)) for each in added]
        if len(added) != len(self._sums):
            raise ValueError(f"there are {len(added)} gradients, but {len(self._sums)} were added before")
        for total, gradient in zip(self._sums, added, strict=True):
            if total is not None and gradient is not None:
                total.assign_add(gradient)
        counter.assign_add(1)

    def reset(self) -> None:
        """Begin again with sums of 0."""
        for each in (self._steps, *self._sums):
            if each is not None:
                each.assign(tf.zeros_like(each))

    def _counter(self) -> tf.Variable:
        if self._steps is None:
            self._steps = _of_each_replica(tf.zeros((), tf.int64))
        return self._steps


def _of_each_replica(start: tf.Tensor) -> tf.Variable:
    """A separate variable for every replica."""
    return tf.Variable(
        start,
        trainable=False,
        synchronization=tf.VariableSynchronization.ON_READ,
        aggregation=tf.VariableAggregation.ONLY_FIRST_REPLICA,
    )
