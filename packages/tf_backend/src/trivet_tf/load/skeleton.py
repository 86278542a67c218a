"""A live Keras model's weights: what each is in canonical terms, what it is called, and setting it.

Works on any built model or layer: what a variable is follows from the type of the layer that holds it. Its name is the
path of layer names, as in Keras's own `variable.path` without the model's name; only where Keras made a layer's name up
(`dense_7` counts what else the process has built) the attribute that holds the layer stands in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from trivet.dtypes import parse_dtype
from trivet.errors import AmbiguousMatchError, UnsupportedDTypeError
from trivet.families.config import PretrainedConfig
from trivet.layout import TENSORFLOW, Kind, ParamSpec
from trivet.planning.skeleton import Skeleton, family_of, skeleton_for
from trivet_tf.build.without_values import ensure_built
from trivet_tf.framework import keras, tf
from trivet_tf.layers.embeddings import VocabularyEmbedding
from trivet_tf.layers.linear import Conv1D
from trivet_tf.layers.norms import RMSNorm
from trivet_tf.layers.tracking import author_attributes

# A weight's name as PyTorch files would have it → the names, or the name, that they have instead.
Rename = Callable[[str], Sequence[str] | str]

# What is not listed keeps its own names and layout in every dialect (`Kind.RAW`).
_KINDS: tuple[tuple[type[keras.layers.Layer], Kind], ...] = (
    (keras.layers.Dense, Kind.LINEAR),
    (VocabularyEmbedding, Kind.EMBEDDING),
    (keras.layers.Embedding, Kind.INDEX_EMBEDDING),
    (keras.layers.LayerNormalization, Kind.LAYER_NORM),
    (keras.layers.GroupNormalization, Kind.GROUP_NORM),
    (RMSNorm, Kind.RMS_NORM),
    (keras.layers.RMSNormalization, Kind.RMS_SCALE),
    (Conv1D, Kind.CONV1D_GPT2),
    (keras.layers.BatchNormalization, Kind.BATCH_NORM),
    (keras.layers.Conv1D, Kind.CONV1D),
    (keras.layers.Conv2D, Kind.CONV2D),
    (keras.layers.Conv3D, Kind.CONV3D),
    (keras.layers.Conv1DTranspose, Kind.CONV1D_TRANSPOSE),
    (keras.layers.Conv2DTranspose, Kind.CONV2D_TRANSPOSE),
    (keras.layers.Conv3DTranspose, Kind.CONV3D_TRANSPOSE),
    (keras.layers.DepthwiseConv1D, Kind.DEPTHWISE_CONV1D),
    (keras.layers.DepthwiseConv2D, Kind.DEPTHWISE_CONV2D),
    (keras.layers.SeparableConv1D, Kind.SEPARABLE_CONV1D),
    (keras.layers.SeparableConv2D, Kind.SEPARABLE_CONV2D),
)
_LAYERS = "keras.src.layers."  # where Keras keeps its layers; the base class is no layer yet


def skeleton(model: keras.layers.Layer) -> Skeleton:
    """The weights of a built model or layer. One that is reached on several paths is tied to the first of them.

    Raises:
        ModelNotBuiltError: it has no variables yet.
        AmbiguousMatchError: two variables have one name.
    """
    ensure_built(model)
    config = getattr(model, "config", None)
    config = config if isinstance(config, PretrainedConfig) else None
    declared = _declared(config, type(model).__name__)
    params: dict[str, ParamSpec] = {}
    without_kind: dict[str, str] = {}
    owners: dict[int, str] = {}
    for name, layer, variable in slots(model):
        param = declared.get(name)
        if param is None or TENSORFLOW.layout(param).shape(param.shape) != tuple(variable.shape):
            param = _param(name, layer, variable)
        owner = owners.setdefault(id(variable), param.name)
        if name in params:
            raise AmbiguousMatchError(name, [f"variables of {type(model).__name__}"] * 2)
        tied = None if owner == param.name else owner
        params[name] = ParamSpec(param.name, param.shape, param.kind, tied=tied)
        if param.kind is Kind.RAW and _is_of_keras(layer):
            without_kind[name] = type(layer).__name__
    prefix = getattr(model, "base_model_prefix", "")
    inside = bool(params) and all(param.name.startswith(f"{prefix}.") for param in params.values())
    found = skeleton_for(
        "tensorflow",
        params,
        config=config,
        class_name=type(model).__name__,
        base_prefix=prefix,
        is_base=bool(prefix) and (inside or not hasattr(model, prefix)),
        layers_without_kind=without_kind,
    )
    found = replace(
        found,
        may_lack=tuple(getattr(model, "_keys_to_ignore_on_load_missing", None) or ()),
        may_hold=tuple(getattr(model, "_keys_to_ignore_on_load_unexpected", None) or ()),
    )
    rename: Rename | None = getattr(model, "tf_to_pt_weight_rename", None)
    return found if rename is None else with_torch_names(found, rename)


def with_torch_names(skeleton: Skeleton, rename: Rename) -> Skeleton:
    """The skeleton with what an author says of the names that PyTorch files have for it."""
    names = [target.param.name for target in skeleton.targets]
    answers = {name: rename(name) for name in names}
    told = {name: (each,) if isinstance(each, str) else tuple(each) for name, each in answers.items()}
    before = skeleton.spellings.names("torch")  # of the class, which what a load says replaces
    others = {name: each for name, each in told.items() if each and (each != (name,) or name in before)}
    return replace(skeleton, spellings=skeleton.spellings.with_names("torch", others))


def tensors(model: keras.layers.Layer) -> dict[str, keras.Variable]:
    """The weights by their names, one that is reached on several paths under each."""
    return {name: variable for name, _, variable in slots(model)}


def assign(model: keras.layers.Layer, values: Mapping[str, tf.Tensor]) -> None:
    """Set variables by name. TensorFlow lets a variable take the tensor's memory over: nothing is copied.

    Raises:
        UnsupportedDTypeError: a tensor has another dtype than its variable; nothing was set.
    """
    current = tensors(model)
    for name, value in values.items():
        wanted = parse_dtype(current[name].dtype)
        if parse_dtype(value.dtype) is not wanted:
            reason = (
                f"the variable {name!r} is {wanted.name}, and a Keras variable keeps its dtype. "
                f"Pass dtype={wanted.numpy_name!r}, or build the model with another dtype."
            )
            raise UnsupportedDTypeError(parse_dtype(value.dtype).name, reason)
    for name, value in values.items():
        current[name].assign(value)


def _declared(config: PretrainedConfig | None, class_name: str) -> dict[str, ParamSpec]:
    """What the config's family calls its parameters in TensorFlow, where not every name says what it stands for."""
    family = None if config is None else family_of(config)
    if family is None or config is None:
        return {}
    params = family.universe(config, class_name).values()
    return {TENSORFLOW.encode(param, family): param for param in params if param.tied is None}


