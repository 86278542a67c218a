"""What the parts of `PreTrainedModel` rest on: a module with a config and perhaps a base model within it."""

from __future__ import annotations

from typing import ClassVar, cast

import torch
from torch import nn

from trivet.families.config import PretrainedConfig
from trivet_torch.placement.devices import main_device


class ConfiguredModule(nn.Module):
    """An `nn.Module` with a config.

    Attributes:
        base_model_prefix: name of the attribute under which a model with a head holds the base model.
        main_input_name: name of the first argument of `forward`.
    """

    base_model_prefix: ClassVar[str] = ""
    main_input_name: ClassVar[str] = "input_ids"

    config: PretrainedConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Give one module of this model its initial values; where this gives none, PyTorch's own stay."""

    @property
    def base_model(self) -> nn.Module:
        """The model without its head; the model itself when it has none."""
        first, _, rest = self.base_model_prefix.partition(".")
        held = cast(nn.Module, getattr(self, first, self))
        return held.get_submodule(rest) if rest and held is not self else held

    @property
    def dtype(self) -> torch.dtype:
        """Dtype of the first floating-point parameter."""
        return next(each.dtype for each in self.parameters() if each.is_floating_point())

    @property
    def device(self) -> torch.device:
        """Device of the first parameter; where an offloaded one comes to when it is used."""
        return main_device(self)
