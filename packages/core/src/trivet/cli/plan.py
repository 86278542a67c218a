"""`trivet plan`: shows what loading a checkpoint in a framework would do, tensor by tensor, without doing it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Annotated

import typer

from trivet.cli.common import console, plain, print_json, table
from trivet.cli.reach import SOURCE_HELP, Reach, budgets, reaching
from trivet.layout import dialect_named
from trivet.planning.abstract import plan as run
from trivet.planning.load_plan import LoadPlan, Step
from trivet.planning.placement import DISK, Choice, Device, DevicePlan, Strategy
from trivet.planning.report import LoadReport, merge_layers
from trivet.sizes import human_size
from trivet.tensors.entry import ALIGNMENT


@reaching()
def plan(
    path: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    to: Annotated[str, typer.Option(help="torch, tensorflow or flax.")],
    head: Annotated[str | None, typer.Option(help="Model class. Default: the one that config.json names.")] = None,
    dtype: Annotated[str, typer.Option(help="dtype of the parameters: bf16, fp16, fp32, auto or keep.")] = "keep",
    device_map: Annotated[
        Strategy | None, typer.Option(help="Spread the model over the devices of --max-memory.")
    ] = None,
    max_memory: Annotated[
        list[str] | None, typer.Option(help="DEVICE=SIZE, such as 0=8GB, cpu=30GB or disk=1TB; once for each device.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    flat: Annotated[bool, typer.Option("--flat", help="List every parameter instead of merging layers.")] = False,
    *,
    reach: Reach,
) -> None:
    """Show the load plan: where each parameter comes from and what is done to it. No framework is needed."""
    room = budgets(max_memory)
    if room and device_map is None:
        raise typer.BadParameter("has no effect without --device-map", param_hint="--max-memory")
    if device_map is not None and not room:
        raise typer.BadParameter("needs the devices: --max-memory 0=8GB, once for each", param_hint="--device-map")
    if flat and as_json:
        raise typer.BadParameter("lists every parameter: leave out --flat", param_hint="--json")
    load_plan = run(path, to=to, head=head, dtype=dtype, device_map=device_map, max_memory=room, **reach.opening())
    if as_json:
        print_json(_as_json(load_plan))
        return
    out = console()
    rows = [_row(step) for step in load_plan.steps] if flat else _merged(load_plan)
    out.print(table("Plan", ("parameter", "source", "done to it", "dtype", "size"), rows, right=("size",)))
    out.print()
    out.print(plain(LoadReport.of(load_plan).table()))
    out.print(table("\nTotals", ("", ""), [*_totals(load_plan, to), *_device_totals(load_plan.devices)]))
    if load_plan.devices is not None:
        columns = ("part", "size", "device", "left there", "why")
        out.print(table("\nDevices", columns, _device_rows(load_plan.devices), right=("size", "left there")))


_AS_IT_IS = "as it is"
_NEEDS_ALIGNMENT = ("tensorflow", "flax")  # frameworks that copy what does not start at a multiple of 64 bytes


def _totals(load_plan: LoadPlan, to: str) -> Iterator[tuple[str, str]]:
    """The memory that loading takes: mapped pages belong to the file and can be dropped, private memory cannot.

    A tensor whose position in its file is unknown counts as one that has to be copied.
    """
    aligned_only = dialect_named(to).name in _NEEDS_ALIGNMENT
    private = sum(
        step.nbytes
        for step in load_plan.steps
        if _operations(step) != _AS_IT_IS or (aligned_only and not _is_aligned(step))
    )
    yield "parameters", f"{len(load_plan.steps):,}, {human_size(load_plan.nbytes)}"
    stored = [source.coded.nbytes for step in load_plan.steps for source in step.sources if source.coded is not None]
    if stored:
        yield "quantized", f"{len(stored):,} weights, {human_size(sum(stored))} stored"
    yield "peak memory", f"{human_size(private)} of private memory, {human_size(load_plan.nbytes - private)} mapped"


def _is_aligned(step: Step) -> bool:
    return step.source.is_located and step.source.offset % ALIGNMENT == 0


def _device_totals(devices: DevicePlan | None) -> Iterator[tuple[str, str]]:
    if devices is None:
        return
    for device, nbytes in devices.used.items():
        room = "" if device == DISK else f" of {human_size(devices.budgets[device])}"
        yield f"on {device}", f"{human_size(nbytes)}{room}"


def _device_rows(devices: DevicePlan) -> Iterator[tuple[str, str, str, str, str]]:
    """Which part goes where and why, in the order of execution; similar blocks share a row."""
    for (size, device, why), alike in groupby(devices.choices, lambda each: _device_row(devices, each)):
        choices = list(alike)
        left = choices[-1].left
        parts = ", ".join(merge_layers(each.unit.path for each in choices))
        times = f"{len(choices)} x " if len(choices) > 1 else ""
        yield parts, f"{times}{size}", str(device), "" if left is None else human_size(left), why


def _device_row(devices: DevicePlan, choice: Choice) -> tuple[str, Device, str]:
    return human_size(choice.unit.nbytes), choice.device, devices.why(choice)


def _operations(step: Step) -> str:
    done = [f"decoded from {scheme}" for scheme in _schemes(step)]
    if step.pieces:
        done.append(f"put together of {len(step.pieces)}" if len(step.pieces) > 1 else "a part of it")
    if step.shift:
        done.append(f"{step.shift:+g}")
    if step.layout.axes is not None:
        done.append(f"axes {step.layout.axes}")
    if step.layout.unit_axes:
        done.append(f"{step.layout.unit_axes:+d} unit axis")
    if step.is_cast:
        done.append(f"cast from {step.source.dtype.name}")
    return ", ".join(done) or _AS_IT_IS


def _schemes(step: Step) -> list[str]:
    """How its stored tensors are quantized, each way once."""
    return list(dict.fromkeys(source.coded.scheme for source in step.sources if source.coded is not None))


def _row(step: Step) -> tuple[str, str, str, str, str]:
    return step.target, _sources([step]), _operations(step), step.dtype.name, human_size(step.nbytes)


def _sources(steps: Sequence[Step]) -> str:
    return ", ".join(merge_layers(source.name for step in steps for source in step.sources))


def _merged(load_plan: LoadPlan) -> list[tuple[str, str, str, str, str]]:
    """A row for each kind of step, layer ranges merged."""
    alike: dict[tuple[str, str, str, str], list[Step]] = {}
    for step in load_plan.steps:
        which = re.sub(r"\d+", "", step.target) if step.pieces else ""  # several may be of the same tensors
        alike.setdefault((_operations(step), step.dtype.name, human_size(step.nbytes), which), []).append(step)
    rows = []
    for (done, dtype, size, which), steps in alike.items():
        targets = merge_layers(step.target for step in steps)
        sources = [_sources(steps)] if which else merge_layers(step.source.name for step in steps)
        if len(targets) != len(sources):
            rows += [_row(step) for step in steps]
            continue
        rows += [(target, source, done, dtype, size) for target, source in zip(targets, sources, strict=True)]
    return rows


def _as_json(load_plan: LoadPlan) -> dict[str, object]:
    steps = [
        {
            "parameter": step.target,
            "canonical": step.param.name,
            "source": step.source.name,
            "sources": [source.name for source in step.sources],
            "file": step.source.file,
            "offset": step.source.offset if step.source.is_located else None,
            "decoded": _schemes(step),
            "stored_nbytes": sum(source.stored_nbytes for source in step.sources),
            "axes": step.layout.axes,
            "from": step.source.dtype.name,
            "dtype": step.dtype.name,
            "nbytes": step.nbytes,
            "device": step.placement,
        }
        for step in load_plan.steps
    ]
    document: dict[str, object] = {**LoadReport.of(load_plan).to_json(), "steps": steps}
    if load_plan.devices is not None:
        document["devices"] = [
            {
                "part": choice.unit.path,
                "nbytes": choice.unit.nbytes,
                "device": choice.device,
                "left": choice.left,
                "why": load_plan.devices.why(choice),
            }
            for choice in load_plan.devices.choices
        ]
    return document
