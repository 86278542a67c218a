"""Calling a module as a function of inputs, params and a key. Knows no family, and no way to load or save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet.families.config import PretrainedConfig
from trivet.families.outputs import ModelOutput
from trivet_flax.build.without_values import bind, owned_slots
from trivet_flax.load.skeleton import first_variable
from trivet_flax.load.tensors import typed_key
from trivet_flax.model.params import nest
from trivet_flax.placement.explicit_mesh import explicit_mesh, on_mesh

OPTIONS = ("params", "dropout_rng", "train", "output_attentions", "output_hidden_states", "return_dict")
"""What every call takes beside the inputs, in the order in which encoders and decoders take them."""
STEP_OPTIONS = ("output_attentions", "output_hidden_states", "return_dict", "train", "params", "dropout_rng")
"""The same in the order in which encoder-decoders take them."""

_FLAGS = ("output_attentions", "output_hidden_states", "return_dict")
MODULE_OPTIONS = ("deterministic", *_FLAGS)
"""What modules take behind their inputs, in linen's calling convention; encoders and decoders in this order."""
MODULE_STEP_OPTIONS = (*_FLAGS, "deterministic")
"""The same in the order in which encoder-decoders take them."""


class Functional(Protocol):
    """What a model has that can be called: its config, its module and a way to ask for values."""

    config: PretrainedConfig

    @property
    def nnx_module(self) -> nnx.Module:
        """The module."""
        ...

    def require_values(self) -> None:
        """
        Raises:
            ValueError: some parameter has no value.
        """
        ...


def by_name(caller: str, order: Sequence[str], args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """All arguments of a call by name.

    Args:
        caller: who is called, for the message.
        order: names of the arguments that may be passed by position.

    Raises:
        TypeError: more arguments by position than have a name, or one passed twice.
    """
    if len(args) > len(order):
        raise TypeError(f"{caller} takes {len(order)} arguments by position, not {len(args)}: {', '.join(order)}")
    named = dict(zip(order, args, strict=False))
    twice = [name for name in named if name in kwargs]
    if twice:
        raise TypeError(f"{caller} got {', '.join(twice)} twice: by position and by name")
    return {**named, **kwargs}


def run(
    model: Functional,
    method: str,
    *,
    params: Mapping[Any, Any] | None = None,
    dropout_rng: jax.Array | None = None,
    train: bool = False,
    output_attentions: bool | None = None,
    output_hidden_states: bool | None = None,
    return_dict: bool | None = None,
    **inputs: Any,
) -> Any:
    """Run a method of a model's module on inputs; those that are None are left out.

    Pictures have their channels first here, and last in the module.

    Args and Raises: as `FlaxPreTrainedModel.__call__`.
    """
    config = model.config
    if inputs.get("pixel_values") is not None:
        pixels = jnp.asarray(inputs["pixel_values"])
        inputs["pixel_values"] = jnp.moveaxis(pixels, 1, -1) if pixels.ndim > 1 else pixels
    outputs = call_module(
        module_with(model, params),
        method,
        config,
        output_attentions=output_attentions,
        output_hidden_states=output_hidden_states,
        deterministic=not train,
        dropout_key=dropout_rng,
        **inputs,
    )
    as_object = config.use_return_dict if return_dict is None else return_dict
    return outputs.to_tuple() if isinstance(outputs, ModelOutput) and not as_object else outputs


def call_module(
    module: Any,
    method: str,
    config: PretrainedConfig,
    args: Sequence[Any] = (),
    *,
    deterministic: bool,
    dropout_key: jax.Array | None,
    output_attentions: bool | None,
    output_hidden_states: bool | None,
    **inputs: Any,
) -> Any:
    """What a method of an nnx module returns, also where its arrays lie on a mesh with explicit axes.

    Args:
        output_attentions, output_hidden_states: None takes what the config says.
        deterministic, dropout_key: whether dropout is off, and what it draws from.
        inputs: those that are None are left out; ids may be whole numbers of any dtype.
    """
    named = {name: _as_input(name, value) for name, value in inputs.items() if value is not None}
    flags = {name: value for name, value in named.items() if isinstance(value, bool)}
    flags |= {
        "output_attentions": config.output_attentions if output_attentions is None else output_attentions,
        "output_hidden_states": config.output_hidden_states if output_hidden_states is None else output_hidden_states,
        "deterministic": deterministic,
    }
    if "output_router_logits" in type(config).fields:
        flags.setdefault("output_router_logits", vars(config)["output_router_logits"])
    arrays = {name: value for name, value in named.items() if name not in flags}
    placed = [_as_arrays(each) for each in args]

    def called(module: Any, args: Any, arrays: Any, key: Any) -> Any:
        rngs = None if key is None else nnx.Rngs(dropout=typed_key(key))
        return getattr(module, method)(*args, **arrays, **flags, rngs=rngs)

    first = first_variable(module)
    leaves = jax.tree.leaves((None if first is None else first.get_value(), placed, arrays))
    if explicit_mesh(leaves) is None:
        return called(module, placed, arrays, dropout_key)
    values = {name: slot.value for name, slot in owned_slots(module).items()}

    def bound(values: Any, args: Any, arrays: Any, key: Any) -> Any:
        return called(bind(module, nest(values), type(module).__name__), args, arrays, key)

    return on_mesh(bound)(values, placed, arrays, dropout_key)


def module_with(model: Functional, params: Mapping[Any, Any] | None) -> nnx.Module:
    """The model's module, with other params if there are any.

    Raises:
        ValueError: there are no params anywhere.
        CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
    """
    if params is not None:
        return bind(model.nnx_module, params, f"{type(model).__name__}(params=)")
    model.require_values()
    return model.nnx_module


def _as_input(name: str, value: Any) -> Any:
    arrays = _as_arrays(value)
    is_float = hasattr(arrays, "dtype") and jnp.issubdtype(arrays.dtype, jnp.floating)
    return arrays.astype(jnp.int32) if is_float and name.endswith("_ids") else arrays


def _as_arrays(value: Any) -> Any:
    """An input as JAX arrays: a cache and the outputs of an encoder hold several; a flag stays what it is."""
    if isinstance(value, bool):
        return value
    if isinstance(value, np.bool_ | np.ndarray) and value.dtype == bool and value.ndim == 0:
        return bool(value)  # under a trace, an array could not choose what is computed
    if isinstance(value, list):  # of numbers, which would otherwise be taken for a tree of them
        return jnp.asarray(value)
    return jax.tree.map(jnp.asarray, value)
