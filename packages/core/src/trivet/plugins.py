"""What a backend, a format and an architecture must be, and how installed ones are found. Imports none of them itself.

Three entry-point groups, each loaded on first use: `trivet.backends`, `trivet.formats`, `trivet.architectures`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from trivet.errors import BackendNotInstalledError, DuplicateProviderError, UnknownModelTypeError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from trivet.architectures.base import Architecture
    from trivet.dialects import ParamSpec
    from trivet.formats.base import Entry
    from trivet.load import HostTensor
    from trivet.plan import Skeleton
    from trivet.progress import Progress
    from trivet.report import LoadReport
    from trivet.tensors import Catalog, TensorSpec

BACKEND_API_VERSION = 1


@runtime_checkable
class Backend(Protocol):
    """One framework. The object behind the entry point must import without its framework being imported."""

    name: str
    """`torch`, `tensorflow` or `flax`; also the name of its dialect."""
    api_version: int
    """The `BACKEND_API_VERSION` that it was written for."""

    @property
    def exports(self) -> Mapping[str, str]:
        """Public names that it adds to `trivet`: name → "module:attribute"."""
        ...

    def is_native(self, model: object) -> bool:
        """Whether the object is a model (or params) of this framework; must not import the framework."""
        ...

    def skeleton(self, model: Any) -> Skeleton:
        """The parameters of a live model, in canonical terms, read from the types of its layers."""
        ...

    def place(self, tensor: HostTensor, placement: Any) -> Any:
        """The framework's tensor for host bytes: layout and cast done where that is cheapest, aliasing where it can."""
        ...

    def fetch(self, param: Any) -> Any:
        """A numpy array (aliasing where it can) of one parameter as it lies in the model, in its own layout."""
        ...

    def assign(self, model: Any, tensors: Mapping[str, Any]) -> None:
        """Set parameters by the skeleton's target names; ties are made again."""
        ...

    def tensors(self, model: Any) -> Mapping[str, Any]:
        """The live parameters by the skeleton's target names, for `fetch`."""
        ...


class Placing(Protocol):
    """How one load puts parameters onto devices."""

    def placement(self, param: ParamSpec) -> Any:
        """Where one goes, as the backend's `place` takes it."""
        ...

    def finish(self, model: Any, report: LoadReport) -> LoadReport:
        """Put what the checkpoint lacks there too, and add to the report what was read."""
        ...


@runtime_checkable
class PlacingBackend(Backend, Protocol):
    """A backend that can load any model of its framework onto several devices."""

    def placing(self, model: Any, skeleton: Skeleton, **options: Any) -> Placing | None:
        """How a load of a model goes about it; None where there is nothing to say.

        Args:
            options: as the backend's `from_pretrained` takes them; without any, as the model lies now.
        """
        ...


@runtime_checkable
class PlacesBackend(Backend, Protocol):
    """A backend whose framework writes files that tell tensors by their place in the model, not by their names."""

    def stored_names(self, model: Any, catalog: Catalog) -> Mapping[str, str]:
        """The skeleton's target name → stored name, for a catalog of such a file; empty for any other."""
        ...


@runtime_checkable
class JointBackend(Backend, Protocol):
    """A backend whose models may be held by several processes together."""

    def save_together(self, tensors: Mapping[str, Any], write: Callable[[Mapping[str, Any]], list[Path]]) -> list[Path]:
        """Let `write` have the live parameters, in one process only where several hold them together.

        Args:
            tensors: as `tensors` gave them; what `write` is given is for `fetch`, too.
        """
        ...


@runtime_checkable
class Format(Protocol):
    """A container of tensors, read (and by some written) without any framework."""

    name: str
    suffixes: Sequence[str]
    """Endings of file names that are in this format."""
    weights_name: str
    """Name of an unsharded weights file (`model.safetensors`); shards and index are named after it."""
    dialect: str | None
    """The framework whose own container it is, or None when any dialect may be in it."""
    # Further, where a format has it: `rewritten_in_place`, True where the programs that write such files write over the
    # old bytes. Files of such formats are read by default, all others are mapped.

    def sniff(self, path: Path) -> bool:
        """Whether the file's first bytes look like this format. Never raises on content."""
        ...

    def open(self, path: Path) -> Catalog:
        """The file's header as a Catalog; no tensor bytes are read.

        A format may open the file as a `trivet.source_files.SourceFile`, read the header from it, and hand it to the
        Catalog and its specs: then the bytes come from that very file, whatever the path names later. For a format that
        does not, the file is opened before this is called, and refused if the path names another one afterwards.

        Raises:
            SourceNotFoundError: no such file.
            CorruptFileError: the file is not what the format says.
            UnsupportedFileError: it is sound, but holds nothing that is read as weights.
        """
        ...

    def index_name(self, name: str) -> str:
        """The catalog's spelling of a name in a shard index, where writers of this format spell it in another way."""
        ...


