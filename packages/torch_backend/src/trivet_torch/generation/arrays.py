"""The array operations that generation is written in, for tensors; `trivet.text.generation.arrays` describes each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

Tensor = torch.Tensor


class TorchArrays:
    """`Arrays` of PyTorch."""

    def constant(self, values: Any, like: Tensor) -> Tensor:
        """As `Arrays.constant`."""
        return torch.tensor(values, device=like.device)

    def arange(self, count: int, like: Tensor) -> Tensor:
        """As `Arrays.arange`."""
        return torch.arange(count, device=like.device)

    def full(self, shape: Sequence[int], value: Any, like: Tensor) -> Tensor:
        """As `Arrays.full`."""
        return torch.full(tuple(shape), value, dtype=like.dtype, device=like.device)

    def where(self, condition: Tensor, yes: Any, no: Any) -> Tensor:
        """As `Arrays.where`."""
        return torch.where(condition, yes, no)

    def choose(self, flag: Any, yes: Tensor, no: Tensor) -> Tensor:
        """As `Arrays.choose`."""
        return yes if flag else no

    def gather(self, array: Tensor, places: Tensor) -> Tensor:
        """As `Arrays.gather`."""
        return array.gather(1, places)

    def columns(self, array: Tensor, start: int, count: int) -> Tensor:
        """As `Arrays.columns`."""
        start = min(max(start, 0), array.shape[1] - count)
        return array[:, start : start + count]

    def put(self, array: Tensor, position: int, column: Tensor) -> Tensor:
        """As `Arrays.put`."""
        array = array.clone()
        array[:, position] = column
        return array

    def rows(self, array: Tensor, places: Tensor) -> Tensor:
        """As `Arrays.rows`."""
        return array.index_select(0, places)

    def present(self, ids: Tensor, valid: Tensor, vocab: int) -> Tensor:
        """As `Arrays.present`."""
        # What is not valid goes to one place beyond the vocabulary.
        is_present = torch.zeros(ids.shape[0], vocab + 1, dtype=torch.bool, device=ids.device)
        return is_present.scatter_(1, torch.where(valid, ids, vocab), True)[:, :vocab]

    def sort(self, array: Tensor) -> Tensor:
        """As `Arrays.sort`."""
        return array.sort(-1).values

    def argsort(self, array: Tensor) -> Tensor:
        """As `Arrays.argsort`."""
        return array.argsort(dim=-1, stable=True)

    def top(self, array: Tensor, count: int) -> tuple[Tensor, Tensor]:
        """As `Arrays.top`."""
        values, places = array.topk(count, -1)
        return values, places

    def cumsum(self, array: Tensor) -> Tensor:
        """As `Arrays.cumsum`."""
        return array.cumsum(-1)

    def softmax(self, array: Tensor) -> Tensor:
        """As `Arrays.softmax`."""
        return array.softmax(-1)

    def log_softmax(self, array: Tensor) -> Tensor:
        """As `Arrays.log_softmax`."""
        return array.log_softmax(-1)

    def exp(self, array: Any) -> Any:
        """As `Arrays.exp`."""
        return torch.as_tensor(array).exp()

    def dots(self, one: Tensor, other: Tensor) -> Tensor:
        """As `Arrays.dots`."""
        return one @ other.mT

    def sum(self, array: Tensor) -> Tensor:
        """As `Arrays.sum`."""
        return array.sum(-1, keepdim=True)

    def max(self, array: Tensor) -> Tensor:
        """As `Arrays.max`."""
        return array.amax(-1, keepdim=True)

    def any(self, array: Tensor) -> Tensor:
        """As `Arrays.any`."""
        return array.any(-1)

    def all(self, array: Tensor) -> Tensor:
        """As `Arrays.all`."""
        return array.all(-1)

    def argmax(self, array: Tensor) -> Tensor:
        """As `Arrays.argmax`."""
        return array.argmax(-1)

    def reshape(self, array: Tensor, shape: Sequence[int]) -> Tensor:
        """As `Arrays.reshape`."""
        return array.reshape(tuple(shape))

    def concat(self, arrays: Sequence[Tensor], axis: int = -1) -> Tensor:
        """As `Arrays.concat`."""
        return torch.cat(tuple(arrays), axis)

    def floats(self, array: Any) -> Tensor:
        """As `Arrays.floats`."""
        return torch.as_tensor(array, dtype=torch.float32)

    def ids(self, array: Any) -> Tensor:
        """As `Arrays.ids`."""
        return torch.as_tensor(array, dtype=torch.int64)
