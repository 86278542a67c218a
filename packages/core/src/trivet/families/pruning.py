"""Pruned attention heads, as recorded in the config: layer → heads, by their indices in the whole model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trivet.errors import InvalidConfigError
from trivet.families.requirements import is_integer


def pruned_heads(config: Any) -> dict[int, list[int]]:
    """The config's `pruned_heads`: layer → pruned heads, sorted.

    In JSON the layers' numbers are text. Negative ones count from the last layer, as scripts for `transformers` write.

    Raises:
        InvalidConfigError: the field is malformed.
    """
    stated = getattr(config, "pruned_heads", None)
    if not stated:
        return {}
    try:
        pruned = {int(layer): sorted(set(heads)) for layer, heads in stated.items()}
    except (AttributeError, TypeError, ValueError):
        raise InvalidConfigError(_reason(stated), field="pruned_heads") from None
    heads, layers = config.num_attention_heads, getattr(config, "attention_layers", config.num_hidden_layers)
    if not is_integer(heads):
        raise InvalidConfigError(f"num_attention_heads must be an integer, not {heads!r}", field="num_attention_heads")
    pruned = _counted_from_first(pruned, layers)
    for layer, gone in pruned.items():
        if not 0 <= layer < layers or not all(is_integer(each) and 0 <= each < heads for each in gone):
            raise InvalidConfigError(_reason(stated), field="pruned_heads")
        if len(gone) == heads:
            raise InvalidConfigError(f"pruned_heads leaves layer {layer} none of its {heads}", field="pruned_heads")
    return {layer: gone for layer, gone in pruned.items() if gone}


def record_pruning(config: Any, heads_to_prune: Mapping[int, Iterable[int]]) -> None:
    """Add heads to the config's `pruned_heads`.

    Args:
        heads_to_prune: layer → heads, by their indices in the whole model; a negative layer counts from the last.

    Raises:
        InvalidConfigError: there is no such layer or head, or a layer would have none left; the config is unchanged.
    """
    before, recorded = pruned_heads(config), getattr(config, "pruned_heads", {})
    layers = getattr(config, "attention_layers", config.num_hidden_layers)
    heads_to_prune = _counted_from_first(heads_to_prune, layers)
    pruned = {layer: sorted({*before.get(layer, ()), *heads}) for layer, heads in heads_to_prune.items()}
    config.pruned_heads = {**before, **pruned}
    try:
        pruned_heads(config)
    except ValueError:
        config.pruned_heads = recorded
        raise


def kept_places(pruned: Iterable[int], heads: Iterable[int], kept: int, size: int) -> list[int]:
    """Indices, among the concatenated remaining heads, of the elements that stay when further heads are pruned.

    Args:
        pruned: heads that are already pruned, by their indices in the whole model.
        heads: heads to prune, by their indices in the whole model.
        kept: number of heads before.
        size: size of a head.
    """
    going = set(heads)
    stays = [place for place, head in enumerate(kept_heads(pruned, kept)) if head not in going]
    return [place * size + offset for place in stays for offset in range(size)]


def kept_heads(pruned: Iterable[int], kept: int) -> list[int]:
    """Indices in the whole model of the heads that remain.

    Args:
        pruned: pruned heads, by their indices in the whole model.
        kept: number of remaining heads.
    """
    gone = set(pruned)
    return [head for head in range(kept + len(gone)) if head not in gone]


def _counted_from_first(by_layer: Mapping[int, Iterable[int]], layers: int) -> dict[int, list[int]]:
    """Layer → heads, sorted, with negative layers counted from the last one."""
    counted: dict[int, set[int]] = {}
    for layer, heads in by_layer.items():
        place = int(layer)
        counted.setdefault(place + layers if place < 0 else place, set()).update(heads)
    return {layer: sorted(heads) for layer, heads in counted.items()}


def _reason(stated: object) -> str:
    return f"pruned_heads must list heads by layer, each a number that the model has, not {stated!r}"
