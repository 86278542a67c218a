"""Reads and sets a live Keras model's weights, in canonical terms.

Works on any built model or layer: a variable's kind follows from the type of its layer. Its name is the
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
from trivet_tf.errors import QuantizedModelError
from trivet_tf.framework import keras, tf
from trivet_tf.heads.vocabulary import RowLinear
from trivet_tf.layers.linear import Conv1D
from trivet_tf.layers.norms import FreeLayerNorm, RMSNorm
from trivet_tf.layers.positions import VocabularyEmbedding
from trivet_tf.layers.tracking import author_attributes

# A weight's canonical name → the name or names in PyTorch files instead.
Rename = Callable[[str], Sequence[str] | str]

# Other layers keep their own names and layouts in every dialect (`Kind.RAW`).
_KINDS: tuple[tuple[type[keras.layers.Layer], Kind], ...] = (
    (Conv1D, Kind.CONV1D_GPT2),
    (keras.layers.Dense, Kind.LINEAR),
    (RowLinear, Kind.LINEAR_ROWS),
    (VocabularyEmbedding, Kind.EMBEDDING),
    (keras.layers.Embedding, Kind.INDEX_EMBEDDING),
    (keras.layers.LayerNormalization, Kind.LAYER_NORM),
    (FreeLayerNorm, Kind.LAYER_NORM),
    (keras.layers.GroupNormalization, Kind.GROUP_NORM),
    (RMSNorm, Kind.RMS_NORM),
    (keras.layers.RMSNormalization, Kind.RMS_SCALE),
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
_LAYERS = "keras.src.layers."  # the package of Keras's layers; the base class is not in it


def skeleton(model: keras.layers.Layer) -> Skeleton:
    """The weights of a built model or layer. One that is reached on several paths is tied to the first of them.

    Raises:
        ModelNotBuiltError: the model has no variables yet.
        AmbiguousMatchError: two variables have one name.
        QuantizedModelError: Keras has quantized one of the layers.
    """
    ensure_built(model)
    quantized = next((each for each in model._flatten_layers() if getattr(each, "_is_quantized", False)), None)
    if quantized is not None:
        raise QuantizedModelError(model.name, quantized.path)
    config = getattr(model, "config", None)
    config = config if isinstance(config, PretrainedConfig) else None
    prefix = getattr(model, "base_model_prefix", "")
    declared = _declared(config, type(model).__name__, prefix)
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
    # A head whose variables all belong to its base model, since they are tied, is still a head: it has a kind.
    is_headless = getattr(model, "kind", None) is None
    inside = is_headless and bool(params) and all(each.name.startswith(f"{prefix}.") for each in params.values())
    result = skeleton_for(
        "tensorflow",
        params,
        config=config,
        class_name=type(model).__name__,
        base_prefix=prefix,
        is_base=bool(prefix) and (inside or not hasattr(model, prefix.partition(".")[0])),
        layers_without_kind=without_kind,
    )
    result = replace(
        result,
        may_lack=tuple(getattr(model, "_keys_to_ignore_on_load_missing", None) or ()),
        may_hold=tuple(getattr(model, "_keys_to_ignore_on_load_unexpected", None) or ()),
    )
    rename: Rename | None = getattr(model, "tf_to_pt_weight_rename", None)
    return result if rename is None else with_torch_names(result, rename)


def with_torch_names(skeleton: Skeleton, rename: Rename) -> Skeleton:
    """The skeleton with an author's names of its parameters in PyTorch files."""
    names = [target.param.name for target in skeleton.targets]
    answers = {name: rename(name) for name in names}
    names_of = {name: (each,) if isinstance(each, str) else tuple(each) for name, each in answers.items()}
    before = skeleton.spellings.names("torch")  # those of the class, which those of a load replace
    others = {name: each for name, each in names_of.items() if each and (each != (name,) or name in before)}
    return replace(skeleton, spellings=skeleton.spellings.with_names("torch", others))


def tensors(model: keras.layers.Layer) -> dict[str, keras.Variable]:
    """The weights by their names; a weight with several paths is under each."""
    return {name: variable for name, _, variable in slots(model)}


def assign(model: keras.layers.Layer, values: Mapping[str, tf.Tensor]) -> None:
    """Set variables by name. A variable takes over the tensor's memory: nothing is copied.

    Raises:
        UnsupportedDTypeError: a tensor has another dtype than its variable; nothing was set.
    """
    current = tensors(model)
    for name, value in values.items():
        dtype = parse_dtype(current[name].dtype)
        if parse_dtype(value.dtype) is not dtype:
            reason = (
                f"the variable {name!r} is {dtype.name}, and a Keras variable keeps its dtype. "
                f"Pass dtype={dtype.numpy_name!r}, or build the model with another dtype."
            )
            raise UnsupportedDTypeError(parse_dtype(value.dtype).name, reason)
    for name, value in values.items():
        current[name].assign(value)


def _declared(config: PretrainedConfig | None, class_name: str, prefix: str) -> dict[str, ParamSpec]:
    """TensorFlow name → parameter of the config's family, for names that are not derivable."""
    family = None if config is None else family_of(config)
    if family is None or config is None:
        return {}
    family = family.for_names([f"{prefix}."])
    params = family.universe(config, class_name).values()
    return {TENSORFLOW.encode(param, family): param for param in params if param.tied is None}


def _kind_of(layer: keras.layers.Layer) -> Kind:
    if getattr(layer, "depth_multiplier", 1) != 1:  # other dialects order several filters of a channel differently
        return Kind.RAW
    return next((kind for cls, kind in _KINDS if isinstance(layer, cls)), Kind.RAW)


def _param(name: str, layer: keras.layers.Layer, variable: keras.Variable) -> ParamSpec:
    shape = tuple(variable.shape)
    try:
        return TENSORFLOW.decode(name, shape, _kind_of(layer))
    except KeyError:  # a further variable of such a layer, such as that of a low-rank adapter
        return TENSORFLOW.decode(name, shape, Kind.RAW)


def _is_of_keras(layer: keras.layers.Layer) -> bool:
    """Whether a layer without a kind is one of Keras, or derived from one, so that its layout is Keras's own.

    Variables that an author adds to a layer of a kind have the same layout in every dialect.
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
    """The names of sublayers: their own names, unless those are automatic or not unique.

    Then the attribute is used; if there is none (as in a functional model), the automatic name is renumbered from the
    first in this model.
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
    places: dict[int, str] = {}

    def visit(value: Any, place: str) -> None:
        if isinstance(value, keras.layers.Layer | keras.Variable):
            places.setdefault(id(value), place)
        elif isinstance(value, list | tuple):
            for index, item in enumerate(value):
                visit(item, f"{place}_._{index}")
        elif isinstance(value, dict):
            for key, item in value.items():
                visit(item, f"{place}/{key}")

    for attribute, value in author_attributes(layer):
        visit(value, attribute)
    return places


def _is_automatic(name: str, cls: type) -> bool:
    """Whether a name is one that Keras generates for objects of the class."""
    return re.fullmatch(rf"{re.escape(_snake_case(cls.__name__))}(_\d+)?", name) is not None


def _snake_case(name: str) -> str:
    """`TFBertModel` → `tf_bert_model`, as Keras derives names from classes."""
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()
