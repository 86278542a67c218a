"""Learned or tabled positions: how many a model knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import nn

from trivet.families.vocabulary import wanted_rows
from trivet_torch.layers.positions import SinusoidalPositions
from trivet_torch.model.base import ConfiguredModule
from trivet_torch.model.resizing import Slot, replace, resize


class Positions(ConfiguredModule):
    """The part of `PreTrainedModel` that knows of tables of positions."""

    @property
    def position_embeddings(self) -> tuple[str, ...]:
        """Paths of the tables in the base model."""
        return ()

    def get_position_embeddings(self) -> nn.Embedding | tuple[nn.Embedding, ...]:
        """The table of positions, or those of encoder and decoder.

        Raises:
            NotImplementedError: positions are no table in this family.
        """
        tables = self._position_tables()
        return tables[0] if len(tables) == 1 else tables

    def resize_position_embeddings(self, new_num_position_embeddings: int) -> None:
        """Let the model know more or fewer positions; the config follows.

        New rows are initialised as the model initialises. A table of sines is computed anew.

        Raises:
            NotImplementedError: positions are no table in this family.
            ValueError: the number is not a positive integer.
            RuntimeError: the weights are on the meta device.
        """
        tables = self._position_tables()
        rows = wanted_rows(
            self.config.max_position_embeddings, new_num_position_embeddings, name="new_num_position_embeddings"
        )
        for table in tables:
            if isinstance(table, SinusoidalPositions):
                replace(self, {id(table.weight): _sines(table, rows + table.skipped)})
            else:
                # Some tables begin with rows that no position has.
                total = table.num_embeddings + rows - self.config.max_position_embeddings
                resize(self, [Slot(table, "weight")], total, self._init_weights)
        self.config.max_position_embeddings = rows

    def _position_tables(self) -> tuple[nn.Embedding, ...]:
        base = self.base_model
        paths: tuple[str, ...] = getattr(base, "position_embeddings", ())
        if not paths:
            raise NotImplementedError(f"{type(self).__name__} has no table of positions")
        modules = (base.get_submodule(path) for path in paths)
        return tuple(each for each in modules if isinstance(each, nn.Embedding))


def differing_sines(model: nn.Module, tensors: Mapping[str, torch.Tensor]) -> Iterator[str]:
    """Names of the tables of sines whose values are others than a new model would compute: files have to hold them.

    Args:
        tensors: the values to be written, by the parameters' names.
    """
    for path, table in model.named_modules():
        values = tensors.get(f"{path}.weight") if isinstance(table, SinusoidalPositions) else None
        if isinstance(table, SinusoidalPositions) and values is not None and not values.is_meta:
            computed = SinusoidalPositions(table.block, len(values)).weight
            if not torch.equal(computed.to(values), values):
                yield f"{path}.weight"


def _sines(table: SinusoidalPositions, rows: int) -> torch.Tensor:
    computed = SinusoidalPositions(table.block, rows).weight
    return nn.Parameter(computed.detach().to(table.weight), table.weight.requires_grad)
