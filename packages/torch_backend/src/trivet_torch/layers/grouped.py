"""Products of rows with one of many weights, which a number of rows for each weight selects."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn import functional as F

Tensor = torch.Tensor


def grouped_product(rows: Tensor, weights: Tensor, counts: Tensor, *, transposed: bool = False) -> Tensor:
    """The product of each row with its weight. Weights without rows are not read.

    Args:
        rows: [rows, in], those of the first weight first.
        weights: [weights, out, in], or [weights, in, out] if `transposed`.
        counts: [weights], integers: how many rows each weight has.

    Returns:
        [rows, out].
    """
    if torch.compiler.is_compiling():  # the numbers are not known when the program is made
        product: Tensor = torch.ops.trivet.grouped_product(rows, weights, counts, transposed)
        return product
    return _product(rows, weights, counts.tolist(), transposed)


def _product(rows: Tensor, weights: Tensor, counts: Sequence[int], transposed: bool) -> Tensor:
    products = [
        part @ weight if transposed else F.linear(part, weight)
        for part, weight in zip(torch.split(rows, list(counts)), weights.unbind(), strict=True)
        if len(part)
    ]
    return torch.cat(products) if products else rows.new_zeros(0, weights.shape[2 if transposed else 1])


@torch.library.custom_op("trivet::grouped_product", mutates_args=())
def _grouped_product(rows: Tensor, weights: Tensor, counts: Tensor, transposed: bool) -> Tensor:
    return _product(rows, weights, counts.tolist(), transposed)


@_grouped_product.register_fake
def _(rows: Tensor, weights: Tensor, counts: Tensor, transposed: bool) -> Tensor:
    return rows.new_empty(rows.shape[0], weights.shape[2 if transposed else 1])


@torch.library.custom_op("trivet::grouped_outer_product", mutates_args=())
def _grouped_outer_product(left: Tensor, right: Tensor, counts: Tensor) -> Tensor:
    """The sum over the rows of each group of their outer products: [rows, a], [rows, b] → [groups, a, b]."""
    sizes = counts.tolist()
    return torch.stack([a.t() @ b for a, b in zip(torch.split(left, sizes), torch.split(right, sizes), strict=True)])


@_grouped_outer_product.register_fake
def _(left: Tensor, right: Tensor, counts: Tensor) -> Tensor:
    return left.new_empty(counts.shape[0], left.shape[1], right.shape[1])


def _keep(
    ctx: torch.autograd.function.FunctionCtx, inputs: tuple[Tensor, Tensor, Tensor, bool], output: Tensor
) -> None:
    rows, weights, counts, ctx.transposed = inputs  # type: ignore[attr-defined]
    ctx.save_for_backward(rows, weights, counts)


def _gradients(ctx: torch.autograd.function.FunctionCtx, change: Tensor) -> tuple[Tensor, Tensor, None, None]:
    rows, weights, counts = ctx.saved_tensors  # type: ignore[attr-defined]
    transposed: bool = ctx.transposed  # type: ignore[attr-defined]
    left, right = (rows, change) if transposed else (change, rows)
    of_weights = torch.ops.trivet.grouped_outer_product(left, right, counts)
    return torch.ops.trivet.grouped_product(change, weights, counts, not transposed), of_weights, None, None


_grouped_product.register_autograd(_gradients, setup_context=_keep)
