"""The public classes of families, created from their blueprints: base classes, base models, heads, and nnx modules."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

import jax.numpy as jnp

from trivet.families.blocks import EncoderDecoder, PatchEmbeddings
from trivet.families.calls import function_with
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.pairs import PairFamily
from trivet.families.registry import families
from trivet_flax.build.calls import Order, defaults_of, orders_of
from trivet_flax.gaps import GAPS
from trivet_flax.generation.inputs import DecoderInputs, EncoderDecoderInputs
from trivet_flax.heads.head import Head, TwoSidedHead
from trivet_flax.layers.base_models import (
    DecoderModule,
    EncoderDecoderModule,
    PictureModule,
    SideModule,
    TransformerModule,
)
from trivet_flax.layers.pairs import PairModule
from trivet_flax.model.blueprint import EncoderSide, FlaxEncoderDecoderModel, FlaxTransformerModel, refuse_decoding
from trivet_flax.model.calling import run
from trivet_flax.model.pairs import FlaxPairModel

MODULE = "trivet_flax.models"
"""The module of the classes, also for `pickle`."""
# Tools that look up the base model need a prefix, also for families whose heads have none.
_NO_PREFIX = "transformer"


@cache
def _makers() -> Mapping[str, Callable[[], type[Any]]]:
    """Name → function that creates the class, for every class of every family."""
    makers: dict[str, Callable[[], type[Any]]] = {}
    for family in families():
        name = f"Flax{family.name}"
        if isinstance(family, PairFamily):
            makers[f"{name}PreTrainedModel"] = partial(_pretrained, family)
            makers[f"{name}Module"] = partial(_pair_module, family)
            makers[f"{name}Model"] = partial(_pair_model, family)
            continue
        makers[f"{name}PreTrainedModel"] = partial(_pretrained, family)
        makers[f"{name}Module"] = partial(_base_module, family)
        makers[f"Flax{family.heads[0]}"] = partial(_base_model, family)
        for kind in family.kinds:
            if f"{name}{kind.suffix}" in GAPS:
                continue
            makers[f"{name}{kind.suffix}"] = partial(_head_model, family, kind)
            makers[_module_name(name, kind)] = partial(_head_module, family, kind)
            if kind.side == "decoder" and kind.generates:
                makers[f"{name}DecoderPreTrainedModel"] = partial(_pretrained_decoder, family, kind)
            if kind.side is not None and kind.logits:
                makers.setdefault(f"{name}{kind.side.title()}Module", partial(_side_module, family, kind.side))
            makers |= {f"{name}{other}": partial(class_named, f"{name}{kind.suffix}") for other in kind.also}
    return makers


@cache
def class_named(name: str) -> type[Any]:
    """The class of that name; the same one each time.

    Raises:
        AttributeError: no family has such a class.
    """
    make = _makers().get(name)
    if make is None:
        raise AttributeError(f"module {MODULE!r} has no attribute {name!r}")
    return make()


def class_names() -> list[str]:
    """The names of all classes."""
    return sorted(_makers())


def _module_name(prefix: str, kind: HeadKind) -> str:
    """The name of a head's module: `FlaxGPT2LMHeadModule` of `FlaxGPT2LMHeadModel`."""
    return f"{prefix}{kind.suffix.removesuffix('Model')}Module"


def _in_linen(class_name: str) -> Any:
    """Builds the linen module of a model, for its module class: a part of linen modules of another author."""

    def in_linen(
        config: PretrainedConfig, dtype: Any = jnp.float32, *, gradient_checkpointing: bool = False, **options: Any
    ) -> Any:
        model = class_named(class_name)(
            config, dtype=dtype, _do_init=False, gradient_checkpointing=gradient_checkpointing, **options
        )
        return model.module

    return staticmethod(in_linen)


def _is_two_sided(family: Family) -> bool:
    return isinstance(family.base(family.example()), EncoderDecoder)


def _created(name: str, bases: tuple[type[Any], ...], **namespace: Any) -> type[Any]:
    return types.new_class(name, bases, exec_body=lambda body: body.update({"__module__": MODULE, **namespace}))


