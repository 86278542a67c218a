"""Model outputs as containers that PyTorch's tree functions (functional transforms, tracing) see into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from torch.utils import _pytree as pytree

from trivet.families import outputs

Output = outputs.ModelOutput[Any]


def register_outputs() -> None:
    """Register every output class of core. The second time, as on reloading a module, this does nothing."""
    for found in vars(outputs).values():
        if isinstance(found, type) and issubclass(found, outputs.ModelOutput) and found not in pytree.SUPPORTED_NODES:
            _register(found)


def _register(output_class: type[Output]) -> None:
    # Children are the fields that are set, as for all who unpack an output; their names tell one shape from another.
    def flatten(output: Output) -> tuple[list[Any], tuple[str, ...]]:
        return list(output.values()), output.keys()

    def unflatten(values: Iterable[Any], names: tuple[str, ...]) -> Output:
        return output_class(**dict(zip(names, values, strict=True)))

    def flatten_with_keys(output: Output) -> tuple[list[tuple[Any, Any]], tuple[str, ...]]:
        return [(pytree.GetAttrKey(name), value) for name, value in output.items()], output.keys()

    pytree.register_pytree_node(
        output_class,
        flatten,
        unflatten,
        serialized_type_name=f"{output_class.__module__}.{output_class.__qualname__}",
        flatten_with_keys_fn=flatten_with_keys,
    )
