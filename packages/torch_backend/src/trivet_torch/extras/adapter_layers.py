"""Injects adapters of the `peft` library into a model's layers, including GPT-2's `Conv1D`, which it does not know."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from torch import nn

from trivet.errors import InvalidConfigError, TrivetError
from trivet.sources.adapter_fields import EXPRESSIONS, without_expressions
from trivet_torch.layers.conv1d import Conv1D

# Kinds of adapters whose injection does not change values of the base model.
_LEAVES_VALUES = frozenset(
    {"ADALORA", "BOFT", "FOURIERFT", "HRA", "IA3", "LN_TUNING", "LOHA", "LOKR", "OFT", "RANDLORA", "TRAINABLE_TOKENS"}
    | {"VBLORA", "VERA"}
)


def refuse_what_adapts_no_layer(config_class: type[Any], kind: Any, path: Path | None = None) -> None:
    """
    Args:
        kind: peft_type of the config, as a member of PEFT's enumeration or as text.

    Raises:
        InvalidConfigError: such an adapter changes the model's inputs or its attention as a whole, or refers to other
            models and adapters.
    """
    from peft import PromptLearningConfig

    kind = getattr(kind, "value", kind)
    if issubclass(config_class, PromptLearningConfig) or kind in ("ADAPTION_PROMPT", "SHADOW", "XLORA"):
        reason = f"an adapter of the kind {kind} adapts no single layers, and nothing else can be adapted here"
        raise InvalidConfigError(f"{reason}. Use one of a kind that does, such as LORA.", path=path, field="peft_type")


def adapt_layers(config: Any, model: nn.Module, name: str) -> None:
    """Inject a new adapter into the model.

    Raises:
        InvalidConfigError: the adapter adapts no layers of the model.
    """
    from peft import inject_adapter_in_model

    refuse_what_adapts_no_layer(type(config), config.peft_type)
    _register_layers(config, model)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Already found a `peft_config`")  # a second adapter is intended
        with explained_by_peft(model):
            inject_adapter_in_model(config, model, name)


@contextmanager
def explained_by_peft(model: nn.Module) -> Iterator[None]:
    """Turn all errors of PEFT inside the block into one error.

    Raises:
        InvalidConfigError: PEFT raised an error; has its message.
    """
    try:
        yield
    except TrivetError:
        raise
    except Exception as error:  # PEFT checks little of a config: an invalid value fails on first use
        reason = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
        raise InvalidConfigError(f"PEFT cannot adapt {type(model).__name__} in this way: {reason[:1000]}") from error


def changes_values(config: Any) -> bool:
    """Whether injection of such an adapter may change values of the model's own parameters."""
    kind = getattr(config.peft_type, "value", config.peft_type)
    if kind == "LORA":
        return config.init_lora_weights not in (True, False, None, "gaussian", "orthogonal", "eva")
    return kind not in _LEAVES_VALUES


def change_of_base(config: Any) -> str | None:
    """How such an adapter changes the model's own parameters permanently; None if it does not."""
    if getattr(config, "bias", None) not in (None, "none"):
        return f"with bias={config.bias!r} the model's own biases are trained and loaded"
    if getattr(config, "layer_replication", None):
        return "layer_replication has given the model other layers"
    kind = getattr(config.peft_type, "value", config.peft_type)
    if kind == "LORA" and changes_values(config):
        return f"init_lora_weights={config.init_lora_weights!r} has changed the values of the layers that it adapts"
    return None


@contextmanager
def by_names(config: Any, model: nn.Module, path: Path) -> Iterator[None]:
    """Replace regular expressions by names of modules for PEFT, which would match expressions without a time limit.

    Raises:
        InvalidConfigError: an expression matches no module, or takes too long.
    """
    stated = {name: getattr(config, name, None) for name in EXPRESSIONS}
    written = {name: value for name, value in stated.items() if value is not None}
    seen = without_expressions(written, [name for name, _ in model.named_modules()], path)
    changed = {name: value for name, value in seen.items() if value is not written[name]}
    for name, value in changed.items():
        setattr(config, name, set(value) if isinstance(value, list) else value)
    yield
    for name in changed:
        setattr(config, name, written[name])


def _register_layers(config: Any, model: nn.Module) -> None:
    """Register `Conv1D` with LoRA, if the model has any. Kinds of adapters that support it do not change."""
    if hasattr(config, "_register_custom_module") and any(isinstance(each, Conv1D) for each in model.modules()):
        config._register_custom_module({Conv1D: _lora_conv1d()})


@cache
def _lora_conv1d() -> type[Any]:
    """LoRA's linear layer for a weight [inputs, outputs]."""
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
