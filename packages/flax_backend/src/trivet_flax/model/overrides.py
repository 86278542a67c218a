"""What another author's subclass overrides of a model's methods, and initial values where it is `init_weights`."""

from __future__ import annotations

from typing import Any

import jax
from flax import nnx
from flax.core import unfreeze
from flax.nnx.bridge import variables as bridge

from trivet_flax.build.without_values import Build, build_abstract, initialise, owned_slots
from trivet_flax.load.skeleton import slots_of, variables
from trivet_flax.model.params import Params, checked_leaves, nest


def is_overridden(model: Any, *names: str) -> bool:
    """Whether the class of another author has one of the methods.

    Args:
        model: a model, or its class.
    """
    classes = model.__mro__ if isinstance(model, type) else type(model).__mro__
    owners = (next((each for each in classes if name in vars(each)), None) for name in names)
    return any(owner is not None and not owner.__module__.startswith("trivet_flax.") for owner in owners)


def drawn_by(model: Any, key: Any) -> Params:
    """What a model's own `init_weights` draws, as plain dicts."""
    params: Params = unfreeze(model.init_weights(key, model.input_shape))
    return params


def initialise_model(model: Any) -> None:
    """Give initial values to every parameter of a model that has none.

    Raises:
        CheckpointMismatchError: the class draws values itself, and a leaf is missing, unknown or of another shape.
    """
    named = variables(model.nnx_module)
    slots = {slot.name: slot for slot in slots_of(named) if slot.owner is None}
    if not any(slot.is_abstract for slot in slots.values()) or not is_overridden(model, "init_weights"):
        initialise(model.nnx_module, model._build, model.seed, named)
        return
    shapes = {name: slot.value.shape for name, slot in slots.items()}
    drawn = checked_leaves(drawn_by(model, model.key), shapes, f"{type(model).__name__}.init_weights")
    for name, slot in slots.items():
        if slot.is_abstract:
            slot.variable.set_value(drawn[name])


def initial_values(build: Build, module_class: Any, seed: int, key: jax.Array) -> Params:
    """Initial values for all parameters of the module that `build` makes."""
    fresh = build_abstract(build, module_class, seed)
    initialise(fresh, build, key)
    return nest({name: slot.value for name, slot in owned_slots(fresh).items()})


def put_params(module: nnx.Module, params: Params) -> None:
    """Let an nnx module around a linen module hold params."""
    for name, value in bridge.linen_vars_to_nnx_attrs({"params": params}).items():
        setattr(module, name, nnx.data(value))
