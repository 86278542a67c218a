"""Device placement: units stay whole and in order, nothing is over its budget, what is tied stays together."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_bert
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import trivet
from trivet.cli import app
from trivet.errors import PlacementError
from trivet.families.text.bert import Bert
from trivet.planning.placement import STRATEGIES, Choice, DevicePlan, Unit, plan_devices, units_of

UNITS = tuple(Unit(f"m.layer.{number}", 10) for number in range(8))


def sizes(plan: DevicePlan) -> list[int]:
    return [nbytes for device, nbytes in plan.used.items() if isinstance(device, int)]


def test_units_of_a_model_are_its_blocks_and_what_lies_between() -> None:
    params = Bert().parameters(tiny_bert.config(), "BertForMaskedLM")
    units = units_of((param, 4 * param.size) for param in params if not param.buffer)
    assert [unit.path for unit in units] == ["bert.embeddings", "bert.encoder.layer.0", "bert.encoder.layer.1", "cls"]
    assert [unit.with_ for unit in units] == [None, None, None, "bert.embeddings"]
    tied = {"cls.predictions.decoder.weight", "cls.predictions.decoder.bias"}
    stored = sum(4 * param.size for param in params if not param.buffer and param.name not in tied)
    assert sum(unit.nbytes for unit in units) == stored


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("sequential", [50, 30, 0]),
        ("balanced", [30, 30, 20]),
        ("auto", [30, 30, 20]),
        ("balanced_low_0", [0, 40, 40]),
    ],
)
def test_strategies(strategy: str, expected: list[int]) -> None:
    assert sizes(plan_devices(UNITS, {0: 50, 1: 50, 2: 50}, strategy)) == expected  # type: ignore[arg-type]


def test_what_accelerators_cannot_hold_goes_to_the_cpu_and_then_to_the_disk() -> None:
    plan = plan_devices(UNITS, {0: 25, 1: 25, "cpu": 25, "disk": 1})
    assert plan.used == {0: 20, 1: 20, "cpu": 20, "disk": 20}
    assert plan.device_map == {
        **{f"m.layer.{n}": 0 for n in (0, 1)},
        **{f"m.layer.{n}": 1 for n in (2, 3)},
        **{f"m.layer.{n}": "cpu" for n in (4, 5)},
        **{f"m.layer.{n}": "disk" for n in (6, 7)},
    }


def test_the_first_accelerator_is_used_when_the_others_are_too_small() -> None:
    assert sizes(plan_devices(UNITS, {0: 50, 1: 20, 2: 20}, "balanced_low_0")) == [40, 20, 20]


def test_a_head_that_shares_all_it_has_goes_where_its_owner_is() -> None:
    units = (*UNITS, Unit("head", 0, "m.layer.0"))
    plan = plan_devices(units, {0: 50, 1: 50})
    assert plan.device_map["head"] == 0
    assert plan.device_of("head.weight") == 0
    assert plan.device_of("m.layer.7.dense.weight") == 1


def test_says_why_each_part_goes_where_it_goes() -> None:
    units = (*(Unit(f"layer.{n}", 10, is_block=True) for n in range(4)), Unit("norm", 3), Unit("head", 0, "layer.0"))
    plan = plan_devices(units, {0: 25, 1: 11, "cpu": 12, "disk": 0}, "sequential")
    assert [(choice.device, choice.left, plan.why(choice)) for choice in plan.choices] == [
        (0, 15, "runs first"),
        (0, 5, "there is room beside what runs before it"),
        (1, 1, "0 has only 5 B left; a block is not split"),
        ("cpu", 2, "1 has only 1 B left; a block is not split"),
        ("disk", None, "cpu has only 2 B left"),
        (0, 15, "all of it is shared with layer.0"),
    ]
    even = plan_devices((*UNITS, Unit("head", 5, "m.layer.0")), {0: 50, 1: 50, 2: 50}, "balanced")
    assert even.why(even.choices[3]) == "0 has nothing left of an even share of 30 B"
    assert even.why(even.choices[-1]) == "there is room beside what runs before it; shares memory with m.layer.0"
    free = plan_devices(UNITS, {0: 50, 1: 50, 2: 50}, "balanced_low_0")
    assert free.why(free.choices[0]) == "runs first; 0 stays free for what else is placed there"


def test_one_device_needs_one_word() -> None:
    assert plan_devices(UNITS, {0: 100}).device_map == {"": 0}


def test_a_module_that_is_on_one_device_stands_for_its_parts() -> None:
    units = (*(Unit(f"encoder.{n}", 10) for n in range(3)), *(Unit(f"decoder.{n}", 10) for n in range(3)))
    assert plan_devices(units, {0: 40, 1: 40}).device_map == {"encoder": 0, "decoder": 1}


def test_says_what_does_not_fit() -> None:
    with pytest.raises(PlacementError) as caught:
        plan_devices(UNITS, {0: 25, "cpu": 30})
    assert str(caught.value) == (
        "the model's 80 B do not fit into 55 B (0: 25 B, cpu: 30 B); its largest part that cannot be split is m.layer.0 "
        "with 10 B. Allow more, use a smaller dtype or add 'disk'."
    )
    with pytest.raises(PlacementError, match="max_memory names no device"):
        plan_devices(UNITS, {})
    assert plan_devices(UNITS, {0: 25, "cpu": 60})


@given(
    nbytes=st.lists(st.integers(0, 50), min_size=1, max_size=12),
    budgets=st.lists(st.integers(1, 150), min_size=1, max_size=4),
    strategy=st.sampled_from(STRATEGIES),
)
def test_never_over_budget_and_always_in_order(nbytes: list[int], budgets: list[int], strategy: str) -> None:
    units = [Unit(f"m.{number}", size) for number, size in enumerate(nbytes)]
    room = {**dict(enumerate(budgets)), "cpu": 40, "disk": 1}
    plan = plan_devices(units, room, strategy)  # type: ignore[arg-type]
    assert all(plan.used.get(device, 0) <= limit for device, limit in room.items() if device != "disk")
    order = list(room)
    positions = [order.index(device) for device in plan.devices]
    assert positions == sorted(positions)
    assert sum(plan.used.values()) == sum(nbytes)


@given(nbytes=st.lists(st.integers(1, 50), min_size=1, max_size=12), count=st.integers(1, 4))
def test_balanced_is_as_even_as_can_be(nbytes: list[int], count: int) -> None:
    """No cut into so many runs has a smaller largest run: tried one by one."""
    units = [Unit(f"m.{number}", size) for number, size in enumerate(nbytes)]
    plan = plan_devices(units, dict.fromkeys(range(count), 10_000), "balanced")

    def best(sizes: list[int], parts: int) -> int:
        if parts == 1:
            return sum(sizes)
        return min(max(sum(sizes[:cut]), best(sizes[cut:], parts - 1)) for cut in range(len(sizes) + 1))

    assert max(plan.used.values()) == best(nbytes, count)


def test_plan_says_where_each_parameter_goes(tmp_path: Path) -> None:
    folder = tiny_bert.write_checkpoint(tmp_path, "BertForPreTraining")
    plan = trivet.plan(folder, to="torch", device_map="balanced", max_memory={0: "3KB", 1: 10_000})
    places = {step.param.name: step.placement for step in plan.steps}
    assert places["bert.embeddings.word_embeddings.weight"] == 0
    assert places["bert.encoder.layer.1.output.dense.weight"] == 1
    assert None not in places.values()


def test_command_prints_devices(tmp_path: Path) -> None:
    folder = str(tiny_bert.write_checkpoint(tmp_path, "BertForPreTraining"))
    budgets = ["--max-memory", "0=3KB", "--max-memory", "cpu=1MB"]
    done = CliRunner().invoke(app, ["plan", folder, "--to", "torch", "--device-map", "auto", *budgets])
    assert done.exit_code == 0, done.output
    said = " ".join(done.stdout.split())
    assert "on 0 2.8 KB of 3.0 KB" in said
    assert "bert.encoder.layer.1 2.1 KB cpu 997.9 KB 0 has only 200 B left; a block is not split" in said
    assert "of private memory" in done.stdout
    as_json = CliRunner().invoke(app, ["plan", folder, "--to", "flax", "--device-map", "auto", *budgets, "--json"])
    document = json.loads(as_json.stdout)
    assert {step["device"] for step in document["steps"]} == {0, "cpu"}
    assert {"part": "bert.embeddings", "nbytes": 672, "device": 0, "left": 2328, "why": "runs first"} in document[
        "devices"
    ]
    refused = CliRunner().invoke(app, ["plan", folder, "--to", "torch", "--device-map", "auto", "--max-memory", "8GB"])
    assert refused.exit_code == 2


def test_a_plan_is_gone_through_once_however_many_parameters_ask() -> None:
    class Counted(tuple[Choice, ...]):
        passes = 0

        def __iter__(self) -> Iterator[Choice]:
            Counted.passes += 1
            return super().__iter__()

    plan = plan_devices(UNITS, {"cpu": 100})
    plan = replace(plan, choices=Counted(plan.choices))
    assert {plan.device_of(f"{unit.path}.weight") for unit in UNITS} == {"cpu"}
    assert Counted.passes == 1
