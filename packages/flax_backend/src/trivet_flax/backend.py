"""The object behind the entry point `trivet.backends: flax`. Imports neither JAX nor Flax until a model needs them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trivet.backends.exports import backend_exports
from trivet.families.registry import families
from trivet_flax.gaps import GAPS

if TYPE_CHECKING:
    from pathlib import Path

    from trivet.backends.protocol import Runner
    from trivet.layout.host import HostTensor
    from trivet.planning.skeleton import Skeleton
    from trivet_flax.load.sharded_loading import ShardedLoad


_PROCESSORS = (
    *("ForceTokensLogitsProcessor", "ForcedBOSTokenLogitsProcessor", "ForcedEOSTokenLogitsProcessor"),
    *("MinLengthLogitsProcessor", "NoBadWordsLogitsProcessor", "NoRepeatNGramLogitsProcessor"),
    *("RepetitionPenaltyLogitsProcessor", "SuppressTokensAtBeginLogitsProcessor", "SuppressTokensLogitsProcessor"),
    *("TemperatureLogitsWarper", "TopKLogitsWarper", "TopPLogitsWarper"),
)
_FURTHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "generation.outputs": ("BeamSearchOutput", "GreedySearchOutput", "SampleOutput"),
        "generation.processors": _PROCESSORS,
    }
)
"""Public names beside models and Auto classes, without the mark of the framework, by the module that has them."""


class FlaxBackend:
    """JAX/Flax: models are `FlaxPreTrainedModel`s, any `nnx.Module`, or a params tree (nested dicts of arrays)."""

    name = "flax"
    api_version = 1

    @cached_property
    def exports(self) -> Mapping[str, str]:
        """Public names that the backend adds to `trivet`: name → "module:attribute"."""
        exports = backend_exports(self.name, "trivet_flax", GAPS)
        for family in families():
            names = [f"Flax{family.name}{other}" for kind in family.kinds for other in kind.also]
            if any(kind.side == "decoder" and kind.generates for kind in family.kinds):
                names.append(f"Flax{family.name}DecoderPreTrainedModel")
            exports |= {name: f"trivet_flax.models:{name}" for name in names}
        for module, further in _FURTHER.items():
            exports |= {f"Flax{name}": f"trivet_flax.{module}:Flax{name}" for name in further}
        return exports

    def is_native(self, model: object) -> bool:
        """Whether the object is a model of this framework, or a params tree. Looks only at what is imported already."""
        nnx, modeling = sys.modules.get("flax.nnx"), sys.modules.get("trivet_flax.model.pretrained")
        if nnx is not None and isinstance(model, nnx.Module):
            return True
        if modeling is not None and isinstance(model, modeling.FlaxPreTrainedModel | modeling.LinenView):
            return True
        if "jax" not in sys.modules or not isinstance(model, Mapping):
            return False
        from trivet_flax.model.params import is_params_tree

        return is_params_tree(model)

    def skeleton(self, model: Any) -> Skeleton:
        """The model's parameters, read from the types of its layers."""
        from trivet_flax.load.skeleton import skeleton_of

        return skeleton_of(model)

    def place(self, tensor: HostTensor, placement: Any) -> Any:
        """A `jax.Array` on a device (None: the default one); on CPU it aliases host memory that is aligned.

        Raises:
            UnsupportedDTypeError: the dtype has 64 bits and JAX is not configured for it.
        """
        from trivet_flax.load.tensors import place

        return place(tensor, placement)

    def placing(
        self, model: Any, skeleton: Skeleton, *, mesh: Any = None, sharding: Any = None, sharding_rules: Any = None
    ) -> ShardedLoad | None:
        """How a load shards parameters over devices: by the options of `from_pretrained`, or as in the model.

        Raises:
            ShardingError: the parameters cannot be sharded in this way.
        """
        from trivet_flax.load.sharded_loading import load_as_held, sharded_load

        asked = sharded_load(skeleton, mesh, sharding, sharding_rules)
        return load_as_held(skeleton, model) if asked is None else asked

    def save_together(self, tensors: Mapping[str, Any], write: Callable[[Mapping[str, Any]], list[Path]]) -> list[Path]:
        """Call `write` with the live arrays; in the first process only, if several hold them together.

        Raises:
            JointSaveError: in the other processes, if the first failed; in the first, what `write` raised.
        """
        from trivet_flax.load.joint_saving import save_together

        return save_together(tensors, write)

    def fetch(self, param: Any) -> Any:
        """A numpy array of one parameter, aliasing it on CPU."""
        from trivet_flax.load.tensors import fetch

        return fetch(param)

    def assign(self, model: Any, tensors: Mapping[str, Any]) -> None:
        """Set parameters by their dotted names. Tied ones are one variable, so ties persist."""
        from trivet_flax.load.skeleton import assign

        assign(model, tensors)

    def tensors(self, model: Any) -> Mapping[str, Any]:
        """The live arrays by dotted name."""
        from trivet_flax.load.skeleton import live_tensors

        return live_tensors(model)

    def runner(self, model: Any, output: str) -> Runner:
        """The model as a function of numpy arrays, which returns the output of that name."""
        from trivet_flax.extras.running import Runner

        return Runner(model, output)


BACKEND = FlaxBackend()
