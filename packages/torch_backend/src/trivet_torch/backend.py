"""The PyTorch backend as core finds it through its entry point. Must not import PyTorch before a method needs it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import torch

    from trivet.load import HostTensor
    from trivet.plan import Skeleton

_BERT = "trivet_torch.models.bert"


class TorchBackend:
    """PyTorch: models are `torch.nn.Module`s, parameters `torch.Tensor`s, names and layouts the canonical ones."""

    name = "torch"
    api_version = 1
    exports: Mapping[str, str] = MappingProxyType(
        {
            "PreTrainedModel": "trivet_torch.modeling:PreTrainedModel",
            "BertPreTrainedModel": f"{_BERT}:BertPreTrainedModel",
            "BertModel": f"{_BERT}:BertModel",
            "BertForPreTraining": f"{_BERT}:BertForPreTraining",
            "BertForMaskedLM": f"{_BERT}:BertForMaskedLM",
            "BertForSequenceClassification": f"{_BERT}:BertForSequenceClassification",
            "BertForTokenClassification": f"{_BERT}:BertForTokenClassification",
            "BertForQuestionAnswering": f"{_BERT}:BertForQuestionAnswering",
            "BertForMultipleChoice": f"{_BERT}:BertForMultipleChoice",
            "BertForNextSentencePrediction": f"{_BERT}:BertForNextSentencePrediction",
        }
    )

    def is_native(self, model: object) -> bool:
        """Whether the object is a `torch.nn.Module`. Looks only whether PyTorch is imported already."""
        torch = sys.modules.get("torch")
        return torch is not None and isinstance(model, torch.nn.Module)

    def skeleton(self, model: torch.nn.Module) -> Skeleton:
        """The model's parameters and persistent buffers in canonical terms."""
        from trivet_torch.skeleton import skeleton

        return skeleton(model)

    def place(self, tensor: HostTensor, placement: Any) -> torch.Tensor:
        """A tensor for host bytes on the device `placement` (None: CPU), sharing the file's map where it can."""
        from trivet_torch.tensors import place

        return place(tensor, placement)

    def fetch(self, param: torch.Tensor) -> np.ndarray[Any, Any]:
        """A numpy array of one tensor, sharing its memory when it is on the CPU."""
        from trivet_torch.tensors import fetch

        return fetch(param)

    def assign(self, model: torch.nn.Module, tensors: Mapping[str, torch.Tensor]) -> None:
        """Set parameters and buffers by their names; whatever is tied stays tied."""
        from trivet_torch.skeleton import assign

        assign(model, tensors)

    def tensors(self, model: torch.nn.Module) -> Mapping[str, torch.Tensor]:
        """Parameters and persistent buffers by the names that `state_dict` has for them."""
        from trivet_torch.skeleton import tensors

        return tensors(model)


BACKEND = TorchBackend()
