"""Modules of `flax.linen` as nnx modules: their variables become parameters, and calls are handed on."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, cast

import jax.numpy as jnp
from flax import linen, nnx
from flax.nnx import bridge

from trivet_flax.load.skeleton import is_of_flax, kind_of, slots
from trivet_flax.model.linen_layers import LayerNotes, LinenLayer
from trivet_flax.model.linen_view import LinenView
from trivet_flax.model.overrides import put_params
from trivet_flax.model.params import Params


class LinenModule(bridge.ToNNX):
    """A linen module and its variables. What its `__call__` takes of dropout's switch and the outputs is handed on.

    Attributes:
        to_nnx__layers: what its layers are, by their paths.
    """

    to_nnx__layers: tuple[LinenLayer, ...] = ()

    def __call__(
        self,
        *args: Any,
        deterministic: bool | None = None,
        output_attentions: bool = False,
        output_hidden_states: bool = False,
        rngs: Any = None,
        **inputs: Any,
    ) -> Any:
        """What the linen module returns.

        Args:
            deterministic: whether dropout is off; a module that has `train` instead receives the contrary.
            rngs: what dropout draws from.
        """
        is_off = deterministic is not False
        options = {
            "deterministic": is_off,
            "train": not is_off,
            "output_attentions": output_attentions,
            "output_hidden_states": output_hidden_states,
        }
        parameters = inspect.signature(type(self.to_nnx__module).__call__).parameters
        known: dict[str, Any] = {name: value for name, value in options.items() if name in parameters}
        return super().__call__(*args, rngs=rngs, **known, **inputs)


def wrapped(
    module: linen.Module,
    input_shape: tuple[int, ...],
    draw: Callable[[Any], Params] | None = None,
    *,
    rngs: nnx.Rngs,
) -> nnx.Module:
    """A linen module with initial values.

    Args:
        input_shape: of the example input, integers, that the module is called with.
        draw: (key) → params, instead of such a call.
    """
    notes, bridged = LayerNotes(_layers_of_view), cast("Any", LinenModule(module))
    with linen.intercept_methods(notes):
        if draw is None:
            bridged = bridged.lazy_init(jnp.zeros(input_shape, jnp.int32), rngs=rngs)
        else:
            put_params(bridged, draw(rngs.params()))
    bridged.to_nnx__layers = notes.layers
    module_with_values: nnx.Module = bridged
    return module_with_values


def _layers_of_view(module: linen.Module) -> Iterator[LinenLayer]:
    """The nnx layers of a pretrained module that is a part of a linen module."""
    if isinstance(module, LinenView):
        for slot in slots(module.viewed.module):
            path = slot.name.rpartition(".")[0]
            yield LinenLayer(path, kind_of(slot.holder), type(slot.holder).__name__, is_of_flax(slot.holder))
