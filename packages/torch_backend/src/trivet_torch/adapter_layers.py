"""How adapters of the `peft` library come into a model's layers, also those that it does not know: GPT-2's `Conv1D`."""

from __future__ import annotations

import warnings
from functools import cache
from pathlib import Path
from typing import Any

from torch import nn

from trivet.errors import InvalidConfigError
from trivet_torch.layers.conv1d import Conv1D


def refuse_what_adapts_no_layer(config: Any, path: Path | None = None) -> None:
    """
    Raises:
        InvalidConfigError: such an adapter works on what goes into the model, or on its attention as a whole.
    """
    kind = getattr(config.peft_type, "value", config.peft_type)
    if config.is_prompt_learning or config.is_adaption_prompt or kind == "SHADOW":
        reason = f"an adapter of the kind {kind} adapts no single layers, and nothing else can be adapted here"
        raise InvalidConfigError(f"{reason}. Use one of a kind that does, such as LORA.", path=path, field="peft_type")


def adapt_layers(config: Any, model: nn.Module, name: str) -> None:
    """Put a new adapter into the model.

    Raises:
        InvalidConfigError: it adapts no layers, or none that the model has.
    """
    from peft import inject_adapter_in_model

    refuse_what_adapts_no_layer(config)
    _register_layers(config, model)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Already found a `peft_config`")  # of a second adapter, which is meant
        try:
            inject_adapter_in_model(config, model, name)
        except ValueError as error:
            raise InvalidConfigError(f"PEFT cannot adapt {type(model).__name__} so: {error}") from error


def _register_layers(config: Any, model: nn.Module) -> None:
    """Let LoRA adapt this model's `Conv1D`s, if it has any. Kinds of adapter that know them already are left alone."""
    if hasattr(config, "_register_custom_module") and any(isinstance(each, Conv1D) for each in model.modules()):
        config._register_custom_module({Conv1D: _lora_conv1d()})


@cache
def _lora_conv1d() -> type[Any]:
    """LoRA's linear layer over a weight that is [inputs, outputs]."""
    from peft.tuners.lora import Linear

    class LoraConv1D(Linear):
        def __init__(self, base_layer: Conv1D, adapter_name: str, config: Any, **kwargs: Any) -> None:
            config.fan_in_fan_out = True
            super().__init__(base_layer, adapter_name, config, is_target_conv_1d_layer=True, **kwargs)

        def _get_in_out_features(self, module: nn.Module) -> tuple[int, int]:
            assert isinstance(module, Conv1D)
            inputs, outputs = module.weight.shape
            return inputs, outputs

    return LoraConv1D
