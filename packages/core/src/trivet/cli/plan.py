"""`trivet plan`: what loading a checkpoint in a framework would do, tensor by tensor, without doing it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from trivet.abstract import plan_for
from trivet.cli.common import console, human, plain, table
from trivet.plan import LoadPlan, Step
from trivet.report import LoadReport, merge_layers


def plan(
    path: Annotated[Path, typer.Argument(help="A checkpoint folder, a weights file or a shard index.")],
    to: Annotated[str, typer.Option(help="torch, tensorflow or flax.")],
    head: Annotated[str | None, typer.Option(help="Model class; default: the one that config.json names.")] = None,
    dtype: Annotated[str, typer.Option(help="dtype of the parameters: bf16, fp16, fp32, auto or keep.")] = "keep",
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    flat: Annotated[bool, typer.Option("--flat", help="List every parameter instead of merging layers.")] = False,
) -> None:
    """Show the load plan: where each parameter comes from and what is done to it. No framework is needed."""
    found = plan_for(path, to=to, head=head, dtype=dtype)
    if as_json:
        typer.echo(json.dumps(_as_json(found), indent=2))
        return
    out = console()
    rows = [_row(step) for step in found.steps] if flat else _merged(found)
    out.print(table("Plan", ("parameter", "source", "done to it", "dtype", "size"), rows, right=("size",)))
    out.print()
    out.print(plain(LoadReport.of(found).table()))
    copied = sum(step.nbytes for step in found.steps if _operations(step) != _AS_IT_IS)
    facts = (
        ("parameters", f"{len(found.steps):,}, {human(found.nbytes)}"),
        ("as they are", f"{human(found.nbytes - copied)}; mapped from the file where the framework can"),
        ("new memory", f"at least {human(copied)}"),
    )
    out.print(table("\nTotals", ("", ""), facts))


_AS_IT_IS = "as it is"


def _operations(step: Step) -> str:
    done = []
    if step.layout.axes is not None:
        done.append(f"axes {step.layout.axes}")
    if step.layout.unit_axes:
        done.append(f"{step.layout.unit_axes:+d} unit axis")
    if step.is_cast:
        done.append(f"cast from {step.source.dtype.name}")
    return ", ".join(done) or _AS_IT_IS


def _row(step: Step) -> tuple[str, str, str, str, str]:
    return step.target, step.source.name, _operations(step), step.dtype.name, human(step.nbytes)


def _merged(found: LoadPlan) -> list[tuple[str, str, str, str, str]]:
    """A row for each kind of step, layer ranges merged."""
    alike: dict[tuple[str, str, str], list[Step]] = {}
    for step in found.steps:
        alike.setdefault((_operations(step), step.dtype.name, human(step.nbytes)), []).append(step)
    rows = []
    for (done, dtype, size), steps in alike.items():
        targets = merge_layers(step.target for step in steps)
        sources = merge_layers(step.source.name for step in steps)
        if len(targets) != len(sources):
            rows += [_row(step) for step in steps]
            continue
        rows += [(target, source, done, dtype, size) for target, source in zip(targets, sources, strict=True)]
    return rows


def _as_json(found: LoadPlan) -> dict[str, object]:
    steps = [
        {
            "parameter": step.target,
            "canonical": step.param.name,
            "source": step.source.name,
            "file": step.source.file,
            "offset": step.source.offset,
            "axes": step.layout.axes,
            "from": step.source.dtype.name,
            "dtype": step.dtype.name,
            "nbytes": step.nbytes,
        }
        for step in found.steps
    ]
    return {**LoadReport.of(found).to_json(), "steps": steps}
