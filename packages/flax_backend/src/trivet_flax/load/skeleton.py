"""Reads and sets a live model's parameters, whose kinds follow from the types of their layers.

Knows nnx modules and params trees; knows no family.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import jax
from flax import linen, nnx

from trivet.layout import FLAX, Kind, ParamSpec
from trivet.planning.skeleton import Skeleton, Target, skeleton_for
from trivet_flax.heads.vocabulary import VocabularyLinear
from trivet_flax.layers.embeddings import IndexEmbedding
from trivet_flax.layers.linear import Conv1D
from trivet_flax.layers.norms import FreeLayerNorm, RMSNorm
from trivet_flax.model.linen_layers import convolution
from trivet_flax.model.params import flatten, update_in_place

# The first type of which a layer is an instance determines its parameters' kind.
_KINDS: tuple[tuple[type, Kind], ...] = (
    (nnx.Linear, Kind.LINEAR),
    (Conv1D, Kind.CONV1D_GPT2),
    (VocabularyLinear, Kind.LINEAR),
    (IndexEmbedding, Kind.INDEX_EMBEDDING),
    (nnx.Embed, Kind.EMBEDDING),
    (nnx.LayerNorm, Kind.LAYER_NORM),
    (FreeLayerNorm, Kind.LAYER_NORM),
    (nnx.GroupNorm, Kind.GROUP_NORM),
    (RMSNorm, Kind.RMS_NORM),
    (nnx.RMSNorm, Kind.RMS_SCALE),
    (nnx.BatchNorm, Kind.BATCH_NORM),
)
_LAYERS = "flax.nnx.nn."  # the package of Flax's layers
_PLAIN = frozenset((str, int, float, bool, type(None), type(lambda: None)))
"""Types of most attributes of layers, which hold no variables."""
_NOT_STORED = (nnx.RngState, nnx.Cache, nnx.Intermediate)


Named = tuple[str, nnx.Variable[Any], Any]
"""Dotted name of a variable, the variable, and the layer of which it is an attribute."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One parameter of a module.

    Attributes:
        name: dotted path.
        variable: the variable with its value.
        holder: the layer of which it is an attribute.
        owner: the first name of the same variable, if it is tied; else None.
    """

    name: str
    variable: nnx.Variable[Any]
    holder: Any
    owner: str | None

    @property
    def leaf(self) -> str:
        """The attribute's name."""
        return self.name.rpartition(".")[2]

    @property
    def value(self) -> Any:
        """The array, or its shape and dtype if it has no value yet."""
        return self.variable.get_value()

    @property
    def is_abstract(self) -> bool:
        """Whether it has no value yet."""
        return isinstance(self.value, jax.ShapeDtypeStruct)


def slots(module: nnx.Module) -> list[Slot]:
    """Every stored parameter of a module, in the order in which its layers were created; a tied one under each name.

    Without random states, caches, intermediates, and variables that hold more than one array.
    """
    return slots_of(variables(module))


def slots_of(named: Iterable[Named]) -> list[Slot]:
    """As `slots`, of what `variables` returned."""
    names: dict[int, str] = {}
    found = []
    for name, variable, holder in named:
        if isinstance(variable, _NOT_STORED) or not hasattr(variable.get_value(), "shape"):
            continue
        owner = names.setdefault(id(variable), name)
        found.append(Slot(name, variable, holder, None if owner == name else owner))
    return found


def variables(module: Any) -> list[Named]:
    """(dotted name, variable, holder) for every variable of any kind in a module."""
    named: list[Named] = []
    _walk(module, "", frozenset(), named, [])
    return named


def first_variable(module: Any) -> nnx.Variable[Any] | None:
    """One of the variables in a module, without a walk through all of it; None if it has none."""
    nodes, seen = [module], set[int]()
    while nodes:
        node = nodes.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        values = [value for _, value in _children(node)]
        found = next((value for value in values if isinstance(value, nnx.Variable)), None)
        if found is not None:
            return found
        nodes.extend(reversed(values))
    return None


def _walk(
    node: Any, prefix: str, above: frozenset[int], named: list[Named], nodes: list[tuple[str, nnx.Pytree]]
) -> None:
    """Add the variables in a module to a list, and the modules in it, with the prefix of their names, to another.

    Lists, since every load walks its model: nested generators take several times as long.
    """
    if id(node) in above:  # a module that refers back to a parent
        return
    if isinstance(node, nnx.Pytree):
        nodes.append((prefix, node))
    above |= {id(node)}
    for key, value in _children(node):
        if isinstance(value, nnx.Variable):
            named.append((f"{prefix}{key}", value, node))
        else:
            _walk(value, f"{prefix}{key}.", above, named, nodes)


def _children(node: Any) -> list[tuple[Any, Any]]:
    """The attributes or items of a node that may be variables or have some in them, by name."""
    if isinstance(node, (list, tuple)):
        return list(enumerate(node))
    if isinstance(node, nnx.Pytree):
        attributes: Mapping[Any, Any] = vars(node)
        # A copy has its attributes in another order. The first of the modules that share variables owns them.
        first = getattr(type(node), "owners", ())
        if first:
            attributes = {**{name: attributes[name] for name in first if name in attributes}, **attributes}
    elif isinstance(node, Mapping):
        attributes = node
    else:
        return []
    return [
        (key, value)
        for key, value in attributes.items()
        if type(value) not in _PLAIN and not (isinstance(key, str) and key.startswith("_pytree__"))
    ]


def kind_of(layer: object) -> Kind:
    """The kind of a layer's parameters; `RAW` for an unknown type."""
    if isinstance(layer, nnx.Conv | nnx.ConvTranspose):
        return convolution(len(layer.kernel_size), getattr(layer, "transpose_kernel", None))
    return next((kind for layer_type, kind in _KINDS if isinstance(layer, layer_type)), Kind.RAW)


