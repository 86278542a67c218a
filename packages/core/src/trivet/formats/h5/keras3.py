"""The layout of Keras 3: `.weights.h5`, where groups follow the model's attributes and variables are numbered.

`layers/dense/vars/0` is the first variable of the layer that the model calls `layers/dense`. Neither the layer's own
name nor the variable's is in the path, and only the layer's code defines what the numbers stand for: so these paths
become the catalog's names unchanged. Everything but weights (the optimizer's slots, the state of random generators) is
left out.

Source: `keras.src.saving.saving_lib`, which writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from trivet.formats.h5.groups import Groups
from trivet.formats.h5.image import Image

VARIABLES = "vars"  # the group that holds a layer's own variables
_NO_WEIGHTS = ("optimizer", "seed_generator")  # components of paths that do not lead to weights
_MARKS = (b"layers", b"_layer_checkpoint_dependencies", VARIABLES.encode())
_DEEPEST = 100  # groups within groups


def is_keras3(links: dict[bytes, int]) -> bool:
    """Whether Keras 3 writes root groups with these links."""
    return any(mark in links for mark in _MARKS)


def variables(image: Image, groups: Groups) -> tuple[dict[str, int], list[str]]:
    """Path → object header of every weight, in the order of the file; and the paths of the other variables.

    Raises:
        CorruptFileError: a group is malformed, contains itself, or lies too deep.
        UnsupportedFileError: a name is not text, or leads out of the file.
    """
    weights: dict[str, int] = {}
    others: list[str] = []
    for path, header in _datasets(image, groups, groups.root, ()):
        if VARIABLES not in path[:-1]:
            continue  # other state of a layer, in a custom layout
        name = "/".join(path)
        if any(part in _NO_WEIGHTS for part in path):
            others.append(name)
        else:
            weights[name] = header
    return weights, others


def _datasets(
    image: Image, groups: Groups, group: int, within: tuple[tuple[str, int], ...]
) -> Iterator[tuple[tuple[str, ...], int]]:
    if len(within) > _DEEPEST or any(group == header for _, header in within[:-1]):
        raise image.fail("a group contains itself, or groups are nested too deep", group)
    for name, header in groups.links(group).items():
        try:
            part = name.decode()
        except UnicodeDecodeError:
            raise image.unsupported(f"the name {name!r} is not text", group) from None
        if header < 0:
            raise image.unsupported(f"{part!r} is a soft link; only hard links are followed", group)
        if groups.is_group(header):
            yield from _datasets(image, groups, header, (*within, (part, header)))
        else:
            yield (*(each for each, _ in within), part), header
