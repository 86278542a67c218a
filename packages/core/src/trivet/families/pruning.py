"""Attention heads that were taken out of a model, as its config records them: layer → heads, by their first numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trivet.errors import InvalidConfigError
from trivet.families.requirements import is_integer


def pruned_heads(config: Any) -> dict[int, list[int]]:
    """The config's `pruned_heads`: layer → the heads that it lacks, sorted. JSON has made text of the layers' numbers.

    Raises:
        InvalidConfigError: the field is something else.
    """
    stated = getattr(config, "pruned_heads", None)
    if not stated:
        return {}
    try:
        found = {int(layer): sorted(set(heads)) for layer, heads in stated.items()}
    except (AttributeError, TypeError, ValueError):
        raise InvalidConfigError(_reason(stated), field="pruned_heads") from None
    heads, layers = config.num_attention_heads, getattr(config, "attention_layers", config.num_hidden_layers)
    if not is_integer(heads):
        raise InvalidConfigError(f"num_attention_heads must be an integer, not {heads!r}", field="num_attention_heads")
    for layer, gone in found.items():
        if not 0 <= layer < layers or not all(is_integer(each) and 0 <= each < heads for each in gone):
            raise InvalidConfigError(_reason(stated), field="pruned_heads")
        if len(gone) == heads:
            raise InvalidConfigError(f"pruned_heads leaves layer {layer} none of its {heads}", field="pruned_heads")
    return {layer: gone for layer, gone in found.items() if gone}


def attended_size(config: Any, layer: int, head_size: int | None = None) -> int:
    """How many numbers a layer's heads give for each token: fewer than in the whole model where some were pruned.

    Args:
        head_size: of each head; None shares the hidden size among them.

    Raises:
        InvalidConfigError: `pruned_heads` is malformed.
    """
    heads: int = config.num_attention_heads
    gone = pruned_heads(config).get(layer)
    if head_size is None and gone is None:
        return int(config.hidden_size)
    return (config.hidden_size // heads if head_size is None else head_size) * (heads - len(gone or ()))


def record_pruning(config: Any, heads_to_prune: Mapping[int, Iterable[int]]) -> None:
    """Add heads to the config's `pruned_heads`.

    Args:
        heads_to_prune: layer → heads, by the numbers that they had in the whole model.

    Raises:
        InvalidConfigError: there is no such layer or head, or a layer would be left with none; the config is as it was.
    """
    before, recorded = pruned_heads(config), getattr(config, "pruned_heads", {})
    wanted = {layer: sorted({*before.get(layer, ()), *heads}) for layer, heads in heads_to_prune.items()}
    config.pruned_heads = {**before, **wanted}
    try:
        pruned_heads(config)
    except ValueError:
        config.pruned_heads = recorded
        raise


def kept_places(pruned: Iterable[int], heads: Iterable[int], kept: int, size: int) -> list[int]:
    """Places, in what the remaining heads give, of what stays when further heads go.

    Args:
        pruned: heads that are gone already, by their first numbers.
        heads: that are to go, by their first numbers.
        kept: how many there are now.
        size: of a head.
    """
    going = set(heads)
    stays = [place for place, head in enumerate(kept_heads(pruned, kept)) if head not in going]
    return [place * size + offset for place in stays for offset in range(size)]


def kept_heads(pruned: Iterable[int], kept: int) -> list[int]:
    """The first numbers of the heads that remain.

    Args:
        pruned: heads that are gone, by their first numbers.
        kept: how many remain.
    """
    gone = set(pruned)
    return [head for head in range(kept + len(gone)) if head not in gone]


def _reason(stated: object) -> str:
    return f"pruned_heads must list heads by layer, each a number that the model has, not {stated!r}"
