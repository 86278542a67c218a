"""From a Keras `.h5` file to its weights. Knows these layouts:

* `tf_model.h5`, as Keras 2 wrote weights: the attribute `layer_names` lists groups, one for each top-level layer; a
  group's `weight_names` lists its variables' full paths, which lead from the group to the datasets. A variable that
  several layers share is stored under each of them.
* `tf_model-00001-of-00003.h5`, as `transformers` 4 wrote it: `layer_names` lists the datasets themselves, by catalog
  name.
* a whole model, as Keras 2 and 3 write `.h5`: the first layout, in the group `model_weights`. The model's config and
  the optimizer's slots are not read.
* `.weights.h5` of Keras 3, and the same within `.keras`: `trivet.formats.h5.keras3`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trivet.errors import CorruptFileError, UnsupportedFileError
from trivet.formats.file_view import FileView
from trivet.formats.h5 import archive, keras3
from trivet.formats.h5.datasets import Dataset, read_dataset
from trivet.formats.h5.groups import Groups
from trivet.formats.h5.image import Image
from trivet.formats.h5.values import Attribute, Attributes
from trivet.formats.keras_paths import catalog_names
from trivet.tensors.source_files import SourceFile

LAYERS, WEIGHTS = "layer_names", "weight_names"
MODEL, OPTIMIZER = b"model_weights", b"optimizer_weights"  # groups of a whole model
TOP_LEVEL = "top_level_model_weights"  # group of the variables that belong to no layer; not in `layer_names`


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of a file.

    Attributes:
        datasets: catalog name → dataset, in the order of the file's lists.
        metadata: the file's own text attributes.
    """

    datasets: Mapping[str, Dataset]
    metadata: Mapping[str, str]


def read_weights(source: SourceFile) -> Weights:
    """Read a file's headers.

    Raises:
        CorruptFileError: the file is malformed; names the tensor and the byte.
        UnsupportedFileError: it holds no weights of Keras, or stores them in an unsupported way.
    """
    if not source.size:
        raise CorruptFileError(source.path, "is empty; an HDF5 file starts with a superblock")
    if source.path.name.endswith(archive.SUFFIX):
        return _File(archive.embedded(source)).weights()
    return _File(Image(FileView(source), source.path)).weights()


