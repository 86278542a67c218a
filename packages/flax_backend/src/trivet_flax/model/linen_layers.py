"""What the layers of a linen module are, which its variables do not say. Noted while the module is initialised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flax import linen

from trivet.layout import Kind

# The first type that a layer is an instance of says what its parameters are.
_KINDS: tuple[tuple[type, Kind], ...] = (
    (linen.Dense, Kind.LINEAR),
    (linen.Embed, Kind.EMBEDDING),
    (linen.LayerNorm, Kind.LAYER_NORM),
    (linen.GroupNorm, Kind.GROUP_NORM),
    (linen.RMSNorm, Kind.RMS_SCALE),
    (linen.BatchNorm, Kind.BATCH_NORM),
)
_CONVOLUTIONS = {1: Kind.CONV1D, 2: Kind.CONV2D, 3: Kind.CONV3D}
_TRANSPOSED = {1: Kind.CONV1D_TRANSPOSE, 2: Kind.CONV2D_TRANSPOSE, 3: Kind.CONV3D_TRANSPOSE}
_LAYERS = "flax.linen."  # where Flax keeps its layers


@dataclass(frozen=True, slots=True)
class LinenLayer:
    """One layer of a linen module.

    Attributes:
        path: dotted, within the module.
        kind: of its parameters; `RAW` for a type that is not known.
        type_name: its class.
        is_of_flax: whether that is one of Flax's own, or made of one.
    """

    path: str
    kind: Kind
    type_name: str
    is_of_flax: bool


class LayerNotes:
    """Notes every module that is called: to be used as `with linen.intercept_methods(notes)`.

    Args:
        within: gives the layers of a module that has some which linen does not see.
    """

    def __init__(self, within: Callable[[linen.Module], Iterator[LinenLayer]]) -> None:
        self._within = within
        self._layers: dict[str, LinenLayer] = {}

    def __call__(self, method: Callable[..., Any], args: Any, kwargs: Any, context: Any) -> Any:
        """As interceptors of linen are called."""
        module, prefix = context.module, "".join(f"{part}." for part in context.module.path)
        own = LinenLayer(prefix.removesuffix("."), kind_of_linen(module), type(module).__name__, _is_of_flax(module))
        for layer in (own, *self._within(module)):
            path = own.path if layer is own else f"{prefix}{layer.path}"
            self._layers[path] = LinenLayer(path, layer.kind, layer.type_name, layer.is_of_flax)
        return method(*args, **kwargs)

    @property
    def layers(self) -> tuple[LinenLayer, ...]:
        """What was noted."""
        return tuple(self._layers.values())


def kind_of_linen(layer: linen.Module) -> Kind:
    """What the parameters of a linen layer are; `RAW` for a type that is not known."""
    if isinstance(layer, linen.Conv | linen.ConvTranspose):
        size = layer.kernel_size
        return convolution(1 if isinstance(size, int) else len(size), getattr(layer, "transpose_kernel", None))
    return next((kind for layer_type, kind in _KINDS if isinstance(layer, layer_type)), Kind.RAW)


def convolution(axes: int, transposed: bool | None) -> Kind:
    """What a convolution's parameters are.

    Args:
        transposed: of a transposed convolution, whether its kernel is; elsewhere the others lie the other way round.
    """
    if transposed is False:
        return Kind.RAW
    return (_CONVOLUTIONS if transposed is None else _TRANSPOSED).get(axes, Kind.RAW)


def _is_of_flax(layer: linen.Module) -> bool:
    mro = type(layer).__mro__
    return any(each.__module__.startswith(_LAYERS) and each is not linen.Module for each in mro)
