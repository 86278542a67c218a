"""From parameters to entries of files: one entry for each, or entries that hold several by a recipe.

No bytes are fetched here; entries fetch them later.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from trivet.dtypes import DType
from trivet.errors import ConversionError, shorten
from trivet.layout import Dialect, Layout, ParamSpec
from trivet.layout.assembling import assembled, shifted
from trivet.layout.recipes import Piece, Recipe
from trivet.planning.skeleton import Skeleton
from trivet.tensors.entry import Entry
from trivet.tensors.relayout import relayout

Array = np.ndarray[Any, Any]
Fetch = Callable[[], Array]
DTypes = Callable[[str, DType], DType]  # canonical name and dtype that it has → dtype to write


@dataclass(frozen=True, slots=True)
class Item:
    """One parameter to be stored, in its source's layout.

    Attributes:
        param: its spec.
        dtype: its dtype in the source.
        fetch: returns the array in the source's layout; packed bytes for a sub-byte dtype.
    """

    param: ParamSpec
    dtype: DType
    fetch: Fetch


def stored_name(param: ParamSpec, skeleton: Skeleton, dialect: Dialect) -> str:
    """The name in a file of `dialect` of a parameter of this model, or of a tensor of a recipe."""
    prefix = f"{skeleton.naming.base_prefix}."
    bare = dialect.strips_base and skeleton.is_base and len(prefix) > 1
    names = skeleton.spellings.names(dialect.name).get(param.name)
    if names is not None:
        return (names[0].removeprefix(prefix) if bare else names[0]) + dialect.file_suffix
    if bare:
        param = param.renamed(param.name.removeprefix(prefix))
    collection = dialect.collection(param) if skeleton.has_statistics else ""
    return collection + dialect.encode(param, skeleton.naming) + dialect.file_suffix


def entry_of(name: str, item: Item, layout: Layout, dtype: DType, shape: tuple[int, ...]) -> Entry:
    """The entry of an item. Packed elements are written as bytes."""
    if item.dtype.is_sub_byte:
        return Entry(name, dtype, shape, item.fetch)
    view = partial(view_of, item, layout)
    return Entry(name, dtype, shape, partial(_bytes_of, view, dtype), view)


def view_of(item: Item, layout: Layout) -> Array:
    """An item's values in another layout."""
    return layout.view(item.fetch())


def _bytes_of(view: Fetch, dtype: DType) -> Array:
    """The bytes to write: those of the view if nothing changes, else one copy."""
    array = view()
    if not array.flags.c_contiguous or array.dtype != dtype.numpy:
        array = relayout(array, dtype.numpy)
    return array.reshape(-1).view(np.uint8)


def recipe_entries(
    recipe: Recipe, items: Mapping[str, Item], skeleton: Skeleton, dialect: Dialect, dtype: DTypes | None
) -> list[Entry]:
    """The stored tensors of a recipe; each is assembled from its parameters when it is fetched.

    Args:
        items: by canonical name.
        dtype: the dtype to write; None keeps each item's.

    Raises:
        ConversionError: parameters of one tensor are absent, differ in shape from the recipe, or would be written in
            several dtypes.
    """
    absent = [param.name for param in recipe.params if param.name not in items]
    names = [stored_name(each, skeleton, dialect) for each in recipe.stored]
    if absent:
        raise ConversionError(f"{shorten(names, 3)} cannot be written: {shorten(absent, 5)} of it is absent")
    parts = [items[param.name] for param in recipe.params]
    for param, item in zip(recipe.params, parts, strict=True):
        if item.param.shape != param.shape:
            shapes = f"{list(item.param.shape)}, but {shorten(names, 3)} would hold {list(param.shape)} of it"
            raise ConversionError(f"{param.name} is {shapes}")
    written = [each.dtype if dtype is None else dtype(each.param.name, each.dtype) for each in parts]
    uses = [len({piece.stored for piece in recipe.pieces if piece.param == index}) for index in range(len(parts))]
    shared = [_Shared(item.fetch, count) if count > 1 else item.fetch for item, count in zip(parts, uses, strict=True)]
    own = [skeleton.dialect.layout(item.param) for item in parts]
    entries = []
    for index, (name, stored) in enumerate(zip(names, recipe.stored, strict=True)):
        pieces = [
            piece._replace(into=piece.into.on(own[piece.param]), take=piece.take.on(dialect.layout(stored)))
            for piece in recipe.pieces
            if piece.stored == index
        ]
        dtypes = {written[piece.param] for piece in pieces}
        if len(dtypes) > 1 or any(parts[piece.param].dtype.is_sub_byte for piece in pieces):
            kinds = ", ".join(sorted(each.name for each in dtypes))
            reason = f"its parts are {kinds}: pass one dtype that is not packed below a byte"
            raise ConversionError(f"{name} cannot be written, because {reason}")
        shape = dialect.layout(stored).shape(stored.shape)
        entries.append(_entry_together(name, shape, dtypes.pop(), pieces, shared, recipe.shift))
    return entries


class _Shared:
    """Fetches an item of several entries once, and keeps it until the last of them is written."""

    def __init__(self, fetch: Fetch, uses: int) -> None:
        self._fetch, self._uses = fetch, uses
        self._left, self._held = uses, None  # type: tuple[int, Array | None]
        self._lock = threading.Lock()

    def __call__(self) -> Array:
        with self._lock:
            array = self._fetch() if self._held is None else self._held
            self._left -= 1
            self._held = array if self._left else None
            self._left = self._left or self._uses
            return array


def _entry_together(
    name: str, shape: tuple[int, ...], dtype: DType, pieces: Sequence[Piece], fetches: Sequence[Fetch], shift: float
) -> Entry:
    """A stored tensor that is assembled from pieces of parameters, in the layouts of file and model."""

    def view() -> Array:
        (piece,) = pieces
        shown = piece.into.of(fetches[piece.param]())
        return piece.take.undone(shifted(shown, -shift) if shift else shown)

    def together() -> Array:
        moves = [(piece.into.of(fetches[piece.param]()), piece.take) for piece in pieces]
        return assembled(moves, shape, dtype.numpy, shift=-shift).reshape(-1).view(np.uint8)

    if len(pieces) == 1 and pieces[0].take.is_layout:
        return Entry(name, dtype, shape, partial(_bytes_of, view, dtype), view)
    return Entry(name, dtype, shape, together)