class _File:
    """One reading of a file."""

    def __init__(self, image: Image) -> None:
        self.image = image
        self.groups = Groups(image)
        self.attributes = Attributes(image)

    def weights(self) -> Weights:
        """
        Raises:
            CorruptFileError, UnsupportedFileError: as `read_weights`.
        """
        links = self.groups.links(self.groups.root)
        top = links.get(MODEL, self.groups.root)
        attributes = self.attributes.of(top)
        layers = self._names(attributes, LAYERS)
        if layers is not None:
            skipped = [OPTIMIZER.decode()] if OPTIMIZER in links else []
            return self._by_layer(top, layers, {**self._texts(attributes), **_json_list("skipped", skipped)})
        if keras3.is_keras3(links) and (weights := self._numbered(self._texts(attributes))).datasets:
            return weights
        reason = f"holds no Keras weights: neither an attribute {LAYERS!r} nor a group 'vars' lists any"
        raise UnsupportedFileError(self.image.path, reason)

    def _numbered(self, metadata: Mapping[str, str]) -> Weights:
        """Weights in the layout of Keras 3."""
        headers, others = keras3.variables(self.image, self.groups)
        datasets = {name: read_dataset(self.image, header, name) for name, header in headers.items()}
        self._check_overlap(
            {headers[name]: each for name, each in datasets.items()}, {v: k for k, v in headers.items()}
        )
        return Weights(datasets, {**metadata, **_json_list("skipped", others)})

    def _by_layer(self, top: int, layers: list[str], metadata: Mapping[str, str]) -> Weights:
        """Weights in the layout of Keras 2: a group that lists its layers."""
        if TOP_LEVEL.encode() in self.groups.links(top) and TOP_LEVEL not in layers:
            layers = [*layers, TOP_LEVEL]
        per_layer = [self._layer(layer, top) for layer in layers]
        stored = [
            (layer, path, header)
            for layer, (_, variables) in zip(layers, per_layer, strict=True)
            for path, header in variables
        ]
        owners = self._owners(stored)
        is_flat = any(flat for flat, _ in per_layer)
        names = {path: path for path in owners} if is_flat else catalog_names(owners)
        parsed = {header: read_dataset(self.image, header, names[path]) for _, path, header in stored}
        self._check_overlap(parsed, {header: names[path] for _, path, header in stored})
        copies = _json_list("copies", self._copies(stored, owners, parsed))
        is_model = not is_flat and MODEL in self.groups.links(self.groups.root)  # names may be generated, so keep order
        order = {"layers": json.dumps([[names[path] for path, _ in each] for _, each in per_layer])} if is_model else {}
        kept = {names[path]: parsed[header] for path, header in owners.items()}
        return Weights(kept, {**metadata, **copies, **order})

    def _layer(self, layer: str, top: int) -> tuple[bool, list[tuple[str, int]]]:
        """(whether the "layer" is a dataset itself, its variables as (path, object header))."""
        header = self._find(layer, top)
        variables = self._names(self.attributes.of(header), WEIGHTS)
        if variables is None:
            return True, [(layer, header)]
        return False, [(path, self._find(path, header)) for path in variables]

    def _find(self, path: str, start: int) -> int:
        header = self.groups.find(path, start)
        if header is None:
            raise CorruptFileError(self.image.path, "listed in the file's attributes, but not in the file", tensor=path)
        return header

    def _names(self, attributes: Mapping[str, Attribute], name: str) -> list[str] | None:
        """A list of names, which Keras splits into `name0`, `name1` and so on if it is long; None if there is none."""
        parts = [attributes[name]] if name in attributes else []
        while name not in attributes and f"{name}{len(parts)}" in attributes:
            parts.append(attributes[f"{name}{len(parts)}"])
        if not parts:
            return None
        if any(len(part.shape) != 1 for part in parts):
            raise self.image.fail(f"the attribute {name!r} is not a list", parts[0].address)
        names = [text for part in parts for text in self.attributes.texts(part)]
        if len(set(names)) != len(names):
            raise CorruptFileError(self.image.path, f"the attribute {name!r} lists a name twice")
        return names

    def _owners(self, stored: Sequence[tuple[str, str, int]]) -> dict[str, int]:
        """Variable path → object header of the one copy that is read.

        Equal paths are one variable, whatever the layers: Keras stores a shared variable under each of its layers. The
        copy that is read is that of the layer which the path itself leads through, or else the first.
        """
        owners: dict[str, int] = {}
        for layer, path, header in stored:
            if path not in owners or path.split("/")[1:2] == [layer]:
                owners[path] = header
        return owners

    def _copies(
        self, stored: Sequence[tuple[str, str, int]], owners: Mapping[str, int], parsed: Mapping[int, Dataset]
    ) -> list[str]:
        """Paths of the copies that are not read.

        Raises:
            CorruptFileError: one is of another dtype or shape.
        """
        copies = []
        for layer, path, header in stored:
            if header == owners[path]:
                continue
            own, other = parsed[owners[path]], parsed[header]
            if (own.dtype, own.shape) != (other.dtype, other.shape):
                reason = f"is stored as {own.dtype.name} {list(own.shape)} and, under the layer {layer!r}, as "
                raise self.image.fail(reason + f"{other.dtype.name} {list(other.shape)}", tensor=path)
            copies.append(f"{layer}/{path}")
        return copies

    def _check_overlap(self, datasets: Mapping[int, Dataset], names: Mapping[int, str]) -> None:
        spans = [
            (start, start + nbytes, names[header])
            for header, dataset in datasets.items()
            for start, nbytes in runs(dataset)
        ]
        reached, before = 0, ""
        for start, end, name in sorted(spans):
            if start < reached:
                reason = (
                    f"its bytes start at {start} of the file and overlap those of {before!r}, which end at {reached}"
                )
                raise self.image.fail(reason, tensor=name)
            reached, before = end, name

    def _texts(self, attributes: Mapping[str, Attribute]) -> dict[str, str]:
        """The attributes whose value is a single text (`backend`, `keras_version`, `format`)."""
        return {name: self.attributes.texts(value)[0] for name, value in attributes.items() if value.is_text}


def _json_list(name: str, paths: Sequence[str]) -> dict[str, str]:
    return {name: json.dumps(list(paths))} if paths else {}


def runs(dataset: Dataset) -> list[tuple[int, int]]:
    """(offset from the start of the file, bytes) of each run of a dataset's stored bytes; none for an empty dataset."""
    if dataset.chunk_shape:
        return [(chunk.offset, chunk.nbytes) for chunk in dataset.chunks]
    return [(dataset.offset, dataset.nbytes)] if dataset.nbytes else []
