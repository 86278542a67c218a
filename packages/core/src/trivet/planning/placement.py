"""Which device each part of a model goes to, from sizes alone: no framework, no device, no weights.

A model is cut into units that must not be split (repeated blocks, and whatever lies between them). Units stay in the
order in which they run, so that hidden states move from device to device once. What shares memory goes to one device.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from trivet.errors import PlacementError
from trivet.layout import ParamSpec
from trivet.sizes import human_size

Device = int | str  # an accelerator's number, or "cpu", or "disk"
Strategy = Literal["auto", "balanced", "balanced_low_0", "sequential"]
STRATEGIES: tuple[Strategy, ...] = ("auto", "balanced", "balanced_low_0", "sequential")
DISK = "disk"  # takes whatever is left, without bound


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a model that lies on one device as a whole.

    Attributes:
        path: dotted module path; a parameter's own name if it belongs to a module that is split.
        nbytes: bytes of its parameters, without those that another unit owns.
        with_: path of the unit that owns memory which this one shares, or None.
        is_block: whether it is a block of a repeated stack, or a module that the model's class keeps whole.
    """

    path: str
    nbytes: int
    with_: str | None = None
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The device of one unit, and the state of the devices when it was chosen.

    Attributes:
        left: bytes that are free on the device afterwards; None if it has no limit.
        full: devices that it was too large for, with the bytes free on each; they are not filled later.
    """

    unit: Unit
    device: Device
    left: int | None
    full: tuple[tuple[Device, int], ...] = ()


@dataclass(frozen=True)
class DevicePlan:
    """The device of each unit.

    Attributes:
        choices: in the order in which the units run.
        budgets: device → bytes that it may hold.
        limits: device → bytes that the strategy allowed there, without devices that it left empty.
    """

    choices: tuple[Choice, ...]
    budgets: Mapping[Device, int]
    limits: Mapping[Device, int]

    @property
    def units(self) -> tuple[Unit, ...]:
        """Units in the order in which they run."""
        return tuple(choice.unit for choice in self.choices)

    @property
    def devices(self) -> tuple[Device, ...]:
        """The device of each unit."""
        return tuple(choice.device for choice in self.choices)

    @property
    def device_map(self) -> dict[str, Device]:
        """Module path → device, in its shortest form: a module whose parts are all on one device is one entry."""
        return _shortened(self._by_path)

    @property
    def used(self) -> dict[Device, int]:
        """Device → bytes on it, in the order of the budgets."""
        used = dict.fromkeys(self.budgets, 0)
        for choice in self.choices:
            used[choice.device] = used.get(choice.device, 0) + choice.unit.nbytes
        return {device: nbytes for device, nbytes in used.items() if nbytes or device != DISK}

    def device_of(self, name: str) -> Device:
        """The device of a parameter, by its canonical name."""
        by_path, parts = self._by_path, name.split(".")
        return next(by_path[path] for stop in range(len(parts), 0, -1) if (path := ".".join(parts[:stop])) in by_path)

    @cached_property
    def _by_path(self) -> dict[str, Device]:
        """Computed once, because every parameter is looked up."""
        return {choice.unit.path: choice.device for choice in self.choices}

    def why(self, choice: Choice) -> str:
        """One line on why a unit goes where it goes."""
        unit = choice.unit
        if unit.with_ is not None and not unit.nbytes:
            return f"all of it is shared with {unit.with_}"
        reasons = [
            f"{device} has {f'only {human_size(left)}' if left else 'nothing'} left{self._share(device)}"
            for device, left in choice.full
        ]
        if not reasons and choice is self.choices[0]:
            free = ", ".join(str(device) for device in self.budgets if device not in self.limits)
            reasons = ["runs first", *([f"{free} stays free for what else is placed there"] if free else [])]
        elif not reasons:
            reasons = ["there is room beside what runs before it"]
        if unit.is_block and choice.full:
            reasons.append("a block is not split")
        if unit.with_ is not None:
            reasons.append(f"shares memory with {unit.with_}")
        return "; ".join(reasons)

    def _share(self, device: Device) -> str:
        limit = self.limits[device]
        return f" of an even share of {human_size(limit)}" if limit < self.budgets[device] else ""


def units_of(params: Iterable[tuple[ParamSpec, int]]) -> tuple[Unit, ...]:
    """The units of a model, from its parameters and their bytes, in module order."""
    params = list(params)
    above = {ancestor for param, _ in params if param.block for ancestor in _ancestors(param.block)}
    owner_of: dict[str, str] = {}
    sizes: dict[str, int] = {}
    shared: dict[str, str] = {}
    blocks = {param.block for param, _ in params}
    for param, nbytes in params:
        path = param.block or _first_uncut(param.name, above)
        owner_of[param.name] = path
        owner = owner_of.get(param.tied or "")
        sizes[path] = sizes.get(path, 0) + (0 if owner else nbytes)
        if owner is not None and owner != path:
            shared[path] = owner
    return tuple(Unit(path, nbytes, shared.get(path), path in blocks) for path, nbytes in sizes.items())


def plan_devices(units: Sequence[Unit], budgets: Mapping[Device, int], strategy: Strategy = "auto") -> DevicePlan:
    """Spread units over devices.

    Args:
        budgets: device → bytes that weights may take there: accelerators in order, then perhaps `cpu` and `disk`.
        strategy: `sequential` fills each device before the next; `balanced` (and `auto`) makes the fullest accelerator
            as empty as possible; `balanced_low_0` leaves the first accelerator free for other data (such as the outputs
            of generation) if the others have room.

    Raises:
        PlacementError: the model does not fit and the budgets have no disk, or they are empty.
    """
    if not budgets:
        raise PlacementError("max_memory names no device. Set how much each may hold: max_memory={0: …}")
    accelerators = [device for device in budgets if isinstance(device, int)]
    if strategy == "balanced_low_0" and len(accelerators) > 1:
        rest = {device: room for device, room in budgets.items() if device != accelerators[0]}
        limits = _balanced(units, rest, accelerators[1:])
        without = _filled(units, limits)
        if without is not None and not {"cpu", DISK} & {choice.device for choice in without}:
            return DevicePlan(without, budgets, limits)
    limits = dict(budgets) if strategy == "sequential" else _balanced(units, budgets, accelerators)
    choices = _filled(units, limits)
    if choices is None:
        raise PlacementError(_too_large(units, budgets))
    return DevicePlan(choices, budgets, limits)


def _balanced(
    units: Sequence[Unit], budgets: Mapping[Device, int], accelerators: Sequence[Device]
) -> dict[Device, int]:
    """The budgets, with accelerators limited to the smallest even share with which all units still fit."""
    low, high = 0, max((budgets[device] for device in accelerators), default=0)

    def limited(share: int) -> dict[Device, int]:
        return {d: min(room, share) if d in accelerators else room for d, room in budgets.items()}

    def fits(share: int) -> bool:
        return _filled(units, {d: room for d, room in limited(share).items() if d in accelerators}) is not None

    if not fits(high):
        return dict(budgets)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return limited(high)


def _filled(units: Sequence[Unit], limits: Mapping[Device, int]) -> tuple[Choice, ...] | None:
    """Where each unit goes when devices are filled one after the other, or None when not all fit."""
    order = list(limits)
    placed: dict[str, Choice] = {}
    at, left = 0, limits[order[0]] if order else 0
    for unit in units:
        if unit.with_ is not None and not unit.nbytes:
            placed[unit.path] = replace(placed[unit.with_], unit=unit, full=())
            continue
        full = []
        while at < len(order) and order[at] != DISK and unit.nbytes > left:
            full.append((order[at], left))
            at += 1
            left = limits[order[at]] if at < len(order) else 0
        if at == len(order):
            return None
        left -= unit.nbytes
        placed[unit.path] = Choice(unit, order[at], None if order[at] == DISK else left, tuple(full))
    return tuple(placed.values())


def _too_large(units: Sequence[Unit], budgets: Mapping[Device, int]) -> str:
    total, room = sum(unit.nbytes for unit in units), sum(budgets.values())
    largest = max(units, key=lambda unit: unit.nbytes)
    where = ", ".join(f"{device}: {human_size(nbytes)}" for device, nbytes in budgets.items())
    return (
        f"the model's {human_size(total)} do not fit into {human_size(room)} ({where}); its largest part that cannot "
        f"be split is {largest.path} with {human_size(largest.nbytes)}. Allow more, use a smaller dtype or add 'disk'."
    )


def _ancestors(path: str) -> list[str]:
    parts = path.split(".")
    return [".".join(parts[:stop]) for stop in range(1, len(parts))]


def _first_uncut(name: str, above: set[str]) -> str:
    """The shortest module path of a parameter that contains no block."""
    return next((path for path in _ancestors(name) if path not in above), name)


def _shortened(devices: Mapping[str, Device]) -> dict[str, Device]:
    if len(set(devices.values())) == 1:
        return {"": next(iter(devices.values()))}
    groups: dict[str, dict[str, Device]] = {}
    for path, device in devices.items():
        head, _, rest = path.partition(".")
        groups.setdefault(head, {})[rest] = device
    shortened: dict[str, Device] = {}
    for head, inside in groups.items():
        if "" in inside:
            shortened[head] = inside[""]
        else:
            short = _shortened(inside)
            shortened |= {f"{head}.{rest}" if rest else head: device for rest, device in short.items()}
    return shortened
