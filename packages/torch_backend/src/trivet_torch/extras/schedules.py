"""Learning rates over the steps of a training, as PyTorch's schedulers: `get_scheduler` and its kin.

Each is a factor of the optimizer's own learning rate: it rises from 0 over `num_warmup_steps`, and then does what the
function's name says. `last_epoch` is PyTorch's: the step that a resumed training goes on from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LambdaLR, ReduceLROnPlateau

from trivet.errors import nearest

__all__ = [
    "TYPE_TO_SCHEDULER_FUNCTION",
    "AdafactorSchedule",
    "SchedulerType",
    "get_adafactor_schedule",
    "get_constant_schedule",
    "get_constant_schedule_with_warmup",
    "get_cosine_schedule_with_warmup",
    "get_cosine_with_hard_restarts_schedule_with_warmup",
    "get_inverse_sqrt_schedule",
    "get_linear_schedule_with_warmup",
    "get_polynomial_decay_schedule_with_warmup",
    "get_reduce_on_plateau_schedule",
    "get_scheduler",
]


class SchedulerType(StrEnum):
    """The schedules by the names that command lines have for them."""

    LINEAR = "linear"
    COSINE = "cosine"
    COSINE_WITH_RESTARTS = "cosine_with_restarts"
    POLYNOMIAL = "polynomial"
    CONSTANT = "constant"
    CONSTANT_WITH_WARMUP = "constant_with_warmup"
    INVERSE_SQRT = "inverse_sqrt"
    REDUCE_ON_PLATEAU = "reduce_lr_on_plateau"

    @classmethod
    def _missing_(cls, value: object) -> Any:
        known = [each.value for each in cls]
        raise ValueError(f"there is no schedule {value!r}{nearest(str(value), known)}. Known: {', '.join(known)}.")


def _schedule(optimizer: Optimizer, warmup: int, after: Callable[[int], float], last_epoch: int) -> LambdaLR:
    """
    Args:
        after: the factor at a step that the warmup is over at.
    """
    return LambdaLR(optimizer, lambda step: step / max(1, warmup) if step < warmup else after(step), last_epoch)


def _progress(step: int, warmup: int, total: int) -> float:
    """How much of the training after the warmup is done, from 0."""
    return (step - warmup) / max(1, total - warmup)


def get_constant_schedule(optimizer: Optimizer, last_epoch: int = -1) -> LambdaLR:
    """The optimizer's learning rate."""
    return _schedule(optimizer, 0, lambda step: 1.0, last_epoch)


def get_constant_schedule_with_warmup(optimizer: Optimizer, num_warmup_steps: int, last_epoch: int = -1) -> LambdaLR:
    """The optimizer's learning rate after the warmup."""
    return _schedule(optimizer, num_warmup_steps, lambda step: 1.0, last_epoch)


def get_reduce_on_plateau_schedule(optimizer: Optimizer, **kwargs: Any) -> ReduceLROnPlateau:
    """Less whenever a metric has stopped improving: PyTorch's `ReduceLROnPlateau` with these arguments."""
    return ReduceLROnPlateau(optimizer, **kwargs)


def get_linear_schedule_with_warmup(
    optimizer: Optimizer, num_warmup_steps: int, num_training_steps: int, last_epoch: int = -1
) -> LambdaLR:
    """Falls in a line to 0 at the last step."""

    def after(step: int) -> float:
        return max(0.0, (num_training_steps - step) / max(1, num_training_steps - num_warmup_steps))

    return _schedule(optimizer, num_warmup_steps, after, last_epoch)


def get_cosine_schedule_with_warmup(
    optimizer: Optimizer, num_warmup_steps: int, num_training_steps: int, num_cycles: float = 0.5, last_epoch: int = -1
) -> LambdaLR:
    """Falls to 0 like a cosine.

    Args:
        num_cycles: waves of the cosine; half a wave falls once.
    """

    def after(step: int) -> float:
        progress = _progress(step, num_warmup_steps, num_training_steps)
        return max(0.0, 0.5 * (1.0 + math.cos(math.pi * 2.0 * num_cycles * progress)))

    return _schedule(optimizer, num_warmup_steps, after, last_epoch)


def get_cosine_with_hard_restarts_schedule_with_warmup(
    optimizer: Optimizer, num_warmup_steps: int, num_training_steps: int, num_cycles: int = 1, last_epoch: int = -1
) -> LambdaLR:
    """Falls to 0 like half a cosine, `num_cycles` times, each time from the top."""

    def after(step: int) -> float:
        progress = _progress(step, num_warmup_steps, num_training_steps)
        if progress >= 1.0:
            return 0.0
        return max(0.0, 0.5 * (1.0 + math.cos(math.pi * (num_cycles * progress % 1.0))))

    return _schedule(optimizer, num_warmup_steps, after, last_epoch)


