"""Loads parameters directly from files onto a mesh: each process reads only the parts of its own devices.

A part of a parameter is a part of the stored tensor in any layout, or of the tensors from which it is assembled: views
of the files' maps, of which only the needed elements are copied, or none if they are ready; or what a format decodes
for it. Knows no family.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import jax
import numpy as np
from jax.sharding import Mesh, Sharding

from trivet.formats.storage import Storage
from trivet.layout import ParamSpec
from trivet.layout.views import Bounds
from trivet.planning.load_plan import Step
from trivet.planning.report import LoadReport, Reading
from trivet.planning.skeleton import Skeleton
from trivet.transfer.gathering import Parts, parts_of
from trivet.transfer.load import LazyPlacement
from trivet_flax.errors import ShardingError
from trivet_flax.load.skeleton import assign, leaves
from trivet_flax.load.tensors import place_on_each
from trivet_flax.placement.sharding import Rules, Scheme, plan_shardings

Array: TypeAlias = np.ndarray[Any, Any]


@dataclass(slots=True)
class Ledger:
    """Counts what one load reads from the files.

    Attributes:
        overflowed: number of values of the last tensor that its cast made NaN or infinite.
    """

    needed: int = 0
    read: int = 0
    pages: int = 0
    overflowed: int = 0

    def add(self, parts: Parts) -> None:
        """Count parts of one parameter, which do not overlap: the bytes read for them, or their pages in the map."""
        needed = sum(each.nbytes for each in parts.stored)
        self.needed += needed
        self.read += parts.read or needed
        self.pages += parts.read or _page_bytes(parts.stored)
        self.overflowed = parts.overflowed

    def reading(self) -> Reading:
        """The sums."""
        return Reading(self.needed, self.read, self.pages)


@dataclass(frozen=True, slots=True)
class Spread(LazyPlacement):
    """The placement of one parameter: its sharding, and the ledger of its reads."""

    sharding: Sharding
    ledger: Ledger = field(default_factory=Ledger)

    def take(self, step: Step, storage: Storage) -> jax.Array:
        """A global array, of which this process places the parts of its own devices.

        Devices with the same part receive one copy of it, if they can share memory.

        Raises:
            UnsupportedDTypeError: the dtype has 64 bits and JAX is not set to hold such.
        """
        holders = _holders(self.sharding, step.shape)
        parts = parts_of(step, storage, [*holders])
        self.ledger.add(parts)
        placed = [
            array
            for host, devices in zip(parts.hosts, holders.values(), strict=True)
            for array in place_on_each(host, devices)
        ]
        return jax.make_array_from_single_device_arrays(step.shape, self.sharding, placed, dtype=step.dtype.numpy)

    def overflow(self, step: Step, storage: Storage) -> int:
        """As `LazyPlacement.overflow`, for the parts that this process read."""
        return self.ledger.overflowed


def _holders(sharding: Sharding, shape: tuple[int, ...]) -> dict[Bounds, list[jax.Device]]:
    """Part of an array → devices of this process that hold it."""
    holders: dict[Bounds, list[jax.Device]] = {}
    for device, index in sharding.addressable_devices_indices_map(shape).items():
        bounds = tuple(each.indices(length)[:2] for each, length in zip(index or (), shape, strict=True))
        holders.setdefault(bounds, []).append(device)
    return holders


class ShardedLoad:
    """One load onto a mesh, from its plan to its report."""

    def __init__(self, skeleton: Skeleton, shardings: Mapping[str, Sharding]) -> None:
        """
        Args:
            shardings: by the parameters' own names; others go to JAX's default device.
        """
        self.shardings = shardings
        self.ledger = Ledger()
        self._own_names = {target.param.name: target.name for target in skeleton.targets}

    def placement(self, param: ParamSpec) -> Spread | None:
        """The placement of a parameter."""
        sharding = self.shardings.get(self._own_names[param.name])
        return None if sharding is None else Spread(sharding, self.ledger)

    def finish(self, model: Any, report: LoadReport) -> LoadReport:
        """Shard the parameters that were not in the checkpoint as well, and add the reading to the report."""
        fresh = {*report.missing, *(name for name, *_ in report.mismatched)} & {*self.shardings}
        values = {name: value for name, value in leaves(model).items() if name in fresh}
        assign(
            model,
            {
                name: spread_value(value, self.shardings[name])
                for name, value in values.items()
                if not isinstance(value, jax.ShapeDtypeStruct)
            },
        )
        return replace(report, reading=self.ledger.reading())


def sharded_load(
    skeleton: Skeleton, mesh: Mesh | None, scheme: Scheme | None, rules: Rules | None
) -> ShardedLoad | None:
    """A load onto a mesh, or None without a mesh.

    Raises:
        ShardingError: as for `plan_shardings`; or there is no mesh.
    """
    if mesh is None:
        if scheme is not None or rules is not None:
            raise ShardingError(["sharding and sharding_rules need a mesh: pass mesh=jax.make_mesh(…)"])
        return None
    return ShardedLoad(skeleton, plan_shardings(skeleton, mesh, scheme, rules))


def load_as_held(skeleton: Skeleton, model: Any) -> ShardedLoad | None:
    """A load that keeps the sharding of every parameter of the model, or None if nothing is sharded.

    Args:
        model: a model of arrays, or of shapes with shardings (`jax.ShapeDtypeStruct(…, sharding=…)`).
    """
    held = {name: getattr(value, "sharding", None) for name, value in leaves(model).items()}
    spread = {name: each for name, each in held.items() if each is not None and len(each.device_set) > 1}
    return ShardedLoad(skeleton, spread) if spread else None


def spread_value(value: jax.Array, sharding: Sharding) -> jax.Array:
    """An array that is the same in every process, sharded over the devices of all."""
    if value.sharding.is_equivalent_to(sharding, value.ndim):
        return value
    host = np.asarray(value)
    return jax.make_array_from_callback(host.shape, sharding, lambda index: host[index])


def _page_bytes(parts: Sequence[Array]) -> int:
    """Bytes of the file's pages that the parts touch: the least that a disk, or the page cache, transfers for them."""
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
