"""Gradient checkpointing, turned on and off."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

import torch
from torch import nn
from torch.autograd.graph import save_on_cpu
from torch.utils.checkpoint import checkpoint
from torch.utils.hooks import RemovableHandle

from trivet_torch.layers.checkpointed import CheckpointedLayer
from trivet_torch.model.base import ConfiguredModule

logger = logging.getLogger(__name__)


class Checkpointing(ConfiguredModule):
    """The part of `PreTrainedModel` that turns gradient checkpointing on and off.

    A class whose repeated layers are `CheckpointedLayer`s, or have an attribute `gradient_checkpointing` that they obey
    by calling `_gradient_checkpointing_func`, has it.

    Attributes:
        supports_gradient_checkpointing: whether the class has such layers.
    """

    supports_gradient_checkpointing: ClassVar[bool] = False
    _require_grads_hook: RemovableHandle | None = None

    def gradient_checkpointing_enable(
        self,
        gradient_checkpointing_kwargs: Mapping[str, Any] | None = None,
        every_n_layers: int = 1,
        offload: bool = False,
    ) -> None:
        """From now on keep only layers' inputs in training: less memory, more time, the same gradients.

        Args:
            gradient_checkpointing_kwargs: options of `torch.utils.checkpoint.checkpoint`. `use_reentrant` is False,
                whatever the caller passes: the other way loses gradients of tensors inside other objects.
            every_n_layers: 2 leaves out every second layer, and so on.
            offload: keep the inputs in the host's memory.

        Raises:
            ValueError: the class has no layers that can, or `every_n_layers` is less than 1.
        """
        if not self.supports_gradient_checkpointing:
            raise ValueError(
                f"{type(self).__name__} does not support gradient checkpointing: derive its layers from "
                "CheckpointedLayer and set supports_gradient_checkpointing"
            )
        if every_n_layers < 1:
            raise ValueError(f"every_n_layers is {every_n_layers}; it must be 1 or more")
        options = {**(gradient_checkpointing_kwargs or {}), "use_reentrant": False}
        if (gradient_checkpointing_kwargs or {}).get("use_reentrant"):
            logger.warning("use_reentrant=True has no effect: the gradients are the same without")
        self._set_gradient_checkpointing(True, partial(_offloaded if offload else checkpoint, **options))
        for index, layer in enumerate(each for each in self.modules() if isinstance(each, CheckpointedLayer)):
            layer.gradient_checkpointing = index % every_n_layers == 0

    def gradient_checkpointing_disable(self) -> None:
        """Keep everything that layers compute again."""
        self._set_gradient_checkpointing(False, checkpoint)

    def activation_checkpointing_enable(
        self,
        activation_checkpointing_kwargs: Mapping[str, Any] | None = None,
        every_n_layers: int = 1,
        offload: bool = False,
    ) -> None:
        """`gradient_checkpointing_enable`, by the name that `transformers` 5 gives it.

        Raises:
            ValueError: as there.
        """
        self.gradient_checkpointing_enable(activation_checkpointing_kwargs, every_n_layers, offload)

    def activation_checkpointing_disable(self) -> None:
        """`gradient_checkpointing_disable`, by the name that `transformers` 5 gives it."""
        self.gradient_checkpointing_disable()

    @property
    def is_gradient_checkpointing(self) -> bool:
        """Whether any layer does it."""
        return any(getattr(module, "gradient_checkpointing", False) for module in self.modules())

    @property
    def is_activation_checkpointing(self) -> bool:
        """`is_gradient_checkpointing`, by the name that `transformers` 5 gives it."""
        return self.is_gradient_checkpointing

    def _set_gradient_checkpointing(self, enable: bool, gradient_checkpointing_func: Callable[..., Any]) -> None:
        for module in self.modules():
            if hasattr(module, "gradient_checkpointing"):
                vars(module)["_gradient_checkpointing_func"] = gradient_checkpointing_func
                vars(module)["gradient_checkpointing"] = enable

    def enable_input_require_grads(self) -> None:
        """Let the embedded words require gradients, so that what is trained behind frozen embeddings gets its own.

        Raises:
            NotImplementedError: the class does not say which its input embeddings are.
        """
        self.disable_input_require_grads()
        words: nn.Module = self.get_input_embeddings()  # type: ignore[operator]
        self._require_grads_hook = words.register_forward_hook(_require_grads)

    def disable_input_require_grads(self) -> None:
        """Undo `enable_input_require_grads`."""
        if self._require_grads_hook is not None:
            self._require_grads_hook.remove()
        self._require_grads_hook = None


def _offloaded(*args: Any, **options: Any) -> Any:
    with save_on_cpu(pin_memory=torch.accelerator.is_available()):
        return checkpoint(*args, **options)


def _require_grads(module: nn.Module, inputs: Any, output: torch.Tensor) -> None:
    output.requires_grad_(True)
