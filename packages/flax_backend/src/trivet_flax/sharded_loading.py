"""Parameters straight from the file onto a mesh: each process takes out only what its own devices hold.

A part of a parameter is a part of the stored tensor, whatever its layout: a view of the file's map, of which only what
the part needs is copied, or nothing at all where it lies ready. Knows no family.
"""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import jax
import numpy as np
from flax import nnx
from jax.sharding import Mesh, NamedSharding, Sharding

from trivet.dialects import Layout, ParamSpec
from trivet.load import HostTensor
from trivet.plan import Skeleton
from trivet.report import LoadReport, Reading
from trivet_flax.errors import ShardingError
from trivet_flax.sharding import Rules, Scheme, plan_shardings
from trivet_flax.skeleton import slots
from trivet_flax.tensors import Placement, place, place_on_each

Bounds: TypeAlias = tuple[tuple[int, int], ...]  # first and end of each axis
Array: TypeAlias = np.ndarray[Any, Any]


@dataclass(slots=True)
class Ledger:
    """Counts what one load takes out of the files."""

    needed: int = 0
    read: int = 0
    pages: int = 0

    def add(self, stored: Array, parts: Sequence[Array]) -> None:
        """
        Args:
            stored: the whole tensor.
            parts: views of it, which do not overlap.
        """
        needed = sum(part.nbytes for part in parts)
        self.needed += needed
        if _is_mapped(stored):
            self.read += needed
            self.pages += _page_bytes(parts)
        else:  # it had to be decoded, or joined, as a whole
            self.read += stored.nbytes
            self.pages += stored.nbytes

    def reading(self) -> Reading:
        """The sums."""
        return Reading(self.needed, self.read, self.pages)


@dataclass(frozen=True, slots=True)
class Spread:
    """A place for one parameter: its sharding, and where to count what is read for it."""

    sharding: Sharding
    ledger: Ledger = field(default_factory=Ledger)


class ShardedLoad:
    """One load onto a mesh, from its plan to its report."""

    def __init__(self, skeleton: Skeleton, mesh: Mesh, scheme: Scheme | None, rules: Rules | None) -> None:
        """
        Raises:
            ShardingError: as `plan_shardings`.
        """
        self.shardings = plan_shardings(skeleton, mesh, scheme, rules)
        self.ledger = Ledger()
        self._own_names = {target.param.name: target.name for target in skeleton.targets}

    def placement(self, param: ParamSpec) -> Spread:
        """Where a parameter goes."""
        return Spread(self.shardings[self._own_names[param.name]], self.ledger)

    def finish(self, module: nnx.Module, report: LoadReport) -> LoadReport:
        """Spread the parameters that were not in the checkpoint too, and say in the report what was read."""
        fresh = {*report.missing, *(name for name, *_ in report.mismatched)}
        for slot in slots(module):
            if slot.name in fresh and slot.owner is None and not slot.is_abstract:
                slot.variable.set_value(spread_value(slot.value, self.shardings[slot.name]))
        return replace(report, reading=self.ledger.reading())


def sharded_load(
    skeleton: Skeleton, mesh: Mesh | None, scheme: Scheme | None, rules: Rules | None
) -> ShardedLoad | None:
    """A load onto a mesh, or None where none is given.

    Raises:
        ShardingError: as `plan_shardings`; or there is no mesh to spread over.
    """
    if mesh is None:
        if scheme is not None or rules is not None:
            raise ShardingError(["sharding and sharding_rules need a mesh: give mesh=jax.make_mesh(…)"])
        return None
    return ShardedLoad(skeleton, mesh, scheme, rules)


def spread_value(value: jax.Array, sharding: NamedSharding) -> jax.Array:
    """An array that every process has alike, spread over devices of them all."""
    host = np.asarray(value)
    return jax.make_array_from_callback(host.shape, sharding, lambda index: host[index])


def place_anywhere(tensor: HostTensor, placement: Spread | Placement) -> jax.Array:
    """A `jax.Array` on a device, or spread over those of a mesh.

    Raises:
        UnsupportedDTypeError: the dtype has 64 bits and JAX is not set to hold such.
    """
    return place_spread(tensor, placement) if isinstance(placement, Spread) else place(tensor, placement)


def place_spread(tensor: HostTensor, spread: Spread) -> jax.Array:
    """A global array of which this process places the parts that its own devices hold.

    Devices that hold the same part are given one copy of it, where they can share memory.
    """
    shape = tensor.layout.shape(tensor.array.shape)
    holders: dict[Bounds, list[jax.Device]] = {}
    for device, index in spread.sharding.addressable_devices_indices_map(shape).items():
        bounds = tuple(each.indices(length)[:2] for each, length in zip(index or (), shape, strict=True))
        holders.setdefault(bounds, []).append(device)
    parts = {bounds: _part(tensor, bounds) for bounds in holders}
    spread.ledger.add(tensor.array, [part.array for part in parts.values()])
    placed = [array for bounds, part in parts.items() for array in place_on_each(part, holders[bounds])]
    return jax.make_array_from_single_device_arrays(shape, spread.sharding, placed, dtype=tensor.dtype.numpy)


def _part(tensor: HostTensor, bounds: Bounds) -> HostTensor:
    index: Any = (*stored_index(tensor.layout, tuple(slice(*each) for each in bounds)), ...)
    return replace(tensor, array=tensor.array[index])  # without the dots, no axes at all would give a scalar


def stored_index(layout: Layout, index: tuple[slice, ...]) -> tuple[slice, ...]:
    """The slices of a stored tensor's axes that give the slices `index` of the axes that a layout makes of them."""
    rest = index[max(0, layout.unit_axes) :]
    if layout.axes is not None:
        rest = tuple(rest[place] for place in layout.inverse.axes or ())
    return (*(slice(None),) * max(0, -layout.unit_axes), *rest)


def _is_mapped(array: Array) -> bool:
    """Whether it is a view of a file's map, rather than memory of its own."""
    base: Any = array
    while isinstance(base, np.ndarray):
        base = base.base
    return isinstance(base.obj if isinstance(base, memoryview) else base, mmap.mmap)


def _page_bytes(parts: Sequence[Array]) -> int:
    """Bytes of the file's pages that the parts touch: the least that a disk, or the page cache, hands over for them."""
    runs = [_runs(part) for part in parts if part.size]
    if not runs:
        return 0
    first = np.concatenate([starts // mmap.PAGESIZE for starts, _ in runs])
    last = np.concatenate([(starts + length - 1) // mmap.PAGESIZE for starts, length in runs])
    change = np.zeros(int(last.max() - first.min()) + 2, np.int64)
    np.add.at(change, first - first.min(), 1)
    np.add.at(change, last - first.min() + 1, -1)
    return int(np.count_nonzero(np.cumsum(change))) * mmap.PAGESIZE


def _runs(part: Array) -> tuple[np.ndarray[Any, np.dtype[np.int64]], int]:
    """(address of each contiguous run of a strided view, bytes of each)."""
    length, axes = part.itemsize, list(zip(part.shape, part.strides, strict=True))
    while axes and (axes[-1][1] == length or axes[-1][0] == 1):
        length *= axes.pop()[0]
    starts = np.array([part.ctypes.data], np.int64)
    for count, stride in axes:
        starts = (starts[:, None] + np.arange(count, dtype=np.int64) * stride).reshape(-1)
    return starts, length
