"""A model's nnx module as a module of `flax.linen`, whose parameters are those that it is handed. Knows no family.

Within a linen module (`init`, `apply`, or as a part of another one) the view computes with the variables of its scope,
in the layout of `model.params`. Outside of all linen modules it stands for the nnx module itself: calls and attributes
go there, and nnx takes it for a graph node with that module's attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from flax import linen, nnx
from flax.nnx import graph

from trivet.families.config import PretrainedConfig
from trivet.families.outputs import ModelOutput
from trivet_flax.build.without_values import bind, owned_slots
from trivet_flax.errors import CompositionError
from trivet_flax.load.skeleton import live_tensors
from trivet_flax.load.tensors import typed_key
from trivet_flax.model.calling import by_name, call_module
from trivet_flax.model.params import Params, nest

_CACHE = "past_key_values"
_TEXTS = ("decoder_input_ids", "decoder_inputs_embeds", "input_ids", "inputs_embeds")
_DEFAULTS: Mapping[str, Any] = {
    "deterministic": True,
    "output_attentions": False,
    "output_hidden_states": False,
}


class Signature:
    """What does not change with a module's values. Compared by identity, so that compiled functions can go by it.

    Attributes:
        owner: name of the model's class, for messages.
        config: the model's.
        positions: method → names of the arguments that it takes by position; a method that is not there takes them as
            the nnx module does.
        initial: (key) → params with initial values; None: the module's own values are all there are.
    """

    __slots__ = ("config", "initial", "owner", "positions")

    def __init__(
        self,
        owner: str,
        config: PretrainedConfig,
        positions: Mapping[str, tuple[str, ...]],
        initial: Callable[[Any], Params] | None,
    ) -> None:
        self.owner, self.config, self.positions, self.initial = owner, config, positions, initial


class Viewed:
    """An nnx module and its signature: one opaque attribute, which linen neither walks nor copies."""

    __slots__ = ("module", "signature")

    def __init__(self, module: Any, signature: Signature) -> None:
        self.module, self.signature = module, signature


class LinenView(linen.Module):
    """A model's nnx module with the calling convention of linen modules.

    `apply({"params": params}, *inputs)`, `init(key, *inputs)["params"]`, `bind`, `method="encode"`; as an attribute or
    in `setup` of another linen module it is a submodule like any other. Calls take the model's inputs, then
    `deterministic` (True), `output_attentions`, `output_hidden_states` and `return_dict`, in the order of the linen
    modules of `transformers`. Dropout draws from `rngs={"dropout": key}`. A decoder that is initialised with
    `init_cache=True` has a collection `cache`, which `mutable=["cache"]` carries forward.
    """

    viewed: Viewed

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """What the module returns.

        Raises:
            CheckpointMismatchError: a parameter is missing from the variables, unknown or of another shape.
            CompositionError: it is called within a linen module that it is no part of, the call changed state that
                would be lost, or a cache is wanted of a module that has none.
            TypeError: an argument is unknown or passed twice.
        """
        return self._called("__call__", args, kwargs)

    @property
    def nnx_module(self) -> Any:
        """The nnx module: within a scope a copy with the scope's parameters, else the model's own.

        Raises:
            CheckpointMismatchError, CompositionError: as `__call__`.
        """
        if self.scope is not None:
            return self._bound()
        self._require_detached()
        return self.viewed.module

    @linen.nowrap
    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or "viewed" not in self.__dict__:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        return getattr(self.nnx_module, name)

    @linen.nowrap
    def __setattr__(self, name: str, value: Any) -> None:
        own = name.startswith("_") or name in ("scope", *self.__dataclass_fields__)
        if own or self.__dict__.get("scope") is not None:
            super().__setattr__(name, value)
        else:
            setattr(self.nnx_module, name, value)

    @linen.nowrap
    def _called(self, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self.scope is None:
            self._require_detached()
            return getattr(self.viewed.module, method)(*args, **kwargs)
        signature, module = self.viewed.signature, self._bound()
        order = signature.positions.get(method)
        if order is not None:
            args, kwargs = (), by_name(f"{signature.owner}.module.{method}", order, args, kwargs)
        arguments = {**_DEFAULTS, **kwargs}
        return_dict, init_cache = arguments.pop("return_dict", True), arguments.pop("init_cache", False)
        is_kept = method != "encode" and self.has_variable("cache", _CACHE)
        if is_kept:
            arguments[_CACHE] = self.get_variable("cache", _CACHE)
        elif init_cache:
            self.put_variable("cache", _CACHE, self._empty_cache(module, arguments))
        outputs = self._computed(module, method, args, arguments)
        if not isinstance(outputs, ModelOutput):
            return outputs
        if is_kept:
            self.put_variable("cache", _CACHE, outputs[_CACHE])
            outputs = outputs.replace(past_key_values=None)
        as_object = signature.config.use_return_dict if return_dict is None else return_dict
        return outputs if as_object else outputs.to_tuple()

    @linen.nowrap
    def _computed(self, module: nnx.Module, method: str, args: tuple[Any, ...], arguments: Mapping[str, Any]) -> Any:
        signature = self.viewed.signature
        drops = not arguments["deterministic"] and self.has_rng("dropout")
        key = self.make_rng("dropout") if drops else None
        before = {name: slot.value for name, slot in owned_slots(module).items()}
        outputs = call_module(module, method, signature.config, args, dropout_key=key, **arguments)
        changed = [name for name, slot in owned_slots(module).items() if slot.value is not before[name]]
        if changed:
            raise CompositionError(
                signature.owner,
                f"the call changed {changed[0]}, which linen would lose: keep such state out of training "
                "(deterministic=True), or use model.nnx_module with nnx",
            )
        return outputs

    @linen.nowrap
    def _empty_cache(self, module: Any, arguments: Mapping[str, Any]) -> Any:
        source = getattr(module, "base", module)
        shape = next((arguments[name].shape[:2] for name in _TEXTS if arguments.get(name) is not None), None)
        if shape is None or not getattr(source, "is_decoder", hasattr(source, "init_cache")):
            raise CompositionError(self.viewed.signature.owner, "init_cache=True: this module has no cache")
        encoded = arguments.get("encoder_outputs")
        cache: Any = source.init_cache(*shape) if encoded is None else source.init_cache(*shape, encoded)
        return cache

    @linen.nowrap
    def _bound(self) -> nnx.Module:
        """A copy of the nnx module with the parameters of this scope, which are created where linen initialises."""
        signature = self.viewed.signature
        if self.is_initializing() and "params" not in self.variables:
            for name, tree in self._initial().items():
                self.put_variable("params", name, tree)
        params: Any = linen.unbox(self.variables.get("params", {}))
        bound: nnx.Module = bind(self.viewed.module, params, f"{signature.owner}.module")
        return bound

    @linen.nowrap
    def _initial(self) -> Params:
        signature = self.viewed.signature
        if signature.initial is None:
            return nest(live_tensors(self.viewed.module))
        return signature.initial(typed_key(self.make_rng("params")))

    @linen.nowrap
    def _require_detached(self) -> None:
        """
        Raises:
            CompositionError: some linen module is being run, of which this one is no part.
        """
        stack: list[Any] = linen.module._context.module_stack
        running = [each for each in stack if each is not None and each is not self]
        if running:
            raise CompositionError(
                self.viewed.signature.owner,
                f"used within {type(running[-1]).__name__}, a linen module that it is no part of, so that the params "
                "given to that would be ignored: make it an attribute of it (a dataclass field, or set in setup())",
            )


class TwoSidedView(LinenView):
    """The view of an encoder-decoder, whose halves can be called alone: `apply(…, method="encode")`, `"decode"`."""

    def encode(self, *args: Any, **kwargs: Any) -> Any:
        """The encoder's outputs; arguments as the model's `encode` takes them."""
        return self._called("encode", args, kwargs)

    def decode(self, *args: Any, **kwargs: Any) -> Any:
        """The decoder's outputs; arguments as the model's `decode` takes them."""
        return self._called("decode", args, kwargs)


def view_of(module: nnx.Module, signature: Signature) -> LinenView:
    """The linen view of an nnx module."""
    view_type = TwoSidedView if hasattr(module, "encode") and hasattr(module, "decode") else LinenView
    return view_type(Viewed(module, signature), parent=None)


# To nnx, a view is a node with its module's attributes, so that states, optimisers and transforms of nnx take it too.


def _flatten(view: LinenView) -> tuple[Any, Any]:
    module = view.viewed.module
    nodes, kind = _impl(type(module)).flatten(module)
    return nodes, (type(module), kind, view.viewed.signature)


def _create_empty(view_type: type[LinenView], metadata: tuple[type, Any, Signature]) -> LinenView:
    module_type, kind, signature = metadata
    return view_type(Viewed(_impl(module_type).create_empty(kind), signature), parent=None)


def _set_key(view: LinenView, key: Any, value: Any) -> None:
    _impl(type(view.viewed.module)).set_key(view.viewed.module, key, value)


def _pop_key(view: LinenView, key: Any) -> Any:
    return _impl(type(view.viewed.module)).pop_key(view.viewed.module, key)


def _clear(view: LinenView) -> None:
    _impl(type(view.viewed.module)).clear(view.viewed.module)


def _fill(view: LinenView, items: Iterable[tuple[Any, Any]]) -> None:
    _impl(type(view.viewed.module)).init(view.viewed.module, items)


def _impl(module_type: type) -> Any:
    return graph.get_node_impl_for_type(module_type)


for _view_type in (LinenView, TwoSidedView):
    graph.register_graph_node_type(
        _view_type, _flatten, _set_key, _pop_key, partial(_create_empty, _view_type), _clear, _fill
    )
