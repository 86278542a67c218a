"""Builds modules without values, initialises missing values, and binds other values. Knows no family."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar

import jax
from flax import nnx

from trivet_flax.layers.setup import AbstractRngs, PretrainedModule
from trivet_flax.load.skeleton import Named, Slot, slots, slots_of, variables
from trivet_flax.load.tensors import typed_key
from trivet_flax.model.params import checked_leaves

Module = TypeVar("Module", bound=nnx.Module)


class Build(Protocol):
    """Creates a model's module; all arguments except the random keys are fixed."""

    def __call__(self, *, rngs: nnx.Rngs) -> nnx.Module:
        """The module."""
        ...


def build_abstract(build: Build, module_class: type, seed: int) -> nnx.Module:
    """A module whose parameters are shapes and dtypes.

    Modules of other layers than trivet's are traced instead, which computes no values either, but takes longer.
    """
    if issubclass(module_class, PretrainedModule):
        return build(rngs=AbstractRngs(seed))
    return nnx.eval_shape(lambda: build(rngs=nnx.Rngs(seed)))


def owned_slots(module: nnx.Module) -> dict[str, Slot]:
    """The parameters of a module by dotted name, each tied one under its owner's name only."""
    return {slot.name: slot for slot in slots(module) if slot.owner is None}


def initialise(
    module: nnx.Module, build: Build | None, key: jax.Array | int, named: Sequence[Named] | None = None
) -> None:
    """Initialise every parameter (and random state) of a module that has no value yet.

    Args:
        build: the function that created the module; None for a module that has values.
        key: random key of all values.
        named: the module's variables, if the caller has them already.
    """
    named = variables(module) if named is None else named
    abstract = [each for each in named if _is_abstract(each[1])]
    if not abstract:
        return
    rngs = nnx.Rngs(typed_key(key))
    for slot in slots_of(named):
        initializer = getattr(slot.holder, f"{slot.leaf}_init", None)
        if slot.owner is None and slot.is_abstract and initializer is not None:
            slot.variable.set_value(initializer(rngs.params(), slot.value.shape, slot.value.dtype))
    missing = {name: variable for name, variable, _ in abstract if _is_abstract(variable)}
    if build is not None and missing:
        _initialise_as_built(missing, build, key)


def _initialise_as_built(missing: Mapping[str, nnx.Variable[Any]], build: Build, key: jax.Array | int) -> None:
    """Build the module again, compiled, so that only missing values are computed."""

    @jax.jit
    def values(key: jax.Array) -> dict[str, Any]:
        built = {name: variable for name, variable, _ in variables(build(rngs=nnx.Rngs(key)))}
        return {name: built[name].get_value() for name in missing}

    for name, value in values(typed_key(key)).items():
        missing[name].set_value(value)


def _is_abstract(variable: nnx.Variable[Any]) -> bool:
    return isinstance(variable.get_value(), jax.ShapeDtypeStruct)


def bind(module: Module, params: Mapping[Any, Any], owner: str) -> Module:
    """A copy of a module with the values of a params tree; the module itself keeps its own.

    Raises:
        CheckpointMismatchError: a leaf is missing, unknown or of another shape.
    """
    copied = nnx.clone(module)
    set_params(copied, params, owner)
    return copied


def set_params(module: nnx.Module, params: Mapping[Any, Any], owner: str) -> None:
    """Set all parameters of a module from a params tree.

    Raises:
        CheckpointMismatchError: a leaf is missing, unknown or of another shape; the module is unchanged.
    """
    targets = owned_slots(module)
    leaves = checked_leaves(params, {name: slot.value.shape for name, slot in targets.items()}, owner)
    for name, slot in targets.items():
        slot.variable.set_value(leaves[name])
