"""Model outputs as PyTorch's containers: what traverses nested outputs (functional transforms, tracing) sees into them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from torch.utils import _pytree as pytree

from trivet import outputs


def register(output_class: type[outputs.ModelOutput[Any]]) -> None:
    """Let PyTorch's tree functions treat an output class as a container of its fields."""
    names = tuple(field.name for field in fields(output_class))

    def flatten(output: outputs.ModelOutput[Any]) -> tuple[list[Any], None]:
        return [getattr(output, name) for name in names], None

    def unflatten(values: Iterable[Any], _: None) -> outputs.ModelOutput[Any]:
        return output_class(**dict(zip(names, values, strict=True)))

    pytree.register_pytree_node(
        output_class,
        flatten,
        unflatten,
        serialized_type_name=f"{output_class.__module__}.{output_class.__qualname__}",
        flatten_with_keys_fn=lambda output: (
            [(pytree.GetAttrKey(name), getattr(output, name)) for name in names],
            None,
        ),
        to_dumpable_context=lambda _: "",
        from_dumpable_context=lambda _: None,
    )


for _found in tuple(vars(outputs).values()):
    if isinstance(_found, type) and issubclass(_found, outputs.ModelOutput) and _found is not outputs.ModelOutput:
        register(_found)
