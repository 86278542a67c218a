"""Reads params from the files of a checkpoint, without a model. Knows no modules."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from trivet.checkpoint.watched import Watch, settled
from trivet.formats.registry import open_files
from trivet.formats.storage import Storage
from trivet.layout import IDENTITY
from trivet.layout.host import HostTensor
from trivet.tensors import Catalog
from trivet_flax.load.tensors import place
from trivet_flax.model.params import Params, nest


def read_params(files: Sequence[str | os.PathLike[str]]) -> Params:
    """Every tensor of some files, by stored name, unchanged.

    Raises:
        TrivetError: a file cannot be read, changes meanwhile, or two files have a tensor of the same name.
        UnsupportedDTypeError: a tensor has 64 bits and JAX is not configured for it.
    """
    catalog, storage = settled(partial(_opened, [Path(file) for file in files])), Storage()
    return nest(
        {name: place(HostTensor(name, storage.array(spec), IDENTITY, spec.dtype)) for name, spec in catalog.items()}
    )


def _opened(files: Sequence[Path], watch: Watch) -> Catalog:
    catalog = Catalog.joined(open_files(files))
    watch.sources(catalog.sources)
    return catalog
