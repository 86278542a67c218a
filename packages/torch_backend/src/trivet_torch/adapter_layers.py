"""What adapters of the `peft` library put around layers that the library does not know: GPT-2's `Conv1D`."""

from __future__ import annotations

from functools import cache
from typing import Any

from torch import nn

from trivet_torch.layers.conv1d import Conv1D


def register_layers(config: Any, model: nn.Module) -> None:
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