@runtime_checkable
class IndirectFormat(Format, Protocol):
    """A format some of whose tensors do not lie in the file as plain bytes (`TensorSpec.via`)."""

    def read(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The tensor's elements in C order and native byte order, as uint8 [nbytes].

        Raises:
            CorruptFileError: the stored bytes do not decode to the declared size.
        """
        ...


@runtime_checkable
class PartialFormat(IndirectFormat, Protocol):
    """A format that decodes a part of a tensor without the rest."""

    def parts(self, spec: TensorSpec, indices: Sequence[tuple[Any, ...]]) -> tuple[Sequence[np.ndarray[Any, Any]], int]:
        """Some parts of a tensor, each as its index takes it, and how many bytes were decoded for them.

        Raises:
            CorruptFileError: they are not there.
        """
        ...


@runtime_checkable
class CheckedFormat(Format, Protocol):
    """A format whose files hold checksums of the tensors' bytes."""

    def verify(self, path: Path, *, progress: Progress) -> None:
        """Hold the bytes of every tensor against its checksum.

        Raises:
            CorruptFileError: some do not match; names them.
        """
        ...


@runtime_checkable
class WritableFormat(Format, Protocol):
    """A format that core can write."""

    def write(
        self, path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str], total: int, progress: Progress
    ) -> None:
        """Write one file that holds the entries, and fsync it. One entry's bytes are in memory at a time.

        Args:
            total: bytes of the whole job, for progress.
        """
        ...


def _found(group: str) -> dict[str, EntryPoint]:
    """Entry points of a group by name.

    Raises:
        DuplicateProviderError: two distributions provide one name.
    """
    by_name: dict[str, EntryPoint] = {}
    for point in entry_points(group=group):
        other = by_name.setdefault(point.name, point)
        if other.value != point.value:
            providers = [f"{_origin(each)} ({each.value})" for each in (other, point)]
            raise DuplicateProviderError(group, point.name, providers)
    return by_name


def _origin(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else "an unknown package"


KNOWN_BACKENDS: Mapping[str, str] = {"torch": "torch", "tensorflow": "tensorflow", "flax": "jax"}
"""Backends that the project publishes, and the module whose presence means that the framework itself is there."""


@cache
def backend_points() -> Mapping[str, EntryPoint]:
    """Entry points of the installed backends by name. None is loaded."""
    return _found("trivet.backends")


@cache
def backend(name: str) -> Backend:
    """The installed backend of that name.

    Raises:
        BackendNotInstalledError: it is not installed, or was written for another core, with the pip command.
    """
    point = backend_points().get(name)
    if point is None:
        raise BackendNotInstalledError(name)
    try:
        loaded = cast(Backend, point.load())
    except ImportError as error:
        raise BackendNotInstalledError(name, cause=str(error)) from error
    if loaded.api_version != BACKEND_API_VERSION:
        raise BackendNotInstalledError(
            name, cause=f"it speaks backend API {loaded.api_version}, this core speaks {BACKEND_API_VERSION}"
        )
    return loaded


def backends() -> Iterator[Backend]:
    """Every installed backend."""
    for name in backend_points():
        yield backend(name)


def sorted_backends() -> tuple[list[Backend], dict[str, BackendNotInstalledError]]:
    """The installed backends that work, and what is wrong with the others: one must not take the rest with it."""
    working: list[Backend] = []
    broken: dict[str, BackendNotInstalledError] = {}
    for name in backend_points():
        try:
            working.append(backend(name))
        except BackendNotInstalledError as error:
            broken[name] = error
    return working, broken


def backend_of(model: object) -> Backend:
    """The backend whose framework the model belongs to.

    Raises:
        TypeError: no installed backend knows it.
    """
    working, broken = sorted_backends()
    for candidate in working:
        if candidate.is_native(model):
            return candidate
    names = [candidate.name for candidate in working]
    installed = ", ".join([*names, *(f"{name}, which cannot be imported" for name in broken)]) or "none"
    raise TypeError(
        f"{type(model).__module__}.{type(model).__name__} is no model of an installed backend (installed: {installed})"
    )


@cache
def architecture_points() -> Mapping[str, EntryPoint]:
    """Entry points of the known architectures by model type. None is loaded."""
    return _found("trivet.architectures")


@cache
def architecture(model_type: str) -> Architecture:
    """The architecture of a model type.

    Raises:
        UnknownModelTypeError: none is registered.
    """
    point = architecture_points().get(model_type)
    if point is None:
        raise UnknownModelTypeError(model_type, list(architecture_points()))
    loaded = point.load()
    return cast("Architecture", loaded() if isinstance(loaded, type) else loaded)


@cache
def format_points() -> Mapping[str, EntryPoint]:
    """Entry points of the formats by name. None is loaded."""
    return _found("trivet.formats")


def is_imported(module: str) -> bool:
    """Whether a framework is already imported; looks, never imports."""
    return sys.modules.get(module) is not None
