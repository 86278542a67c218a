"""`trivet inspect`: shows the contents of a checkpoint, from its headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Annotated

import typer

from trivet.cli.common import StateKey, print_json
from trivet.cli.reach import SOURCE_HELP, Reach, reaching
from trivet.cli.rows import bar, can_print, lines, show, visible, width_of_output
from trivet.operations.inspect import Inspection, Scheme, TensorRow, by_size
from trivet.operations.inspect import inspect as read
from trivet.operations.parts import Part, tree_of
from trivet.sizes import human_size

_ROWS = 24  # that a tree has if its depth is left to it
_CHILDREN = 12  # of one part that are listed

_MOST_REASONS = 10


class Order(StrEnum):
    """How parts are sorted."""

    SIZE = "size"
    NAME = "name"
    FILE = "file"


@reaching()
def inspect(
    path: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    depth: Annotated[
        int | None, typer.Option(min=1, help="Levels of the tree. Default: what fits on a screen.")
    ] = None,
    filter_: Annotated[
        str | None, typer.Option("--filter", help="Only tensors with this in their names; *, ? and [] are wildcards.")
    ] = None,
    sort: Annotated[
        Order | None, typer.Option(help="Default: size, the largest first; with --flat, as in the files.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Most rows of a part, or with --flat of all. Default: 12, or all.")
    ] = None,
    flat: Annotated[bool, typer.Option("--flat", help="List every tensor instead of a tree.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    state_key: StateKey = None,
    *,
    reach: Reach,
) -> None:
    """Show what a checkpoint holds: a summary, and its parts, the largest first. Reads headers only."""
    if flat and depth is not None:
        raise typer.BadParameter("is for the tree: leave out --flat", param_hint="--depth")
    report = read(path, state_key=state_key, **reach.opening())
    chosen = report if filter_ is None else _filtered(report, filter_)
    if as_json:
        if depth is not None or sort is not None or limit is not None:
            raise typer.BadParameter("lists all tensors: leave out --depth, --sort and --limit", param_hint="--json")
        print_json(chosen.to_json())
        return
    text = _list(chosen, sort or Order.FILE, limit) if flat else _tree(chosen, depth, sort or Order.SIZE, limit)
    show([*_facts(report, chosen), "", *text])


def text_of(report: Inspection) -> list[str]:
    """The lines that the command prints of an inspection."""
    return [*_facts(report, report), "", *_tree(report, None, Order.SIZE, None)]


def _filtered(report: Inspection, pattern: str) -> Inspection:
    """The inspection, of tensors whose names match alone.

    Raises:
        typer.BadParameter: there are none.
    """
    whole = pattern if re.search(r"[*?[]", pattern) else f"*{pattern}*"
    rows = tuple(row for row in report.tensors if fnmatchcase(row.name, whole))
    if not rows:
        raise typer.BadParameter(
            f"none of the {len(report.tensors):,} tensors is like {pattern!r}", param_hint="--filter"
        )
    return replace(report, tensors=rows)


def _facts(report: Inspection, chosen: Inspection) -> Iterator[str]:
    """The summary, and what else there is to say, a line each."""
    yield visible(report.summary())
    facts: list[tuple[str, str]] = [("path", report.path), ("names", f"of {report.dialect}")]
    facts += [("metadata", ", ".join(f"{key}={value}" for key, value in report.metadata.items()))] * bool(
        report.metadata
    )
    if len(report.dtypes) > 1:
        facts.append(("dtypes", ", ".join(f"{each.name} {human_size(each.nbytes)}" for each in by_size(report.dtypes))))
    if len(report.shards) > 1:
        sizes = [each.nbytes for each in report.shards]
        spread = f"{human_size(min(sizes))} to {human_size(max(sizes))}"
        facts.append(("files", f"{report.shards[0].name} to {report.shards[-1].name}, {spread} each"))
    facts += [("tied", _tie(group, report)) for group in report.tied]
    facts += [("quantized", report.quantized)] if report.quantized else []
    facts += [("", _scheme(scheme)) for scheme in report.schemes]
    facts += [("not decoded", reason) for reason in report.undecoded[:_MOST_REASONS]]
    if report.aligned != len(report.tensors):
        facts.append(("aligned", _aligned(report)))
    if len(chosen.tensors) != len(report.tensors):
        facts.append(("shown", f"{len(chosen.tensors):,} of {len(report.tensors):,} tensors"))
    yield from lines(("", ""), [(name, visible(value)) for name, value in facts])


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


def _list(report: Inspection, order: Order, limit: int | None) -> Iterator[str]:
    """Every tensor."""
    keys = {Order.SIZE: lambda row: (-row.nbytes, row.name), Order.NAME: lambda row: (0, row.name)}
    rows: Sequence[TensorRow] = report.tensors if order is Order.FILE else sorted(report.tensors, key=keys[order])
    listed = rows[:limit]
    cells = [(visible(row.name), row.dtype, _shape(row.shape), human_size(row.nbytes)) for row in listed]
    yield from lines(
        ("name", "dtype", "shape", "size"), cells, right=("size",), flexible="name", width=width_of_output()
    )
    if len(listed) < len(rows):
        yield f"and {len(rows) - len(listed):,} more"


def _tree(report: Inspection, depth: int | None, order: Order, limit: int | None) -> Iterator[str]:
    """The parts, one below the other."""
    tree = tree_of(report.tensors)
    rows = list(_rows(tree, _depth(tree) if depth is None else depth, order, limit or _CHILDREN))
    columns = ("size", "share", "", "part", "")
    yield from lines(columns, rows, right=("size", "share"), flexible="part", width=width_of_output())


def _depth(tree: Part) -> int:
    """The most levels that fit on a screen."""
    rows = depth = 0
    for count in tree.levels():
        rows += count
        if depth and rows > _ROWS:
            break
        depth += 1
    return depth


def _rows(whole: Part, depth: int, order: Order, most: int) -> Iterator[tuple[str, str, str, str, str]]:
    step = "· " if can_print("·") else "  "

    def below(part: Part, level: int, times: int) -> Iterator[tuple[str, str, str, str, str]]:
        ordered = part.ordered(order.value)
        for each in ordered[:most]:
            nbytes = each.nbytes * times
            yield _row(each, nbytes, nbytes / max(whole.nbytes, 1), step * level, times)
            if level + 1 < depth:
                yield from below(each, level + 1, times * each.count)
        rest = ordered[most:]
        if rest:
            nbytes = sum(each.nbytes for each in rest) * times
            share = f"{nbytes / max(whole.nbytes, 1):.1%}"
            yield human_size(nbytes), share, "", f"{step * level}and {len(rest):,} more", ""

    yield from below(whole, 0, 1)


def _row(part: Part, nbytes: int, share: float, indent: str, times: int) -> tuple[str, str, str, str, str]:
    count = part.count * times
    what = ["+".join(part.dtypes)]
    if part.shape is not None:
        what.append(_shape(part.shape))
    else:
        what.append(f"{part.tensors * times:,} tensors")
    if count > 1:
        what.append(f"{count:,} x {human_size(nbytes // count)}")
    return human_size(nbytes), f"{share:.1%}", bar(share), indent + visible(part.name), ", ".join(what)


def _shape(shape: Sequence[int]) -> str:
    return f"[{', '.join(map(str, shape))}]"