def get_polynomial_decay_schedule_with_warmup(
    optimizer: Optimizer,
    num_warmup_steps: int,
    num_training_steps: int,
    lr_end: float = 1e-7,
    power: float = 1.0,
    last_epoch: int = -1,
) -> LambdaLR:
    """Falls to the learning rate `lr_end` at the last step, by a power of what is left of the training.

    Raises:
        ValueError: `lr_end` is not below the optimizer's learning rate.
    """
    initial = optimizer.defaults["lr"]
    if not initial > lr_end:
        raise ValueError(f"lr_end ({lr_end}) must be smaller than the optimizer's learning rate ({initial})")

    def after(step: int) -> float:
        if step > num_training_steps:
            return float(lr_end / initial)
        left = 1.0 - (step - num_warmup_steps) / (num_training_steps - num_warmup_steps)
        return float(((initial - lr_end) * left**power + lr_end) / initial)

    return _schedule(optimizer, num_warmup_steps, after, last_epoch)


def get_inverse_sqrt_schedule(
    optimizer: Optimizer, num_warmup_steps: int, timescale: int | None = None, last_epoch: int = -1
) -> LambdaLR:
    """Falls with the inverse square root of the step.

    Args:
        timescale: steps over which it falls to 1/√2; None takes `num_warmup_steps`.
    """
    scale = num_warmup_steps if timescale is None else timescale

    def after(step: int) -> float:
        return 1.0 / math.sqrt((step + scale - num_warmup_steps) / scale)

    return _schedule(optimizer, num_warmup_steps, after, last_epoch)


TYPE_TO_SCHEDULER_FUNCTION: Mapping[SchedulerType, Callable[..., Any]] = {
    SchedulerType.LINEAR: get_linear_schedule_with_warmup,
    SchedulerType.COSINE: get_cosine_schedule_with_warmup,
    SchedulerType.COSINE_WITH_RESTARTS: get_cosine_with_hard_restarts_schedule_with_warmup,
    SchedulerType.POLYNOMIAL: get_polynomial_decay_schedule_with_warmup,
    SchedulerType.CONSTANT: get_constant_schedule,
    SchedulerType.CONSTANT_WITH_WARMUP: get_constant_schedule_with_warmup,
    SchedulerType.INVERSE_SQRT: get_inverse_sqrt_schedule,
    SchedulerType.REDUCE_ON_PLATEAU: get_reduce_on_plateau_schedule,
}
"""Name → function, for `get_scheduler`."""
_WARMUP_ONLY = (SchedulerType.CONSTANT_WITH_WARMUP, SchedulerType.INVERSE_SQRT)


class AdafactorSchedule(LambdaLR):
    """Shows the learning rates of an optimizer that sets them itself, such as `transformers`' `Adafactor`.

    For loops that log `get_last_lr()` of a schedule.

    Args:
        optimizer: one with `_get_lr(group, state)`.
        initial_lr: what is shown before the first step.
    """

    def __init__(self, optimizer: Optimizer, initial_lr: float = 0.0) -> None:
        for group in optimizer.param_groups:
            group["initial_lr"] = initial_lr
        super().__init__(optimizer, lambda step: initial_lr)
        for group in optimizer.param_groups:
            del group["initial_lr"]

    def get_lr(self) -> list[Any]:
        """The learning rate of each group that has a gradient; without any, the initial one of each."""
        optimizer: Any = self.optimizer
        own = [
            optimizer._get_lr(group, optimizer.state[group["params"][0]])
            for group in optimizer.param_groups
            if group["params"][0].grad is not None
        ]
        return own or list(self.base_lrs)


def get_adafactor_schedule(optimizer: Optimizer, initial_lr: float = 0.0) -> AdafactorSchedule:
    """An `AdafactorSchedule`."""
    return AdafactorSchedule(optimizer, initial_lr)


def get_scheduler(
    name: str | SchedulerType,
    optimizer: Optimizer,
    num_warmup_steps: int | None = None,
    num_training_steps: int | None = None,
    scheduler_specific_kwargs: Mapping[str, Any] | None = None,
) -> Any:
    """A schedule by its name.

    Args:
        num_warmup_steps, num_training_steps: for schedules that need them.
        scheduler_specific_kwargs: further arguments of the schedule's own function.

    Raises:
        ValueError: no schedule has this name, or it needs a number of steps that is missing.
    """
    chosen = SchedulerType(name)
    function, kwargs = TYPE_TO_SCHEDULER_FUNCTION[chosen], dict(scheduler_specific_kwargs or {})
    if chosen is SchedulerType.CONSTANT:
        return function(optimizer)
    if chosen is SchedulerType.REDUCE_ON_PLATEAU:
        return function(optimizer, **kwargs)
    if num_warmup_steps is None:
        raise ValueError(f"the schedule {chosen.value!r} needs num_warmup_steps")
    if chosen in _WARMUP_ONLY:
        return function(optimizer, num_warmup_steps=num_warmup_steps)
    if num_training_steps is None:
        raise ValueError(f"the schedule {chosen.value!r} needs num_training_steps")
    steps = {"num_warmup_steps": num_warmup_steps, "num_training_steps": num_training_steps}
    return function(optimizer, **steps, **kwargs)
