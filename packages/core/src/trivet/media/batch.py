"""What a processor of pictures or sounds returns: arrays or tensors by name."""

from __future__ import annotations

from collections import UserDict
from collections.abc import Mapping
from typing import Any

from trivet.backends.tensors import as_tensors

_UNEVEN = (
    "have different shapes and make no tensor. Resize or crop pictures to one size, pad sounds to one length "
    "(padding=True), or leave return_tensors out: then a list is returned"
)


class BatchFeature(UserDict[str, Any]):
    """A mapping of what a model takes (`pixel_values`, `input_features`, …), which also answers by attribute.

    Args:
        data: lists of arrays by name.
        tensor_type: what the lists become, as `return_tensors`; None leaves them.
    """

    def __init__(self, data: Mapping[str, Any] | None = None, tensor_type: Any = None) -> None:
        super().__init__(data or {})
        self.convert_to_tensors(tensor_type)

    def __getattr__(self, name: str) -> Any:
        if name == "data" or name not in self.data:
            raise AttributeError(
                f"{type(self).__name__} has no {name!r}; it has {', '.join(vars(self).get('data', ()))}"
            )
        return self.data[name]

    def convert_to_tensors(self, tensor_type: Any = None) -> BatchFeature:
        """Make tensors of all values, in place.

        Raises:
            ValueError: there is no such kind of tensor.
            BackendNotInstalledError: the framework's backend is not installed.
            InvalidInputError: the arrays of a value differ in their shapes.
        """
        if tensor_type is not None:
            for name, value in self.data.items():
                self.data[name] = as_tensors(value, tensor_type, uneven=f"{name}: they {_UNEVEN}")
        return self

    def to(self, *place: Any, **options: Any) -> BatchFeature:
        """Move PyTorch's tensors to a device or dtype, in place. Integers keep their dtype.

        Args:
            place, options: as for `torch.Tensor.to`.
        """
        for name, value in self.data.items():
            if not hasattr(value, "to"):
                continue
            if value.is_floating_point():
                self.data[name] = value.to(*place, **options)
            else:
                devices = [each for each in place if isinstance(each, str | int) or type(each).__name__ == "device"]
                moved = {key: option for key, option in options.items() if key != "dtype"}
                self.data[name] = value.to(*devices, **moved) if devices or moved else value
        return self
