"""The words in which a family lists its parameters: `linear`, `embedding`, `layer_norm`, `under`, `block`.

Each yields ParamSpecs with canonical names and PyTorch shapes; a family's whole list reads like its module tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from trivet.layout import Kind, ParamSpec

Specs = Iterator[ParamSpec]


def linear(name: str, inputs: int, outputs: int, *, bias: bool = True) -> Specs:
    """weight [outputs, inputs] and bias [outputs]."""
    yield ParamSpec(f"{name}.weight", (outputs, inputs), Kind.LINEAR)
    if bias:
        yield ParamSpec(f"{name}.bias", (outputs,), Kind.LINEAR)


def embedding(name: str, rows: int, dim: int) -> Specs:
    """weight [rows, dim] of a vocabulary."""
    yield ParamSpec(f"{name}.weight", (rows, dim), Kind.EMBEDDING)


def index_embedding(name: str, rows: int, dim: int) -> Specs:
    """weight [rows, dim] of positions, segments or buckets, and of a vocabulary that TF models call `embeddings`."""
    yield ParamSpec(f"{name}.weight", (rows, dim), Kind.INDEX_EMBEDDING)


def shared_embedding(rows: int, dim: int, *, beside: bool = False) -> Specs:
    """`shared.weight` [rows, dim], which `encoder.embed_tokens` and `decoder.embed_tokens` have too.

    Args:
        beside: as of `ParamSpec`.
    """
    yield from index_embedding("shared", rows, dim)
    for side in ("encoder", "decoder"):
        name = f"{side}.embed_tokens"
        yield from tied(index_embedding(name, rows, dim), {f"{name}.weight": "shared.weight"}, beside=beside)


def layer_norm(name: str, size: int) -> Specs:
    """weight [size] and bias [size]."""
    yield ParamSpec(f"{name}.weight", (size,), Kind.LAYER_NORM)
    yield ParamSpec(f"{name}.bias", (size,), Kind.LAYER_NORM)


def rms_norm(name: str, size: int) -> Specs:
    """weight [size]."""
    yield ParamSpec(f"{name}.weight", (size,), Kind.RMS_NORM)


def conv1d_gpt2(name: str, inputs: int, outputs: int) -> Specs:
    """weight [inputs, outputs], the other way round than `linear`'s, and bias [outputs]."""
    yield ParamSpec(f"{name}.weight", (inputs, outputs), Kind.CONV1D_GPT2)
    yield ParamSpec(f"{name}.bias", (outputs,), Kind.CONV1D_GPT2)


def raw(name: str, *shape: int, buffer: bool = False) -> Specs:
    """A parameter (or buffer) that a module holds itself, under this very name."""
    yield ParamSpec(name, shape, Kind.RAW, buffer=buffer)


def tied(specs: Iterable[ParamSpec], owners: dict[str, str], *, prevails: bool = False, beside: bool = False) -> Specs:
    """The specs, each that `owners` names marked as stored by its owner.

    Args:
        prevails, beside: as of `ParamSpec`.
    """
    for spec in specs:
        owner = owners.get(spec.name)
        yield spec if owner is None else replace(spec, tied=owner, prevails=prevails, beside=beside)


def vocabulary_linear(name: str, inputs: int, words: int, *, table: str | None, bias: str) -> Specs:
    """The projection to a vocabulary in a head that holds its bias itself: weight [words, inputs] and bias [words].

    Models compute with the bias of the projection. While the two are tied, files have the head's alone.

    Args:
        table: the embeddings that the weight is tied to, or None where it has its own.
        bias: the head's.
    """
    owners = {} if table is None else {f"{name}.weight": table}
    projection = tied(linear(name, inputs, words), owners)
    yield from tied(projection, {f"{name}.bias": bias}, prevails=True, beside=table is None)


def under(prefix: str, *groups: Iterable[ParamSpec]) -> Specs:
    """The specs with `prefix` before name, owner and block."""
    for group in groups:
        for spec in group:
            yield spec.moved(prefix)


def block(path: str, *groups: Iterable[ParamSpec]) -> Specs:
    """`under(path, …)`, each spec marked as part of the repeated block `path`."""
    for group in groups:
        for spec in group:
            yield spec.moved(path, block=path)