def _base_module(family: Family) -> type[Any]:
    base: Any = family.base(family.example())
    one: type[Any] = (
        PictureModule if isinstance(getattr(base, "embeddings", None), PatchEmbeddings) else TransformerModule
    )
    bases: type[Any] = EncoderDecoderModule if _is_two_sided(family) else one
    facts: dict[str, Any] = {"family": family, "in_linen": _in_linen(f"Flax{family.heads[0]}")}
    if _is_two_sided(family) and family.linen_inputs:
        facts["positional"] = family.linen_inputs
    return _created(f"Flax{family.name}Module", (bases,), __doc__=f"The base model of {family.title}.", **facts)


def _pair_module(family: PairFamily) -> type[Any]:
    facts = {"family": family, "kind": family.kinds[0], "module_named": staticmethod(class_named)}
    facts["in_linen"] = _in_linen(f"Flax{family.name}Model")
    return _created(f"Flax{family.name}Module", (PairModule,), __doc__=f"{family.title}, each a module.", **facts)


def _pair_model(family: PairFamily) -> type[Any]:
    name, kind = f"Flax{family.name}Model", family.kinds[0]
    facts = _calls(family, kind)
    doc = f"{family.title} that {kind.summary}: {_output_doc(kind)}"
    shared = class_named(f"Flax{family.name}PreTrainedModel")
    return _created(name, (FlaxPairModel, shared), __doc__=doc, **facts)


def _head_module(family: Family, kind: HeadKind) -> type[Any]:
    name, doc = _module_name(f"Flax{family.name}", kind), f"{family.title} that {kind.summary}."
    in_linen = _in_linen(f"Flax{family.name}{kind.suffix}")
    if kind.side is not None and not kind.logits:
        return _created(name, (SideModule,), family=family, side=kind.side, in_linen=in_linen, __doc__=doc)
    base = class_named(f"Flax{family.name}{'' if kind.side is None else kind.side.title()}Module")
    head: type[Any] = TwoSidedHead if kind.side is None and _is_two_sided(family) else Head
    family = family.for_head(f"{family.name}{kind.suffix}")
    facts = {"family": family, "kind": kind, "generates": kind.generates, "base_name": family.base_prefix}
    bases = (head,) if family.base_prefix else (head, base)
    return _created(name, bases, base_class=base, in_linen=in_linen, __doc__=doc, **facts)


def _side_module(family: Family, side: str) -> type[Any]:
    base = DecoderModule if side == "decoder" else SideModule
    facts = {"family": family, "side": side, "__doc__": f"The {side} of {family.title}."}
    return _created(f"Flax{family.name}{side.title()}Module", (base,), **facts)


def _pretrained(family: Family) -> type[Any]:
    base = FlaxEncoderDecoderModel if _is_two_sided(family) else FlaxTransformerModel
    return _created(
        f"Flax{family.name}PreTrainedModel",
        (base,),
        __doc__=f"Base of the {family.title} models.",
        config_class=family.config_class,
        model_type=family.model_type,
        base_model_prefix=family.base_prefix or _NO_PREFIX,
        main_input_name=family.inputs[0],
        family=family,
        module_class=class_named(f"Flax{family.name}Module"),
        **_calls(family, None),
    )


def _pretrained_decoder(family: Family, kind: HeadKind) -> type[Any]:
    """The base class of models of a family's decoder alone."""
    return _created(
        f"Flax{family.name}DecoderPreTrainedModel",
        (FlaxTransformerModel,),
        __doc__=f"Base of the models of the decoder of {family.title}.",
        config_class=family.config_class,
        model_type=family.model_type,
        base_model_prefix=family.base_prefix or _NO_PREFIX,
        family=family,
        **_calls(family, kind),
    )


def _base_model(family: Family) -> type[Any]:
    two = _is_two_sided(family)
    outputs = "the decoder's `last_hidden_state`, and the encoder's outputs" if two else "`last_hidden_state`"
    doc = f"{family.title} without a head: returns {outputs} [batch, length, size]."
    return _created(f"Flax{family.heads[0]}", (class_named(f"Flax{family.name}PreTrainedModel"),), __doc__=doc)


