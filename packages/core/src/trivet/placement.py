"""Which device each part of a model goes to, from sizes alone: no framework, no device, no weights.

A model is cut into units that must not be split (repeated blocks, and whatever lies between them). Units stay in the
order in which they run, so that states cross from device to device once. What shares memory goes to one device.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from trivet.dialects import ParamSpec
from trivet.errors import PlacementError
from trivet.sizes import human_size

Device = int | str  # an accelerator's number, or "cpu", or "disk"
Strategy = Literal["auto", "balanced", "balanced_low_0", "sequential"]
STRATEGIES: tuple[Strategy, ...] = ("auto", "balanced", "balanced_low_0", "sequential")
DISK = "disk"  # takes whatever is left, without bound


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a model that lies on one device as a whole.

    Attributes:
        path: module path, dotted; a parameter's own name where a module that is cut holds it itself.
        nbytes: of its parameters; what it shares with another unit is counted there.
        with_: path of the unit that owns memory which this one shares, or None.
    """

    path: str
    nbytes: int
    with_: str | None = None


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """Where each unit goes.

    Attributes:
        units: in the order in which they run.
        devices: the device of each.
        budgets: device → bytes that it may hold.
    """

    units: tuple[Unit, ...]
    devices: tuple[Device, ...]
    budgets: Mapping[Device, int]

    @property
    def device_map(self) -> dict[str, Device]:
        """Module path → device, as short as it can be said: a module whose parts are all on one device stands alone."""
        return _shortened({unit.path: device for unit, device in zip(self.units, self.devices, strict=True)})

    @property
    def used(self) -> dict[Device, int]:
        """Device → bytes on it, in the order of the budgets."""
        found = dict.fromkeys(self.budgets, 0)
        for unit, device in zip(self.units, self.devices, strict=True):
            found[device] = found.get(device, 0) + unit.nbytes
        return {device: nbytes for device, nbytes in found.items() if nbytes or device != DISK}

    def device_of(self, name: str) -> Device:
        """The device of a parameter, by its canonical name."""
        by_path = {unit.path: device for unit, device in zip(self.units, self.devices, strict=True)}
        parts = name.split(".")
        return next(by_path[path] for stop in range(len(parts), 0, -1) if (path := ".".join(parts[:stop])) in by_path)


def units_of(params: Iterable[tuple[ParamSpec, int]]) -> tuple[Unit, ...]:
    """The units of a model, from its parameters and their bytes, in module order."""
    params = list(params)
    above = {ancestor for param, _ in params if param.block for ancestor in _ancestors(param.block)}
    owner_of: dict[str, str] = {}
    sizes: dict[str, int] = {}
    shared: dict[str, str] = {}
    for param, nbytes in params:
        path = param.block or _first_uncut(param.name, above)
        owner_of[param.name] = path
        owner = owner_of.get(param.tied or "")
        sizes[path] = sizes.get(path, 0) + (0 if owner else nbytes)
        if owner is not None and owner != path:
            shared[path] = owner
    return tuple(Unit(path, nbytes, shared.get(path)) for path, nbytes in sizes.items())


def plan_devices(units: Sequence[Unit], budgets: Mapping[Device, int], strategy: Strategy = "auto") -> DevicePlan:
    """Spread units over devices.

    Args:
        budgets: device → bytes that weights may take there: accelerators in order, then perhaps `cpu` and `disk`.
        strategy: `sequential` fills each device before the next; `balanced` (and `auto`) makes the fullest accelerator
            as empty as it can be; `balanced_low_0` leaves the first accelerator to what else will be there (such as
            the outputs of generation) if the others have room.

    Raises:
        PlacementError: not all fits, and there is no disk to put the rest on; or no device is given.
    """
    if not budgets:
        raise PlacementError("no device to place the model on was given. Say how much each may hold: max_memory={0: …}")
    accelerators = [device for device in budgets if isinstance(device, int)]
    if strategy == "balanced_low_0" and len(accelerators) > 1:
        rest = {device: room for device, room in budgets.items() if device != accelerators[0]}
        without = _filled(units, _balanced(units, rest, accelerators[1:]))
        if without is not None and not {"cpu", DISK} & set(without):
            return DevicePlan(tuple(units), without, budgets)
    limits = dict(budgets) if strategy == "sequential" else _balanced(units, budgets, accelerators)
    devices = _filled(units, limits)
    if devices is None:
        raise PlacementError(_too_large(units, budgets))
    return DevicePlan(tuple(units), devices, budgets)


def _balanced(
    units: Sequence[Unit], budgets: Mapping[Device, int], accelerators: Sequence[Device]
) -> dict[Device, int]:
    """The budgets with those of accelerators cut to the smallest even share with which all units still fit on them."""
    low, high = 0, max((budgets[device] for device in accelerators), default=0)

    def limited(share: int) -> dict[Device, int]:
        return {d: min(room, share) if d in accelerators else room for d, room in budgets.items()}

    def fits(share: int) -> bool:
        devices = _filled(units, {d: room for d, room in limited(share).items() if d in accelerators})
        return devices is not None

    if not fits(high):
        return dict(budgets)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return limited(high)


def _filled(units: Sequence[Unit], budgets: Mapping[Device, int]) -> tuple[Device, ...] | None:
    """The device of each unit when devices are filled one after the other, or None when not all fit."""
    order = list(budgets)
    placed: dict[str, Device] = {}
    at, left = 0, budgets[order[0]] if order else 0
    for unit in units:
        if unit.with_ is not None and not unit.nbytes:
            placed[unit.path] = placed[unit.with_]
            continue
        while at < len(order) and order[at] != DISK and unit.nbytes > left:
            at += 1
            left = budgets[order[at]] if at < len(order) else 0
        if at == len(order):
            return None
        left -= unit.nbytes
        placed[unit.path] = order[at]
    return tuple(placed.values())


def _too_large(units: Sequence[Unit], budgets: Mapping[Device, int]) -> str:
    total, room = sum(unit.nbytes for unit in units), sum(budgets.values())
    largest = max(units, key=lambda unit: unit.nbytes)
    where = ", ".join(f"{device}: {human_size(nbytes)}" for device, nbytes in budgets.items())
    return (
        f"the model's {human_size(total)} do not fit into {human_size(room)} ({where}); its largest part that cannot "
        f"be split is {largest.path} with {human_size(largest.nbytes)}. Give more, load a smaller dtype, or add 'disk'."
    )


def _ancestors(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:stop]) for stop in range(1, len(parts))]


def _first_uncut(name: str, above: set[str]) -> str:
    """The shortest module path of a parameter under which no block lies."""
    return next((path for path in _ancestors(name) if path not in above), name)


def _shortened(devices: Mapping[str, Device]) -> dict[str, Device]:
    if len(set(devices.values())) == 1:
        return {"": next(iter(devices.values()))}
    groups: dict[str, dict[str, Device]] = {}
    for path, device in devices.items():
        head, _, rest = path.partition(".")
        groups.setdefault(head, {})[rest] = device
    found: dict[str, Device] = {}
    for head, inside in groups.items():
        if "" in inside:
            found[head] = inside[""]
        else:
            short = _shortened(inside)
            found |= {f"{head}.{rest}" if rest else head: device for rest, device in short.items()}
    return found
