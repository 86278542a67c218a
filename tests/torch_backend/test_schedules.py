"""Learning-rate schedules have the reference's values at every step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch

import trivet

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "golden" / "data" / "schedules.json").read_text(encoding="utf-8")
)


def optimizer() -> torch.optim.Optimizer:
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)


def rates(schedule: Any, steps: int) -> list[float]:
    found = []
    for _ in range(steps):
        found.append(schedule.get_last_lr()[0])
        schedule.optimizer.step()
        schedule.step()
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['name']}-{case['total']}-{len(case['options'])}")
def test_rates_are_the_references(case: dict[str, Any]) -> None:
    schedule = trivet.get_scheduler(case["name"], optimizer(), case["warmup"], case["total"], case["options"])
    assert rates(schedule, len(case["rates"])) == pytest.approx(case["rates"], rel=1e-6, abs=1e-12)


def test_every_schedule_is_compared_but_pytorchs_own() -> None:
    assert {case["name"] for case in CASES} == {each.value for each in trivet.SchedulerType} - {"reduce_lr_on_plateau"}


def test_functions_are_those_of_the_names() -> None:
    by_name = trivet.get_scheduler("linear", optimizer(), num_warmup_steps=2, num_training_steps=6)
    directly = trivet.get_linear_schedule_with_warmup(optimizer(), num_warmup_steps=2, num_training_steps=6)
    assert rates(by_name, 6) == rates(directly, 6)
    falling = trivet.get_inverse_sqrt_schedule(optimizer(), num_warmup_steps=0, timescale=4)
    assert rates(falling, 5)[4] == pytest.approx(0.1 / 2**0.5)


def test_a_plateau_lowers_the_rate() -> None:
    schedule = trivet.get_scheduler(
        trivet.SchedulerType.REDUCE_ON_PLATEAU, optimizer(), scheduler_specific_kwargs={"patience": 0, "factor": 0.5}
    )
    for _ in range(2):
        schedule.step(1.0)
    assert schedule.optimizer.param_groups[0]["lr"] == 0.05


def test_a_resumed_training_goes_on() -> None:
    first = optimizer()
    schedule = trivet.get_linear_schedule_with_warmup(first, 2, 6)
    whole = rates(schedule, 6)
    again = optimizer()
    again.param_groups[0]["initial_lr"] = 0.1
    assert trivet.get_linear_schedule_with_warmup(again, 2, 6, last_epoch=3).get_last_lr()[0] == whole[4]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("lineer",), r"no schedule 'lineer' \(did you mean 'linear'\?\)\. Known: linear, cosine"),
        (("linear",), "'linear' needs num_warmup_steps"),
        (("cosine",), "'cosine' needs num_warmup_steps"),
        (("linear", 1), "'linear' needs num_training_steps"),
    ],
)
def test_what_is_missing_is_named(arguments: tuple[Any, ...], said: str) -> None:
    name, *steps = arguments
    with pytest.raises(ValueError, match=said):
        trivet.get_scheduler(name, optimizer(), *steps)


def test_a_rate_that_would_rise_is_refused() -> None:
    with pytest.raises(ValueError, match=r"lr_end \(1\) must be smaller"):
        trivet.get_polynomial_decay_schedule_with_warmup(optimizer(), 1, 5, lr_end=1)


STEPS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "golden" / "data" / "adamw.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", STEPS, ids=lambda case: "-".join(case["options"]) or "defaults")
def test_adamw_takes_the_references_steps(case: dict[str, Any]) -> None:
    parameter = torch.nn.Parameter(torch.tensor([0.5, -2.0], dtype=torch.float64))
    optimizer = trivet.AdamW([parameter], **case["options"], no_deprecation_warning=True)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = ((parameter - 1) ** 2 + parameter**4).sum()
        loss.backward()
        return loss

    for wanted in case["weights"]:
        assert optimizer.step(closure) > 0
        assert parameter.tolist() == pytest.approx(wanted, rel=1e-9)


def test_adamw_says_what_to_use_and_what_it_does_not_take() -> None:
    parameter = torch.nn.Parameter(torch.zeros(2))
    with pytest.warns(FutureWarning, match=r"use torch\.optim\.AdamW instead"):
        optimizer = trivet.AdamW([parameter])
    with pytest.raises(ValueError, match="lr=-1 and eps"):
        trivet.AdamW([parameter], lr=-1, no_deprecation_warning=True)
    parameter.grad = torch.sparse_coo_tensor([[0]], [1.0], (2,), check_invariants=True)
    with pytest.raises(ValueError, match=r"torch\.optim\.SparseAdam does"):
        optimizer.step()


class SetsItself(torch.optim.SGD):
    """An optimizer that decides on its learning rate, as Adafactor does."""

    def _get_lr(self, group: Any, state: Any) -> float:
        return 0.25


def test_a_schedule_shows_the_rates_of_an_optimizer_that_sets_them_itself() -> None:
    from trivet.optimization import AdafactorSchedule, get_adafactor_schedule

    weight = torch.nn.Parameter(torch.ones(2))
    optimizer = SetsItself([weight], lr=1.0)
    schedule = get_adafactor_schedule(optimizer, initial_lr=0.5)
    assert isinstance(schedule, AdafactorSchedule) and schedule.get_lr() == [0.5]
    weight.sum().backward()
    optimizer.step()
    schedule.step()
    assert schedule.get_last_lr() == [0.25]
