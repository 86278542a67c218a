"""Public classes, created from families' blueprints on first use."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.pairs import PairFamily
from trivet.families.registry import family_with
from trivet_tf.backend import has_two_sides
from trivet_tf.build.calls import call_with
from trivet_tf.cache.encoder_decoder import returned
from trivet_tf.framework import keras, tf
from trivet_tf.gaps import GAPS
from trivet_tf.heads.targets import loss_mixin
from trivet_tf.layers.places import Place
from trivet_tf.layers.transformer import Transformer
from trivet_tf.model.blueprint import BlueprintModel, TransformerModel
from trivet_tf.model.calling import unpack_inputs
from trivet_tf.model.encoder_decoder import EncoderDecoderModel
from trivet_tf.model.pairs import PairModel

MODULE = "trivet_tf.models"
"""The module of all classes."""
_MAIN_LAYER = "MainLayer"


def class_named(name: str) -> type[Any]:
    """A public class of some family.

    Raises:
        AttributeError: no family has the class, or it is a declared gap.
    """
    bare = name.removeprefix("TF")
    of_layer = bare.endswith(_MAIN_LAYER)
    family = family_with(f"{bare.removesuffix(_MAIN_LAYER)}PreTrainedModel" if of_layer else bare)
    if family is None or name in GAPS or (of_layer and has_two_sides(family)):
        raise AttributeError(f"module {MODULE!r} has no attribute {name!r}")
    return _created(family, name)


@cache
def _created(family: Family, name: str) -> type[Any]:
    bare = name.removeprefix("TF")
    if bare.endswith(_MAIN_LAYER):
        return _main_layer(family, name)
    if bare == f"{family.name}PreTrainedModel":
        return _shared(family, name)
    return _model(family, family.kind(bare), bare)


def _class(name: str, bases: tuple[type, ...], doc: str, **attributes: Any) -> type[Any]:
    namespace = {"__module__": MODULE, "__qualname__": name, "__doc__": doc, **attributes}
    created: type[Any] = type(bases[-1])(name, bases, namespace)
    return created


def _shared(family: Family, name: str) -> type[Any]:
    base: type[BlueprintModel] = EncoderDecoderModel if has_two_sides(family) else TransformerModel
    if isinstance(family, PairFamily):
        base = PairModel
    return _class(
        name,
        (base,),
        f"Base class of all {family.title} models.",
        family=family,
        config_class=family.config_class,
        model_type=family.model_type,
        base_model_prefix=family.base_prefix,
        main_input_name=family.inputs[0],
        class_named=staticmethod(class_named),
    )


def _model(family: Family, kind: HeadKind | None, head: str) -> type[Any]:
    shared = class_named(f"TF{family.name}PreTrainedModel")
    mixin = None if kind is None else loss_mixin(kind)
    summary = "without a head" if kind is None else f"that {kind.summary}"
    call = call_with(family, kind, "ModelOutput" if kind is None else kind.output or "BaseModelOutput", _answered)
    call.__qualname__ = f"TF{head}.call"
    family = family.for_head(head)
    return _class(
        f"TF{head}",
        (shared,) if mixin is None else (mixin, shared),
        f"{family.title} {summary}. For arguments and outputs see `call`.",
        family=family,
        base_model_prefix=family.base_prefix,
        kind=kind,
        head_name=head,
        generates=kind is not None and kind.generates,
        call=unpack_inputs(tf.autograph.experimental.do_not_convert(call)),
    )


def _answered(model: Any, arguments: dict[str, Any]) -> Any:
    return model.answered(arguments)


def _main_layer(family: Family, name: str) -> type[Any]:
    def construct(
        self: Any, config: Any, add_pooling_layer: bool | None = None, *, dtype: Any = None, **options: Any
    ) -> None:
        config = config if isinstance(config, PretrainedConfig) else family.config_class.from_dict(json.loads(config))
        base: Any = family.base(config)
        policy = keras.dtype_policies.get(dtype or keras.config.dtype_policy())
        place = Place(family.base_prefix, family.tensorflow_path, policy, base.std)
        self.pools = family.base_pools if add_pooling_layer is None else add_pooling_layer
        Transformer.__init__(self, base, config, place=place, pools=self.pools, **options)

    def described(self: Any) -> dict[str, Any]:
        own = {"config": self.config.to_json_string(), "add_pooling_layer": self.pools}
        return {**own, "name": self.name, "dtype": keras.dtype_policies.serialize(self.dtype_policy)}

    def answered(self: Any, arguments: dict[str, Any]) -> Any:
        if arguments["return_dict"] is None:
            arguments["return_dict"] = self.config.use_return_dict
        output: Any = Transformer.call(self, **{**arguments, "return_dict": True})
        if "past_key_values" in output:
            output["past_key_values"] = returned(output["past_key_values"], arguments.get("past_key_values"))
        return output if arguments["return_dict"] else output.to_tuple()

    doc = f"{family.title}'s base model as a layer, for custom models; takes a config."
    call = call_with(family, None, "ModelOutput", answered)
    layer: type[Any] = _class(
        name,
        (Transformer,),
        doc,
        __init__=construct,
        get_config=described,
        config_class=family.config_class,
        call=unpack_inputs(tf.autograph.experimental.do_not_convert(call)),
    )
    keras.saving.register_keras_serializable(MODULE, name)(layer)
    return layer
