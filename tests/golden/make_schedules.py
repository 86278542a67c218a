"""Makes `schedules.json`, the learning rates of each schedule of 4.37.2 over the steps of small trainings, and
`adamw.json`, the weights after each step of its AdamW.

Needs the reference environment: `python tests/golden/make_schedules.py`.
"""

import json
import warnings
from pathlib import Path

import torch
from transformers import get_scheduler, optimization

HERE = Path(__file__).parent
WITHOUT = "reduce_lr_on_plateau"  # PyTorch's own, which follows a metric
OPTIONS = {
    "polynomial": [{}, {"power": 2.0, "lr_end": 1e-4}],
    "cosine": [{}, {"num_cycles": 1.5}],
    "cosine_with_restarts": [{}, {"num_cycles": 3}],
}


def rates(name: str, warmup: int, total: int, options: dict[str, float]) -> list[float]:
    """The learning rate of each step, and of three after the last."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
    if options or name not in ("constant", "constant_with_warmup", "inverse_sqrt"):
        schedule = get_scheduler(name, optimizer, warmup, total, options)
    else:
        schedule = get_scheduler(name, optimizer, warmup, total)
    found = []
    for _ in range(total + 3):
        found.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return found


def weights(options: dict[str, float]) -> list[list[float]]:
    """Two weights after each of five steps down (w - 1)² + w⁴."""
    parameter = torch.nn.Parameter(torch.tensor([0.5, -2.0], dtype=torch.float64))
    optimizer = optimization.AdamW([parameter], **options)
    found = []
    for _ in range(5):
        optimizer.zero_grad()
        ((parameter - 1) ** 2 + parameter**4).sum().backward()
        optimizer.step()
        found.append(parameter.tolist())
    return found


ADAMW = [
    {},
    {"lr": 0.1, "weight_decay": 0.1},
    {"lr": 0.1, "eps": 0.5, "betas": [0.8, 0.9]},
    {"lr": 0.1, "correct_bias": False},
]


def main() -> None:
    """Make all."""
    warnings.simplefilter("ignore")
    cases = [
        {"name": each.value, "warmup": warmup, "total": total, "options": options}
        for each in optimization.SchedulerType
        if each.value != WITHOUT
        for warmup, total in ((3, 10), (1, 5))
        for options in OPTIONS.get(each.value, [{}])
    ]
    for case in cases:
        case["rates"] = rates(case["name"], case["warmup"], case["total"], case["options"])
    out = HERE / "data" / "schedules.json"
    out.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    print(out, out.stat().st_size)
    made = [{"options": options, "weights": weights(options)} for options in ADAMW]
    out = HERE / "data" / "adamw.json"
    out.write_text(json.dumps(made, separators=(",", ":")) + "\n")
    print(out, out.stat().st_size)


if __name__ == "__main__":
    main()