def is_of_flax(layer: object) -> bool:
    """Whether a layer without a kind is one of Flax, or derived from one, so that its layout is Flax's own.

    Parameters that an author adds to a layer of a kind have the same layout in every dialect.
    """
    return kind_of(layer) is Kind.RAW and any(each.__module__.startswith(_LAYERS) for each in type(layer).__mro__)


def _param(name: str, shape: tuple[int, ...], kind: Kind) -> ParamSpec:
    try:
        return FLAX.decode(name, shape, kind)
    except KeyError:  # a parameter that a subclass added to its layer
        return FLAX.decode(name, shape, Kind.RAW)


def skeleton_of(model: Any) -> Skeleton:
    """The parameters of a `FlaxPreTrainedModel`, a module (nnx, or a linen view of one) or a params tree.

    A tree is in the Flax dialect and has no kinds. Leaves with one possible name and layout in PyTorch are identified
    by their names (`scale`, `embedding`), others (`kernel`) are not.
    """
    if isinstance(model, Mapping):
        return _of_tree({name: leaf.shape for name, leaf in flatten(model)})
    if isinstance(model, nnx.Module | linen.Module):
        params, without_kind = _params(_module(model))
        return skeleton_for("flax", params, layers_without_kind=without_kind)
    prefix = model.base_model_prefix
    params, without_kind = _params(model.nnx_module)
    return skeleton_for(
        "flax",
        params,
        config=model.config,
        class_name=type(model).__name__,
        base_prefix=prefix,
        is_base=bool(prefix) and not hasattr(model.nnx_module, prefix.partition(".")[0]),
        layers_without_kind=without_kind,
    )


def _of_tree(shapes: Mapping[str, tuple[int, ...]]) -> Skeleton:
    every = {name: _meanings(name, shape) for name, shape in shapes.items()}
    # Two leaves of one layer cannot be the same parameter of PyTorch.
    counts = Counter(each.name for params in every.values() for each in params[:1])
    targets, possible, without_kind = list[Target](), dict[str, tuple[ParamSpec, ...]](), dict[str, str]()
    for name, params in every.items():
        is_known = len({(each.name, FLAX.layout(each)) for each in params}) == 1
        is_own = not is_known or params[0].kind is Kind.RAW or counts[params[0].name] > 1 or params[0].name in shapes
        raw = _param(name, shapes[name], Kind.RAW)
        targets.append(Target(name, raw if is_own else params[0]))
        possible[targets[-1].param.name] = params if is_own else (*params[1:], raw)
        if not is_known:
            without_kind[name] = f"{name.rpartition('.')[2]} in a params tree"
    return Skeleton(FLAX, tuple(targets), layers_without_kind=without_kind, possible=possible)


def _meanings(name: str, shape: tuple[int, ...]) -> tuple[ParamSpec, ...]:
    """The possible parameters of a leaf of a params tree, by the kinds with that leaf; itself if there are none."""
    kinds = FLAX.kinds_with(name.rpartition(".")[2]) or (Kind.RAW,)
    return tuple(FLAX.decode(name, shape, kind) for kind in kinds)


def _params(module: nnx.Module) -> tuple[dict[str, ParamSpec], dict[str, str]]:
    """The parameters by own name, and those of Flax's layers that have no kind, with the layer's type."""
    params: dict[str, ParamSpec] = {}
    without_kind: dict[str, str] = {}
    named: list[Named] = []
    nodes: list[tuple[str, nnx.Pytree]] = []
    _walk(module, "", frozenset(), named, nodes)
    of_linen = {
        f"{prefix}{layer.path}": layer for prefix, node in nodes for layer in getattr(node, "to_nnx__layers", ())
    }
    for slot in slots_of(named):
        layer = of_linen.get(slot.name.rpartition(".")[0])
        kind, is_own = kind_of(slot.holder), is_of_flax(slot.holder)
        if layer is not None:
            kind, is_own = layer.kind, layer.is_of_flax
        param = _param(slot.name, slot.value.shape, kind)
        tied = None if slot.owner is None else params[slot.owner].name
        params[slot.name] = ParamSpec(param.name, param.shape, param.kind, tied=tied)
        if param.kind is Kind.RAW and is_own:
            without_kind[slot.name] = type(slot.holder).__name__ if layer is None else layer.type_name
    return params, without_kind


def leaves(model: Any) -> dict[str, Any]:
    """The arrays of a model by dotted name, or their shapes and dtypes if there are none yet."""
    if isinstance(model, Mapping):
        return dict(flatten(model))
    return {slot.name: slot.value for slot in slots(_module(model))}


def live_tensors(model: Any) -> dict[str, jax.Array]:
    """The arrays of a model by dotted name.

    Raises:
        ValueError: some parameter has no value yet.
    """
    arrays = leaves(model)
    for name, value in arrays.items():
        if isinstance(value, jax.ShapeDtypeStruct):
            raise ValueError(f"{name} has no value yet (_do_init=False): pass params")
    return arrays


def assign(model: Any, tensors: Mapping[str, jax.Array]) -> None:
    """Set parameters by dotted name.

    Raises:
        TypeError: a params tree is immutable.
    """
    if isinstance(model, Mapping):
        update_in_place(model, tensors)
        return
    by_name = {slot.name: slot for slot in slots(_module(model))}
    for name, value in tensors.items():
        by_name[name].variable.set_value(value)


def _module(model: Any) -> nnx.Module:
    module: nnx.Module = model if isinstance(model, nnx.Module) else model.nnx_module
    return module
