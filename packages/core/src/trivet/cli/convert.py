"""`trivet convert`: writes a checkpoint in another framework's dialect, without any framework."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from trivet.cli.common import StateKey, console, print_json, table
from trivet.cli.reach import SOURCE_HELP, Reach, reaching
from trivet.errors import shorten
from trivet.operations.convert import ConversionReport
from trivet.operations.convert import convert as run
from trivet.progress import progress_bar
from trivet.sizes import human_size
from trivet.transfer.saving import MAX_SHARD_SIZE


@reaching()
def convert(
    source: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    destination: Annotated[Path, typer.Argument(help="The folder to write, in one step.")],
    to: Annotated[str, typer.Option(help="torch, tensorflow or flax.")],
    container: Annotated[str, typer.Option(help="safetensors, h5 or msgpack.")] = "safetensors",
    dtype: Annotated[str, typer.Option(help="Cast floating-point tensors: bf16, fp16, fp32, or keep.")] = "keep",
    dequantize: Annotated[
        str | None, typer.Option(help="Write the values of quantized weights: as bf16, fp16, fp32, or keep.")
    ] = None,
    quantize: Annotated[
        str | None,
        typer.Option(help="Store weights of linear layers as int8, int4-g128, fp8, fp8-block, nvfp4 or mxfp4."),
    ] = None,
    keep_in_fp32: Annotated[
        list[str] | None, typer.Option(help="Pattern of names that stay float32. Can be repeated.")
    ] = None,
    max_shard_size: Annotated[str, typer.Option(help="Largest shard, such as 5GB or 500MiB.")] = MAX_SHARD_SIZE,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace weights in DESTINATION; remove those that would be read first.")
    ] = False,
    keep_others: Annotated[
        bool, typer.Option("--keep-others", help="Keep weights in other containers: they belong to the same model.")
    ] = False,
    check_sums: Annotated[
        bool, typer.Option("--check-sums", help="First check tensors against the checksums in their files.")
    ] = False,
    state_key: StateKey = None,
    unmapped: Annotated[
        str | None, typer.Option(help="Tensors that are not parameters of the model: keep, drop or refuse.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    *,
    reach: Reach,
) -> None:
    """Convert a checkpoint to another framework's names and layouts. Every tensor keeps its values unless cast."""
    with progress_bar("converting") as progress:
        report = run(
            source,
            destination,
            to=to,
            container=container,
            dtype=dtype,
            dequantize=dequantize,
            quantize=quantize,
            keep_in_fp32=tuple(keep_in_fp32 or ()),
            max_shard_size=max_shard_size,
            overwrite=overwrite,
            keep_others=keep_others,
            check_sums=check_sums,
            state_key=state_key,
            unmapped=unmapped,
            progress=progress,
            **reach.opening(),
        )
    if as_json:
        print_json(asdict(report))
        return
    facts = [
        ("from", f"{report.source} ({report.source_dialect})"),
        ("to", f"{report.destination} ({report.dialect})"),
        ("tensors", f"{report.tensors:,}, {human_size(report.nbytes)}, {len(report.cast):,} cast"),
        ("files", ", ".join(Path(file).name for file in report.files)),
    ]
    facts += [
        ("decoded", f"{count:,} weights of {scheme}") for scheme, count in Counter(report.decoded.values()).items()
    ]
    facts += [("kept apart", f"{name} differs from {owner}") for name, owner in report.apart.items()]
    facts += [
        ("overflowed", f"{name}: {count:,} values became NaN or infinite") for name, count in report.overflowed.items()
    ]
    facts += [("not used", f"{name}, but {other}") for name, other in report.unread.items()]
    if report.dropped:
        facts.append(("dropped", f"{', '.join(report.dropped)} (equal copies of tied tensors)"))
    if report.kept:
        facts.append(("kept", f"{shorten(report.kept)} (not parameters of the model)"))
    if report.left_out:
        facts.append(("left out", f"{shorten(report.left_out)} (not parameters of the model)"))
    if report.skipped:
        facts.append(("skipped", f"{shorten(report.skipped)} (not weights)"))
    if report.removed:
        facts.append(("removed", f"{', '.join(report.removed)} (would be read before the new files)"))
    out = console()
    if report.quantized:
        out.print(table("Errors", ("weight", "largest", "relative"), _errors(report), right=("largest", "relative")))
        out.print()
    out.print(table("Converted", ("", ""), facts))


def _errors(report: ConversionReport) -> list[tuple[str, str, str]]:
    """A row for each weight: the largest error, and the root mean square relative to that of the values."""
    return [(name, f"{largest:.3g}", f"{relative:.2%}") for name, (largest, relative) in report.quantized.items()]
