"""Taking attention heads out of a model for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trivet.families.pruning import record_pruning
from trivet_flax.build.without_values import bind, owned_slots
from trivet_flax.layers.base_models import FamilyModule
from trivet_flax.model.base import FunctionalModule
from trivet_flax.model.params import Params, nest


class Pruning(FunctionalModule):
    """The part of `FlaxPreTrainedModel` that prunes heads."""

    def prune_heads(
        self, heads_to_prune: Mapping[int, Iterable[int]], *, params: Mapping[Any, Any] | None = None
    ) -> Params:
        """Take attention heads out. What is left computes what the whole did with those heads masked.

        The config records them (`pruned_heads`), so that a model loaded from what is saved lacks them too. The module
        stays the object that it is; create an optimizer's state again.

        Args:
            heads_to_prune: layer → heads, by their indices in the whole model.
            params: pruned as well, and returned, in place of the model's own. They may be the only ones there are.

        Returns:
            The params without those heads.

        Raises:
            NotImplementedError: heads of this family cannot be pruned.
            InvalidConfigError: there is no such layer or head, or a layer would be left with none; nothing was pruned.
            CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
            ValueError: there are no values anywhere.
        """
        name, own = type(self).__name__, self.nnx_module
        if not isinstance(own, FamilyModule) or not own.has_prunable_heads(self.config):
            raise NotImplementedError(f"heads of {name} cannot be pruned")
        if params is None:
            self.require_values()
        pruned = own if params is None else bind(own, params, f"{name}.prune_heads(params=)")
        record_pruning(self.config, {int(layer): [*heads] for layer, heads in heads_to_prune.items()})
        for module in (own,) if pruned is own else (own, pruned):
            module.prune_recorded(self.config)
        return nest({name: slot.value for name, slot in owned_slots(pruned).items()})
