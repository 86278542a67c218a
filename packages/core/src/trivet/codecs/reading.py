"""Turns the catalog of a quantized checkpoint into one of its weights' values: several stored tensors become one.

Everything after that sees plain tensors, whose bytes are decoded when they are read. What cannot be decoded leaves the
catalog as it was, with the reasons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trivet.codecs.protocols import Codec, CodecError, Quantized, Reading
from trivet.codecs.quantized import ADVICE, quantized
from trivet.codecs.registry import codec_points, codecs
from trivet.codecs.settings import TOOLS, method_of, settings_of
from trivet.errors import CheckpointMismatchError
from trivet.tensors import Catalog, TensorSpec


@dataclass(frozen=True, slots=True)
class Quantization:
    """How the weights of a checkpoint are quantized.

    Attributes:
        evidence: by what they are known to be, as text.
        method: the name of the codec, or the method that the config names; None if neither is known.
        stored: every stored tensor.
        schemes: scheme → how many weights are stored in it.
        nbytes: stored bytes of these weights; `decoded_nbytes`: bytes of their values.
        problems: one line for each reason why they cannot be decoded; empty if they can.
    """

    evidence: str
    method: str | None
    stored: Catalog
    schemes: Mapping[str, int]
    nbytes: int = 0
    decoded_nbytes: int = 0
    problems: tuple[str, ...] = ()

    def require_decoded(self, source: object) -> None:
        """
        Raises:
            CheckpointMismatchError: the weights cannot be decoded.
        """
        if self.problems:
            raise CheckpointMismatchError(str(source), self.problems, _advice(self.method))


def read_quantized(catalog: Catalog, config: Mapping[str, Any], folder: Path) -> tuple[Catalog, Quantization | None]:
    """The catalog with the quantized weights as tensors of their values, and how they are stored.

    Args:
        catalog: the stored tensors.
        config: the fields of config.json.
        folder: of the weights.

    Returns:
        The catalog, unchanged if nothing is quantized or if it cannot be decoded; and None if nothing is quantized.
    """
    settings = settings_of(config, folder)
    stored = Quantized(catalog, settings, config, folder)
    method = method_of(settings)
    evidence = quantized(catalog, config, folder)
    codec = _codec(stored, method)
    if codec is None:
        if evidence is None:
            return catalog, None
        problems: tuple[str, ...] = (f"the weights are quantized: {evidence}",)
        if method is not None:
            tool = f"; {TOOLS[method]} reads it" if method in TOOLS else ""
            problems = (f"{problems[0]}, by the method {method!r}, which is not read here{tool}",)
        return catalog, Quantization(evidence, method, catalog, {}, problems=problems)
    try:
        reading = codec.read(stored)
        decoded = _decoded(catalog, reading)
    except CodecError as error:
        reading, decoded = Reading((), (), (str(error),)), catalog
    if not reading.weights and not reading.problems and evidence is None:
        return catalog, None
    problems = tuple(reading.problems)
    left = None if problems else quantized(decoded, config, folder)
    if left is not None:
        problems = (f"the weights are quantized: {left}, which {codec.name} does not say how to decode",)
    schemes = Counter(spec.coded.scheme for spec in reading.weights if spec.coded is not None)
    described = evidence or ", ".join(f"{number:,} weights of {scheme}" for scheme, number in schemes.items())
    sizes = sum(spec.stored_nbytes for spec in reading.weights), sum(spec.nbytes for spec in reading.weights)
    found = Quantization(described, codec.name, catalog, dict(schemes), *sizes, problems)
    return (catalog if problems else decoded), found


def _codec(stored: Quantized, method: str | None) -> Codec | None:
    """The codec of a method; without a method, the one that finds its weights."""
    if method is not None:
        named = [each for each in codecs() if method in each.methods]
        return named[0] if named else None
    return next((each for each in codecs() if each.finds(stored)), None)


def _decoded(catalog: Catalog, reading: Reading) -> Catalog:
    """
    Raises:
        CodecError: a decoded weight has the name of another tensor, or two share their codes.
    """
    by_codes: dict[str, list[TensorSpec]] = {}
    dropped = set(reading.beside)
    for spec in reading.weights:
        if spec.coded is None:
            raise CodecError(f"{spec.name}: its codec does not say how it is decoded")
        by_codes.setdefault(spec.coded.parts[0].name, []).append(spec)
        dropped.update(part.name for part in spec.coded.parts)
    specs: list[TensorSpec] = []
    for name, spec in catalog.items():
        specs += by_codes.get(name, ())
        if name not in dropped:
            specs.append(spec)
    names = Counter(spec.name for spec in specs)
    twice = next((name for name, number in names.items() if number > 1), None)
    if twice is not None:
        raise CodecError(f"{twice}: is stored both quantized and plainly, and one of the two is wrong")
    return Catalog(specs, files=catalog.files, metadata=catalog.metadata, sources=catalog.sources)


def _advice(method: str | None) -> str:
    return (
        ADVICE
        if method is None or method in TOOLS
        else "Correct the files, or take a checkpoint that is not quantized."
    )


def known_methods() -> set[str]:
    """Names of the codecs."""
    return set(codec_points())


def undone(document: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """The fields of a config.json without those that say how weights are quantized."""
    return {name: value for name, value in document.items() if name not in fields}
