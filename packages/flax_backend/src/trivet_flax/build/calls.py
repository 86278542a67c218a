"""Calls of public classes: their arguments, in the positional order of Flax's classes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trivet.families.blocks import Base, EncoderDecoder
from trivet.families.calls import arguments_of, options_of
from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.inputs import ENCODER_STATES
from trivet_flax.model.calling import MODULE_OPTIONS, MODULE_STEP_OPTIONS, OPTIONS, STEP_OPTIONS

_CACHE = "past_key_values"
_EVERYWHERE = ("position_ids", "head_mask", "inputs_embeds")


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a method's arguments.

    Attributes:
        call: names of its positional arguments.
        module: names of the positional arguments of the model's module, in linen's calling convention.
        keywords: names of further arguments.
    """

    call: tuple[str, ...]
    module: tuple[str, ...]
    keywords: tuple[str, ...] = ()


def orders_of(family: Family, kind: HeadKind | None) -> dict[str, Order]:
    """Method → order of its arguments, for a class of a family.

    Args:
        kind: kind of its head; None for the base model.
    """
    base = family.base(family.example())
    if not isinstance(base, EncoderDecoder):
        return {"__call__": _decoder(family, kind) if base.causal else _encoder(family, kind)}
    if kind is not None and kind.side is not None and kind.generates:
        return {"__call__": _decoder_alone(family, kind)}
    if kind is not None and kind.side is not None:
        inputs = ("input_ids", "attention_mask")
        return dict.fromkeys(("__call__", "encode"), _steps(family, kind, inputs, inputs))
    return _two_sided(family, kind, base)


def _encoder(family: Family, kind: HeadKind | None) -> Order:
    elsewhere = ("inputs_embeds", *ENCODER_STATES, _CACHE, "use_cache")
    call = family.flax_inputs or tuple(name for name in family.inputs if name not in elsewhere)
    module = family.linen_inputs or call
    if not family.flax_inputs and "token_type_ids" in call:
        call = (*call, *ENCODER_STATES)
        # Only base models and heads that generate text accept an encoder's outputs and a cache.
        module = (*call, "init_cache") if kind is None or kind.generates else module
    cache = (_CACHE,) if _CACHE in family.inputs else ()
    return _ordered(family, kind, (*call, *OPTIONS, *cache), (*module, *MODULE_OPTIONS))


def _decoder(family: Family, kind: HeadKind | None) -> Order:
    inputs, (params, *options) = ("input_ids", "attention_mask", "position_ids"), OPTIONS
    states = tuple(name for name in ENCODER_STATES if name in family.inputs)
    deterministic, *flags = MODULE_OPTIONS
    module = (*inputs, *states, deterministic, "init_cache", *flags)
    return _ordered(family, kind, family.flax_order or (*inputs, *states, params, _CACHE, *options), module)


def _decoder_alone(family: Family, kind: HeadKind) -> Order:
    inputs, (*options, key) = ("input_ids", "attention_mask", "position_ids", *ENCODER_STATES), STEP_OPTIONS
    return _ordered(family, kind, (*inputs, *options, _CACHE, key), (*inputs, "init_cache", *MODULE_STEP_OPTIONS))


def _two_sided(family: Family, kind: HeadKind | None, base: Base) -> dict[str, Order]:
    has_positions = isinstance(base, EncoderDecoder) and base.encoder.embeddings.positions is not None
    places = ("position_ids", "decoder_position_ids") if has_positions else ()
    first, hears = family.inputs[0], "input_ids" not in family.inputs
    sides = family.flax_inputs or (first, "attention_mask", "decoder_input_ids", "decoder_attention_mask")
    encode = (first, "attention_mask", *(() if hears else places[:1]))
    decode = ("decoder_input_ids", "encoder_outputs", "encoder_attention_mask", "decoder_attention_mask", *places[1:])
    call = (*sides, *places) if places else (*sides, "encoder_outputs")
    if hears:
        call = (*family.linen_inputs, *(() if kind is None else ("position_ids", "attention_mask")))
    own = {name: name in family.inputs for name in ("token_type_ids", "decoder_token_type_ids", "cross_attn_head_mask")}
    vectors = ("inputs_embeds",) if "inputs_embeds" in family.inputs else ()
    encoder_keywords = ("head_mask", *vectors, *(name for name in ("token_type_ids",) if own[name]))
    crossing = tuple(name for name in ("cross_attn_head_mask", "decoder_token_type_ids") if own[name])
    decoder_keywords = ("decoder_head_mask", *crossing, "decoder_inputs_embeds")
    return {
        "__call__": _steps(family, kind, (*sides, *places), call),
        "encode": Order((*encode, *STEP_OPTIONS), (*encode, *MODULE_STEP_OPTIONS), encoder_keywords),
        "decode": Order((*decode, _CACHE, *STEP_OPTIONS), (*decode, *MODULE_STEP_OPTIONS), decoder_keywords),
    }


def _steps(family: Family, kind: HeadKind | None, call: tuple[str, ...], module: tuple[str, ...]) -> Order:
    return _ordered(family, kind, (*call, *STEP_OPTIONS), (*module, *MODULE_STEP_OPTIONS))


def _ordered(family: Family, kind: HeadKind | None, call: tuple[str, ...], module: tuple[str, ...]) -> Order:
    everywhere = _EVERYWHERE if "input_ids" in family.inputs else ()
    taken = dict.fromkeys((*arguments_of(family, kind), *everywhere, *options_of(family, kind)))
    further = tuple(name for name in taken if name not in (*call, "use_cache", "logits_to_keep"))
    return Order(call, module, further)


def defaults_of(names: tuple[str, ...]) -> dict[str, Any]:
    """Name → default of each argument."""
    return {name: False if name == "train" else None for name in names}
