"""Parameters straight from the file onto a mesh: each process takes out only what its own devices hold.

A part of a parameter is a part of the stored tensor, whatever its layout, or of those that it is put together of: views
of the files' maps, of which only what the part needs is copied, or nothing at all where it lies ready; or what a format
decodes for it. Knows no family.
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
    """Counts what one load takes out of the files.

    Attributes:
        overflowed: values of the tensor last taken that its cast made NaN or infinite.
    """

    needed: int = 0
    read: int = 0
    pages: int = 0
    overflowed: int = 0

    def add(self, parts: Parts) -> None:
        """Count parts of one parameter, which do not overlap: what was read for them, or the map that they are of."""
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
    """A place for one parameter: its sharding, and where to count what is read for it."""

    sharding: Sharding
    ledger: Ledger = field(default_factory=Ledger)

    def take(self, step: Step, storage: Storage) -> jax.Array:
        """A global array of which this process places the parts that its own devices hold.

        Devices that hold the same part are given one copy of it, where they can share memory.

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
        """As `LazyPlacement.overflow`, of the parts that this process took."""
        return self.ledger.overflowed


def _holders(sharding: Sharding, shape: tuple[int, ...]) -> dict[Bounds, list[jax.Device]]:
    """The devices of this process by the part of an array that they hold."""
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
            shardings: by the parameters' own names; others go where JAX puts things by itself.
        """
        self.shardings = shardings
        self.ledger = Ledger()
        self._own_names = {target.param.name: target.name for target in skeleton.targets}

    def placement(self, param: ParamSpec) -> Spread | None:
        """Where a parameter goes."""
        sharding = self.shardings.get(self._own_names[param.name])
        return None if sharding is None else Spread(sharding, self.ledger)

    def finish(self, model: Any, report: LoadReport) -> LoadReport:
        """Spread the parameters that were not in the checkpoint too, and say in the report what was read."""
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
    """A load onto a mesh, or None where none is given.

    Raises:
        ShardingError: as `plan_shardings`; or there is no mesh to spread over.
    """
    if mesh is None:
        if scheme is not None or rules is not None:
            raise ShardingError(["sharding and sharding_rules need a mesh: give mesh=jax.make_mesh(…)"])
        return None
    return ShardedLoad(skeleton, plan_shardings(skeleton, mesh, scheme, rules))


def load_as_held(skeleton: Skeleton, model: Any) -> ShardedLoad | None:
    """A load that leaves every parameter where the model has it, or None where nothing is spread over devices.

    Args:
        model: of arrays, or of shapes that say how they are to be spread (`jax.ShapeDtypeStruct(…, sharding=…)`).
    """
    held = {name: getattr(value, "sharding", None) for name, value in leaves(model).items()}
    spread = {name: each for name, each in held.items() if each is not None and len(each.device_set) > 1}
    return ShardedLoad(skeleton, spread) if spread else None


def spread_value(value: jax.Array, sharding: Sharding) -> jax.Array:
    """An array that every process has alike, spread over devices of them all."""
    if value.sharding.is_equivalent_to(sharding, value.ndim):
        return value
    host = np.asarray(value)
    return jax.make_array_from_callback(host.shape, sharding, lambda index: host[index])


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
