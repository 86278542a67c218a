"""`AdamW` with the arguments and the steps that code written for `transformers` knows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch.optim import Optimizer

from trivet.deprecation import warn_caller
from trivet.errors import InvalidInputError

__all__ = ["AdamW"]


class AdamW(Optimizer):
    """Adam with decoupled weight decay (https://arxiv.org/abs/1711.05101).

    `torch.optim.AdamW` is the one to use in new code. This one adds `eps` before the bias of the second moment is
    corrected, and decays weights after the step.

    Args:
        params: parameters, or groups of them.
        lr: learning rate.
        betas: of the two moments.
        eps: added to the root of the second moment.
        weight_decay: times the learning rate, what each step takes from a weight.
        correct_bias: whether moments are corrected for their start at 0; BERT's first code did not.
        no_deprecation_warning: whether to say nothing of `torch.optim.AdamW`.

    Raises:
        InvalidInputError: `lr`, `betas` or `eps` is out of its range.
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-6,
        weight_decay: float = 0.0,
        correct_bias: bool = True,
        no_deprecation_warning: bool = False,
    ) -> None:
        if lr < 0 or eps < 0 or not all(0 <= beta < 1 for beta in betas):
            raise InvalidInputError(f"lr={lr} and eps={eps} must not be negative, betas={betas} be in [0, 1)")
        if not no_deprecation_warning:
            warn_caller("AdamW is kept for old code: use torch.optim.AdamW instead, or no_deprecation_warning=True.")
        options = {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay, "correct_bias": correct_bias}
        super().__init__(params, options)

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change the parameters by their gradients.

        Args:
            closure: computes the loss again.

        Returns:
            The closure's loss, or None.
        """
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for parameter in group["params"]:
                if parameter.grad is not None:
                    self._change(parameter, group)
        return loss

    def _change(self, parameter: torch.Tensor, group: dict[str, Any]) -> None:
        """
        Raises:
            InvalidInputError: the gradient is sparse.
        """
        gradient, state = parameter.grad, self.state[parameter]
        assert gradient is not None
        if gradient.is_sparse:
            raise InvalidInputError("AdamW takes no sparse gradients: torch.optim.SparseAdam does")
        if not state:
            state.update(step=0, exp_avg=torch.zeros_like(parameter), exp_avg_sq=torch.zeros_like(parameter))
        state["step"] += 1
        first, second = group["betas"]
        mean = state["exp_avg"].mul_(first).add_(gradient, alpha=1 - first)
        square = state["exp_avg_sq"].mul_(second).addcmul_(gradient, gradient, value=1 - second)
        size = group["lr"]
        if group["correct_bias"]:
            size *= math.sqrt(1 - second ** state["step"]) / (1 - first ** state["step"])
        parameter.addcdiv_(mean, square.sqrt().add_(group["eps"]), value=-size)
        if group["weight_decay"] > 0:
            parameter.add_(parameter, alpha=-group["lr"] * group["weight_decay"])