def _head_model(family: Family, kind: HeadKind) -> type[Any]:
    name = f"Flax{family.name}{kind.suffix}"
    doc = f"{family.title} that {kind.summary}: {_output_doc(kind)}"
    family = family.for_head(name)
    facts = {
        "module_class": class_named(_module_name(f"Flax{family.name}", kind)),
        "__doc__": doc,
        **_calls(family, kind),
    }
    facts |= {"base_model_prefix": family.base_prefix or _NO_PREFIX, "family": family, "sets": kind.sets}
    shared = f"Flax{family.name}PreTrainedModel"
    if kind.side == "decoder" and kind.generates:
        return _created(name, (DecoderInputs, class_named(f"Flax{family.name}DecoderPreTrainedModel")), **facts)
    if kind.side is not None:
        decode = orders_of(family, None).get("decode")
        refused = {} if decode is None else {"decode": _method(name, "decode", decode, refuse_decoding)}
        return _created(name, (EncoderSide, class_named(shared)), **facts, **refused)
    inputs = EncoderDecoderInputs if _is_two_sided(family) else DecoderInputs
    return _created(name, (*((inputs,) if kind.generates else ()), class_named(shared)), **facts)


def _output_doc(kind: HeadKind) -> str:
    outputs = f"returns a `{kind.output}`" if kind.output else "gives a `BaseModelOutput`"
    if not kind.labels:
        return f"{outputs}."
    labels = " and ".join(f"`{label}`" for label in kind.labels)
    return f"{outputs}. {labels} {'determine' if len(kind.labels) > 1 else 'determines'} the loss: {kind.loss.value}."


def _calls(family: Family, kind: HeadKind | None) -> dict[str, Any]:
    """The methods of a class with real parameters, and the argument orders for linen views."""
    orders = orders_of(family, kind)
    owner = f"Flax{family.name}{'PreTrainedModel' if kind is None else kind.suffix}"
    methods = {name: _method(owner, name, order) for name, order in orders.items()}
    positions = {name: order.module for name, order in orders.items()}
    return {"call_order": orders["__call__"].call, "module_orders": positions, **methods}


def _method(
    owner: str, name: str, order: Order, called: Callable[[Any, dict[str, Any]], Any] | None = None
) -> Callable[..., Any]:
    """A method with the parameters of an order.

    Args:
        called: what it does with itself and the arguments; None runs the method of that name of the module.
    """

    def runs(self: Any, arguments: dict[str, Any]) -> Any:
        return run(self, name, **arguments)

    parameters = defaults_of((*order.call, *order.keywords))
    method = function_with(name, parameters, called or runs, doc=_DOCS[name], keyword_only=order.keywords)
    method.__qualname__ = f"{owner}.{name}"
    return method


_CALL = """Run the model: a pure function of inputs, params and key.

        Args:
            input_ids, token_type_ids, position_ids: integers [batch, length] ([batch, choices, length] for multiple
                choice), arrays of any framework that numpy reads; inputs that are None are ignored.
            attention_mask: 1 for keys to attend to, 0 for others: [batch, keys], [batch, queries, keys] or
                [batch, heads, queries, keys]; decoders combine the first with causality and use the others alone.
            head_mask: factors on the attention weights: [heads] or [layers, heads].
            inputs_embeds: [batch, length, size], instead of ids.
            pixel_values: pictures [batch, channels, height, width], of a model that reads them: `bool_masked_pos` is 1
                for masked patches, [batch, patches], `interpolate_pos_encoding` allows another size.
            input_features: spectrograms [batch, bands, frames], of a model that reads them.
            past_key_values: from `init_cache` or the last step: the inputs are then of the new tokens only.
            labels: targets of the `loss`, of the class's own kind.
            params: used instead of the model's own.
            dropout_rng, train: key for dropout, and whether it is on.
            output_attentions, output_hidden_states, return_dict: None uses the config's value.

        Raises:
            TypeError: an argument is unknown or passed twice.
            ValueError: `train` without `dropout_rng` although the model has dropout, or there are no params.
            CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
        """
_DOCS = {
    "__call__": _CALL,
    "encode": """Run the encoder: its output is `encoder_outputs` of `decode`. Arguments as for a call.""",
    "decode": """Run the decoder on an encoder's outputs. Arguments as for a call.

        Args:
            past_key_values: from `init_cache` or the last step, makes `decoder_input_ids` the new tokens only; the
                outputs then have the next step's.
            decoder_attention_mask: has a column for every token so far, or for every one that the cache has room for.
        """,
}
