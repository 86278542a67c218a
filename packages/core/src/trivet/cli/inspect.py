"""`trivet inspect`: shows the contents of a checkpoint, from its headers."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from trivet.cli.common import SOURCE_HELP, Revision, StateKey, console, source_options, table
from trivet.operations.inspect import Group, Inspection, Scheme, TensorRow
from trivet.operations.inspect import inspect as read
from trivet.planning.report import merge_layers
from trivet.sizes import human_size

_MOST_REASONS = 10


def inspect(
    path: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    flat: Annotated[bool, typer.Option("--flat", help="List every tensor instead of merging layers.")] = False,
    subfolder: Annotated[str, typer.Option(help="Folder inside PATH that holds the weights.")] = "",
    variant: Annotated[str | None, typer.Option(help="Variant of the weights, such as fp16.")] = None,
    state_key: StateKey = None,
    revision: Revision = None,
) -> None:
    """Show tensors, shapes, dtypes, sizes, shards and dialect of a checkpoint. Reads headers only."""
    report = read(path, subfolder=subfolder, variant=variant, state_key=state_key, options=source_options(revision))
    if as_json:
        typer.echo(json.dumps(report.to_json(), indent=2))
    else:
        show(report, flat=flat)


def show(report: Inspection, *, flat: bool) -> None:
    """Print an inspection as tables."""
    out = console()
    rows = (
        [(row.name, row.dtype, _shape(row), human_size(row.nbytes)) for row in report.tensors]
        if flat
        else _merged(report)
    )
    out.print(table("Tensors", ("name", "dtype", "shape", "size"), rows, right=("size",)))
    out.print()
    for title, groups in (("By module", report.modules), ("By dtype", report.dtypes), ("By file", report.shards)):
        out.print(table(title, ("name", "tensors", "elements", "size"), _totals(groups), right=_RIGHT))
        out.print()
    model = " ".join(part for part in (report.model_type, report.architecture) if part) or "unknown (no config.json)"
    metadata = ", ".join(f"{key}={value}" for key, value in report.metadata.items()) or "none"
    total = len(report.tensors)
    facts = (
        ("path", report.path),
        ("model", model),
        ("dialect", report.dialect),
        ("metadata", metadata),
        (
            "total",
            f"{total:,} tensors, {report.size:,} elements, {human_size(report.nbytes)} in {len(report.shards)} file(s)",
        ),
        *(("tied", _tie(group, report)) for group in report.tied),
        *((("quantized", report.quantized),) if report.quantized else ()),
        *(("", _scheme(scheme)) for scheme in report.schemes),
        *(("not decoded", reason) for reason in report.undecoded[:_MOST_REASONS]),
        ("aligned", _aligned(report)),
    )
    out.print(table("Checkpoint", ("", ""), facts))


def _scheme(scheme: Scheme) -> str:
    return (
        f"{scheme.weights:,} weights of {scheme.name}: {human_size(scheme.nbytes)} stored, "
        f"{human_size(scheme.decoded_nbytes)} as {scheme.dtype}"
    )


def _tie(group: tuple[str, ...], report: Inspection) -> str:
    stored = {row.name for row in report.tensors}
    return " = ".join(name if name in stored else f"{name} (not stored)" for name in group)


def _aligned(report: Inspection) -> str:
    if report.aligned is None:
        return "unknown: the headers before the tensors were not fetched"
    return f"{report.aligned:,} of {len(report.tensors):,} tensors start at a multiple of 64 bytes"


_RIGHT = ("tensors", "elements", "size")


def _shape(row: TensorRow) -> str:
    return f"[{', '.join(map(str, row.shape))}]"


def _totals(groups: tuple[Group, ...]) -> list[tuple[str, str, str, str]]:
    return [(group.name, f"{group.tensors:,}", f"{group.size:,}", human_size(group.nbytes)) for group in groups]


def _merged(report: Inspection) -> list[tuple[str, str, str, str]]:
    """A row for each kind of tensor, layer ranges merged: `encoder.layer.{0-11}.output.dense.weight`."""
    alike: dict[tuple[str, str, int], list[str]] = {}
    for row in report.tensors:
        alike.setdefault((row.dtype, _shape(row), row.nbytes), []).append(row.name)
    rows = []
    for (dtype, shape, nbytes), names in alike.items():
        rows += [(name, dtype, shape, f"{human_size(nbytes)}") for name in merge_layers(names)]
    return rows
