"""Model outputs as containers that PyTorch's tree functions (functional transforms, tracing) see into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from torch.utils import _pytree as pytree

from trivet.families.model_output import ModelOutput, register_classes

Output: TypeAlias = ModelOutput[Any]


def register_outputs() -> None:
    """Register every output class, and those that are defined later. The second time, as on reloading, does nothing."""
    register_classes(_register)


def _register(output_class: type[Output]) -> None:
    if output_class in pytree.SUPPORTED_NODES:
        return

    # Children are the fields that are set; their names tell one shape from another.
    def flatten(output: Output) -> tuple[list[Any], tuple[str, ...]]:
        return list(output.values()), tuple(output)

    def unflatten(values: Iterable[Any], names: tuple[str, ...]) -> Output:
        return _filled(output_class, zip(names, values, strict=True))

    def flatten_with_keys(output: Output) -> tuple[list[tuple[Any, Any]], tuple[str, ...]]:
        return [(pytree.MappingKey(name), value) for name, value in output.items()], tuple(output)

    pytree.register_pytree_node(
        output_class,
        flatten,
        unflatten,
        serialized_type_name=f"{output_class.__module__}.{output_class.__qualname__}",
        flatten_with_keys_fn=flatten_with_keys,
    )


def _filled(output_class: type[Output], values: Iterable[tuple[str, Any]]) -> Output:
    output = output_class()
    for name, value in values:
        output[name] = value
    return output
