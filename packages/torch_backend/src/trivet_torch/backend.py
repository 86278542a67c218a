"""The PyTorch backend as core finds it through its entry point. Must not import PyTorch before a method needs it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from trivet.backends.exports import backend_exports

if TYPE_CHECKING:
    import numpy as np
    import torch

    from trivet.backends.protocol import Runner
    from trivet.layout.host import HostTensor
    from trivet.planning.skeleton import Skeleton

_CACHES = ("Cache", "DynamicCache", "StaticCache", "SlidingWindowCache", "SinkCache", "EncoderDecoderCache")
_PROCESSORS = (
    *("MinLengthLogitsProcessor", "MinNewTokensLengthLogitsProcessor"),
    *("RepetitionPenaltyLogitsProcessor", "EncoderRepetitionPenaltyLogitsProcessor"),
    *("NoRepeatNGramLogitsProcessor", "EncoderNoRepeatNGramLogitsProcessor"),
    *("SequenceBiasLogitsProcessor", "NoBadWordsLogitsProcessor"),
    *("PrefixConstrainedLogitsProcessor", "HammingDiversityLogitsProcessor"),
    *("ForcedBOSTokenLogitsProcessor", "ForcedEOSTokenLogitsProcessor"),
    *("InfNanRemoveLogitsProcessor", "ExponentialDecayLengthPenalty"),
    *("LogitNormalization", "SuppressTokensAtBeginLogitsProcessor"),
    *("SuppressTokensLogitsProcessor", "ForceTokensLogitsProcessor"),
)
_WARPERS = (
    *("TemperatureLogitsWarper", "TopKLogitsWarper"),
    *("TopPLogitsWarper", "TypicalLogitsWarper"),
    *("EpsilonLogitsWarper", "EtaLogitsWarper"),
    *("top_k_top_p_filtering", "ClassifierFreeGuidanceLogitsProcessor"),
    "UnbatchedClassifierFreeGuidanceLogitsProcessor",
)
_GENERATION = {
    "named_processors": _PROCESSORS,
    "named_warpers": _WARPERS,
    "beam_scorers": ("BeamScorer", "BeamSearchScorer"),
    "constrained_scorers": ("ConstrainedBeamSearchScorer",),
}
_FUNCTIONS = "trivet_torch.extras.module_functions"
_MODULE_FUNCTIONS = ("Conv1D", "apply_chunking_to_forward", "load_sharded_checkpoint", "prune_layer")
_OPTIMIZERS = "trivet_torch.extras.optimizers"
_SCHEDULES = "trivet_torch.extras.schedules"
_SCHEDULE_NAMES = (
    *("SchedulerType", "get_constant_schedule", "get_constant_schedule_with_warmup", "get_cosine_schedule_with_warmup"),
    *("get_cosine_with_hard_restarts_schedule_with_warmup", "get_inverse_sqrt_schedule", "get_scheduler"),
    *("get_linear_schedule_with_warmup", "get_polynomial_decay_schedule_with_warmup", "get_reduce_on_plateau_schedule"),
)


class TorchBackend:
    """PyTorch: models are `torch.nn.Module`s, parameters `torch.Tensor`s, names and layouts the canonical ones."""

    name = "torch"
    api_version = 1

    @cached_property
    def exports(self) -> Mapping[str, str]:
        """Public names that the backend adds to `trivet`: name → "module:attribute"."""
        exports = backend_exports(self.name, "trivet_torch")
        places = {
            "trivet_torch.cache": _CACHES,
            _FUNCTIONS: _MODULE_FUNCTIONS,
            _SCHEDULES: _SCHEDULE_NAMES,
            _OPTIMIZERS: ("AdamW",),
        }
        places |= {f"trivet_torch.generation.{module}": names for module, names in _GENERATION.items()}
        return exports | {name: f"{place}:{name}" for place, names in places.items() for name in names}

    def is_native(self, model: object) -> bool:
        """Whether the object is a `torch.nn.Module`. Looks only whether PyTorch is imported already."""
        torch = sys.modules.get("torch")
        return torch is not None and isinstance(model, torch.nn.Module)

    def skeleton(self, model: torch.nn.Module) -> Skeleton:
        """The model's parameters and persistent buffers in canonical terms."""
        from trivet_torch.load.skeleton import skeleton

        return skeleton(model)

    def place(self, tensor: HostTensor, placement: Any) -> torch.Tensor:
        """A tensor for host bytes on the device `placement` (None: CPU), sharing the file's map if possible."""
        from trivet_torch.load.tensors import place

        return place(tensor, placement)

    def fetch(self, param: torch.Tensor) -> np.ndarray[Any, Any]:
        """A numpy array of one tensor, sharing its memory if it is on the CPU."""
        from trivet_torch.load.tensors import fetch

        return fetch(param)

    def assign(self, model: torch.nn.Module, tensors: Mapping[str, torch.Tensor]) -> None:
        """Set parameters and buffers by name; tied ones stay tied."""
        from trivet_torch.load.skeleton import assign

        assign(model, tensors)

    def tensors(self, model: torch.nn.Module) -> Mapping[str, torch.Tensor]:
        """Parameters and persistent buffers by their `state_dict` names."""
        from trivet_torch.load.skeleton import tensors

        return tensors(model)

    def seed(self, seed: int) -> None:
        """Seed PyTorch's random numbers on every device."""
        import torch

        torch.manual_seed(seed)

    def runner(self, model: torch.nn.Module, output: str) -> Runner:
        """The model as a function of numpy arrays, which returns the output of that name."""
        from trivet_torch.extras.running import Runner

        return Runner(model, output)


BACKEND = TorchBackend()
