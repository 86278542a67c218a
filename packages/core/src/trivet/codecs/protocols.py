"""The Codec protocol: what finds the quantized weights of one method in a checkpoint, and says how they are decoded."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np

from trivet.formats.storage import Storage
from trivet.tensors import Catalog, TensorSpec

CODEC_API_VERSION = 1

_SMALL = 16 * 1024 * 1024  # bytes; what a codec reads before a load is planned is shorter


class CodecError(Exception):
    """One weight, or the whole checkpoint, cannot be decoded. Becomes a problem of the checkpoint."""


@dataclass(frozen=True, slots=True)
class Quantized:
    """A checkpoint as a codec sees it.

    Attributes:
        catalog: the stored tensors.
        settings: what config.json, or a file beside it, says about the quantization; empty if nothing does.
        config: all fields of config.json.
        folder: of the weights.
    """

    catalog: Catalog
    settings: Mapping[str, Any]
    config: Mapping[str, Any]
    folder: Path
    storage: Storage = field(default_factory=Storage, repr=False, compare=False)

    def values(self, name: str) -> np.ndarray[Any, Any]:
        """The values of a small stored tensor that says what others are.

        Raises:
            CodecError: the tensor is not on this machine, or is not small.
        """
        spec = self.catalog[name]
        if spec.source is None and not os.path.isfile(spec.file):
            raise CodecError(f"{name} says how weights are stored, and only headers were fetched: load the checkpoint")
        if spec.nbytes > _SMALL:
            raise CodecError(f"{name} has {spec.nbytes:,} bytes, too many for what says how weights are stored")
        return self.storage.array(spec)

    def json(self, name: str) -> dict[str, Any]:
        """The object in a tensor of the bytes of its JSON text.

        Raises:
            CodecError: it is not JSON, and as for `values`.
        """
        try:
            stated = json.loads(self.values(name).tobytes())
        except (ValueError, RecursionError) as error:
            raise CodecError(f"{name}: is not JSON: {error}") from error
        if not isinstance(stated, dict):
            raise CodecError(f"{name}: is not a JSON object")
        return stated


@dataclass(frozen=True, slots=True)
class Reading:
    """What a codec found.

    Attributes:
        weights: the decoded tensors, each with `coded`.
        beside: names of stored tensors that no weight is decoded from, and no model needs: scales of activations.
        problems: one line for each weight that cannot be decoded.
    """

    weights: Sequence[TensorSpec]
    beside: Iterable[str] = ()
    problems: Sequence[str] = ()


@runtime_checkable
class Codec(Protocol):
    """One method of quantization. A class may state as `api_version` the `CODEC_API_VERSION` it was written for."""

    name: str
    methods: Sequence[str]
    """The values of `quant_method` in a config for which it is asked."""

    def finds(self, stored: Quantized) -> bool:
        """Whether a checkpoint without such a config is of this method, by its tensors' names and dtypes."""
        ...

    def read(self, stored: Quantized) -> Reading:
        """The weights of a checkpoint of this method. Reads headers, and small tensors that say what others are.

        Raises:
            CodecError: the config lacks something, or asks for something that is not read.
        """
        ...
