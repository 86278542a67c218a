"""Inputs of a model besides the text itself, at each step of decoding, and what a model's class overrides of steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import Parameter, signature
from typing import Any, TypeVar

import torch

Tensor = torch.Tensor

Function = TypeVar("Function", bound=Callable[..., Any])

HEAD_MASKS = ("head_mask", "decoder_head_mask", "cross_attn_head_mask")
"""Inputs without an axis of rows."""


def accepted(function: Any) -> tuple[frozenset[str], bool]:
    """Names of a function's parameters, and whether it accepts any other name as well."""
    parameters = signature(function).parameters.values()
    named = (each.name for each in parameters if each.kind not in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD))
    return frozenset(named), any(each.kind is Parameter.VAR_KEYWORD for each in parameters)


def shared(function: Function) -> Function:
    """Mark a method as the one that all models share, so that another in its place can be told from it."""
    vars(function)["is_shared"] = True
    return function


def overridden(model: Any, name: str) -> bool:
    """Whether a model's class has its own method in the place of the one that all models share."""
    method = getattr(type(model), name, None)
    return method is not None and not getattr(method, "is_shared", False)


class Extra:
    """Inputs of each step besides ids, mask, cache and the encoder's output.

    Args:
        values: inputs by name. Tensors have a row for each text, except for head masks and what has other rows.
        rows: number of texts.
    """

    def __init__(self, values: Mapping[str, Any], rows: int) -> None:
        self.values, self.rows = dict(values), rows

    def expanded(self, times: int) -> Extra:
        """The inputs of each text, `times` times."""
        return self.selected(torch.arange(self.rows).repeat_interleave(times))

    def selected(self, rows: Tensor) -> Extra:
        """The inputs of some rows."""
        return Extra({name: self._rows(name, value, rows) for name, value in self.values.items()}, len(rows))

    def _rows(self, name: str, value: Any, rows: Tensor) -> Any:
        is_by_row = isinstance(value, Tensor) and value.dim() > 0 and value.shape[0] == self.rows
        return value.index_select(0, rows.to(value.device)) if is_by_row and name not in HEAD_MASKS else value

    def of_text(self, total: int) -> dict[str, Any]:
        """The inputs for a text of `total` tokens: what goes with each token is continued for the new ones.

        Segments repeat the last one, positions count on, and a mask of the decoder's tokens lets new ones be seen.
        """
        values = dict(self.values)
        for name in ("token_type_ids", "position_ids", "decoder_attention_mask"):
            value = values.get(name)
            if value is not None and (missing := total - value.shape[1]) > 0:
                new = value[:, -1:].expand(-1, missing)
                if name == "position_ids":
                    new = new + torch.arange(1, missing + 1, device=value.device)
                values[name] = torch.cat((value, torch.ones_like(new) if name == "decoder_attention_mask" else new), 1)
        return values

    def of_step(self, seen: int, total: int) -> dict[str, Any]:
        """The inputs for the tokens of a text that were not seen yet."""
        values = self.of_text(total)
        for name in ("token_type_ids", "position_ids"):
            if values.get(name) is not None:
                values[name] = values[name][:, seen:total]
        return values