def _kind_of(layer: keras.layers.Layer) -> Kind:
    if getattr(layer, "depth_multiplier", 1) != 1:  # several filters for each channel lie in another order elsewhere
        return Kind.RAW
    return next((kind for cls, kind in _KINDS if isinstance(layer, cls)), Kind.RAW)


def _param(name: str, layer: keras.layers.Layer, variable: keras.Variable) -> ParamSpec:
    shape = tuple(variable.shape)
    try:
        return TENSORFLOW.decode(name, shape, _kind_of(layer))
    except KeyError:  # a further variable of such a layer, as of a low-rank adapter
        return TENSORFLOW.decode(name, shape, Kind.RAW)


def _is_of_keras(layer: keras.layers.Layer) -> bool:
    """Whether a layer of no kind is one of Keras's, or made of one, so that its layout is Keras's own.

    What an author adds to a layer of a kind is the author's, and lies as it does everywhere.
    """
    types = (each for each in type(layer).__mro__ if each is not keras.layers.Layer)
    return _kind_of(layer) is Kind.RAW and any(each.__module__.startswith(_LAYERS) for each in types)


def slots(layer: keras.layers.Layer, path: str = "") -> Iterator[tuple[str, keras.layers.Layer, keras.Variable]]:
    """(name, layer, variable) of every weight, a layer's own before its sublayers'."""
    sublayers = layer._flatten_layers(include_self=False, recursive=False)
    below = {id(variable) for sublayer in sublayers for variable in sublayer.weights}
    held = _held_as(layer)
    for variable in layer.weights:
        if id(variable) not in below:
            automatic = _is_automatic(variable.name, type(variable))
            yield path + (held.get(id(variable), variable.name) if automatic else variable.name), layer, variable
    for name, sublayer in zip(_names(sublayers, held), sublayers, strict=True):
        yield from slots(sublayer, f"{path}{name}/")


def _names(sublayers: list[keras.layers.Layer], held: Mapping[int, str]) -> list[str]:
    """What sublayers are called: their own names, unless those are made up or taken twice.

    Then the attribute counts; where there is none (a functional model holds its layers in no attribute), the made-up
    name is numbered anew from this model's first.
    """
    taken = Counter(sublayer.name for sublayer in sublayers)
    seen: Counter[str] = Counter()
    names = []
    for sublayer in sublayers:
        automatic = _is_automatic(sublayer.name, type(sublayer))
        if not automatic and taken[sublayer.name] == 1:
            names.append(sublayer.name)
        elif id(sublayer) in held:
            names.append(held[id(sublayer)])
        else:
            base = _snake_case(type(sublayer).__name__) if automatic else sublayer.name
            names.append(f"{base}_{seen[base]}" if seen[base] else base)
            seen[base] += 1
    return names


def _held_as(layer: keras.layers.Layer) -> dict[int, str]:
    """id of each layer and variable that the author's attributes hold → where: `dense`, `blocks_._0`, `heads/qa`."""
    found: dict[int, str] = {}

    def visit(value: Any, place: str) -> None:
        if isinstance(value, keras.layers.Layer | keras.Variable):
            found.setdefault(id(value), place)
        elif isinstance(value, list | tuple):
            for index, item in enumerate(value):
                visit(item, f"{place}_._{index}")
        elif isinstance(value, dict):
            for key, item in value.items():
                visit(item, f"{place}/{key}")

    for attribute, value in author_attributes(layer):
        visit(value, attribute)
    return found


def _is_automatic(name: str, cls: type) -> bool:
    """Whether Keras would make up such a name for an object of the class."""
    return re.fullmatch(rf"{re.escape(_snake_case(cls.__name__))}(_\d+)?", name) is not None


def _snake_case(name: str) -> str:
    """`TFBertModel` → `tf_bert_model`, as Keras derives names from classes."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
