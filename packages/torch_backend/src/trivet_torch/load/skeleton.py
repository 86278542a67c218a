"""Reads and sets a live module's parameters and persistent buffers, in canonical terms.

Works on any `torch.nn.Module`: a parameter's kind follows from the type of its module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import torch
from torch import nn
from torch.nn.utils import parametrizations
from torch.nn.utils.parametrize import ParametrizationList

from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture, architecture_points
from trivet.layout import Kind, ParamSpec, join
from trivet.layout.kinds import LEAVES
from trivet.planning.skeleton import Skeleton, skeleton_for
from trivet_torch.layers.conv1d import Conv1D
from trivet_torch.placement.offload import OffloadedParameter

# Unlisted modules keep their own names and layouts in every dialect (`Kind.RAW`), except layers of PyTorch.
_KINDS: tuple[tuple[type[nn.Module], Kind], ...] = (
    (nn.Linear, Kind.LINEAR),
    (nn.Embedding, Kind.EMBEDDING),
    (nn.EmbeddingBag, Kind.EMBEDDING),
    (nn.LayerNorm, Kind.LAYER_NORM),
    (nn.GroupNorm, Kind.GROUP_NORM),
    (nn.RMSNorm, Kind.RMS_NORM),
    (nn.Conv1d, Kind.CONV1D),
    (Conv1D, Kind.CONV1D_GPT2),
    (nn.Conv2d, Kind.CONV2D),
    (nn.Conv3d, Kind.CONV3D),
    (nn.ConvTranspose1d, Kind.CONV1D_TRANSPOSE),
    (nn.ConvTranspose2d, Kind.CONV2D_TRANSPOSE),
    (nn.ConvTranspose3d, Kind.CONV3D_TRANSPOSE),
    (nn.modules.batchnorm._NormBase, Kind.BATCH_NORM),
)
# Layers, including subclasses, that other frameworks lack or lay out differently.
_WITHOUT_KIND = (
    nn.modules.conv._ConvTransposeNd,  # of groups
    nn.RNNBase,
    nn.RNNCellBase,
    nn.MultiheadAttention,
    nn.Bilinear,
    nn.PReLU,
    nn.AdaptiveLogSoftmaxWithLoss,
)
_WEIGHT_NORM = {"original0": "weight_g", "original1": "weight_v"}
_CONTAINERS = "torch.nn.modules.container"  # lists and dicts of parameters have their authors' contents
# Counts batches, which only a momentum of None reads. Other frameworks and older files do not have it.
_OPTIONAL_BUFFER = "num_batches_tracked"


def skeleton(model: nn.Module) -> Skeleton:
    """The parameters and persistent buffers of a module. Several names of one tensor are tied to the first."""
    params: dict[str, ParamSpec] = {}
    without_kind: dict[str, str] = {}
    owners: dict[int, str] = {}
    for name, module, leaf, tensor in _slots(model):
        canonical, kind = _meaning(model, name, module, leaf)
        if kind is Kind.RAW and leaf != _OPTIONAL_BUFFER and _is_of_pytorch(module) and not _is_added(module, leaf):
            without_kind[name] = type(module).__name__
        owner = owners.setdefault(id(tensor), canonical)
        params[name] = ParamSpec(
            canonical,
            tuple(tensor.shape),
            kind,
            tied=None if owner == canonical else owner,
            buffer=leaf == _OPTIONAL_BUFFER,
        )
    prefix = getattr(model, "base_model_prefix", "")
    result = skeleton_for(
        "torch",
        params,
        config=_config_of(model),
        class_name=type(model).__name__,
        base_prefix=prefix,
        is_base=bool(prefix) and not hasattr(model, prefix.partition(".")[0]),
        layers_without_kind=without_kind,
    )
    return replace(
        result,
        may_lack=tuple(getattr(model, "_keys_to_ignore_on_load_missing", None) or ()),
        may_hold=tuple(getattr(model, "_keys_to_ignore_on_load_unexpected", None) or ()),
    )


def tensors(model: nn.Module) -> dict[str, torch.Tensor]:
    """Parameters and persistent buffers by their `state_dict` names, tied ones under each of theirs."""
    return {name: tensor for name, _, _, tensor in _slots(model)}


def assign(model: nn.Module, values: Mapping[str, torch.Tensor]) -> None:
    """Set parameters and persistent buffers by name; a tensor with several names stays one tensor.

    A tensor with memory keeps its identity and its device, so that optimizers still refer to it. A tensor on the meta
    device is replaced, and so is one whose new value is on the meta device.
    """
    current: dict[str, torch.Tensor] = {}
    places: defaultdict[int, list[tuple[nn.Module, str]]] = defaultdict(list)
    for name, module, leaf, tensor in _slots(model):
        current[name] = tensor
        places[id(tensor)].append((module, leaf))
    # Everything that may fail (moving to a device) precedes the first change.
    replaced = {name for name, value in values.items() if current[name].is_meta or value.is_meta}
    moved = {name: value if name in replaced else value.to(current[name].device) for name, value in values.items()}
    for name, value in moved.items():
        old = current[name]
        if name not in replaced:
            old.data = value
            continue
        offloaded = isinstance(value, OffloadedParameter)
        new = nn.Parameter(value, old.requires_grad) if isinstance(old, nn.Parameter) and not offloaded else value
        for module, leaf in places[id(old)]:
            setattr(module, leaf, new)


def _slots(model: nn.Module) -> Iterator[tuple[str, nn.Module, str, torch.Tensor]]:
    """(name, module, leaf, tensor) for all entries of `state_dict`, in its order."""
    waiting = [("", model)]
    while waiting:  # `named_modules` passes each module through a generator for each level above it
        prefix, module = waiting.pop()
        for stored in (module._parameters, module._buffers):
            for leaf, tensor in stored.items():
                if tensor is not None and leaf not in module._non_persistent_buffers_set:
                    yield f"{prefix}{leaf}", module, leaf, tensor
        inner = [(f"{prefix}{name}.", each) for name, each in module._modules.items() if each is not None]
        waiting.extend(reversed(inner))


def _meaning(model: nn.Module, name: str, module: nn.Module, leaf: str) -> tuple[str, Kind]:
    """(canonical name, kind) of a tensor by its `state_dict` name."""
    if isinstance(module, ParametrizationList) and name.endswith(f".parametrizations.weight.{leaf}"):
        place = name.removesuffix(f".parametrizations.weight.{leaf}")
        norm = module[0]
        along_kernel = len(module) == 1 and isinstance(norm, parametrizations._WeightNorm) and norm.dim == 2
        if along_kernel and isinstance(model.get_submodule(place), nn.Conv1d):
            return join(place, _WEIGHT_NORM[leaf]), Kind.CONV1D_WEIGHT_NORM
    return name, _kind_of(module, leaf)


def _kind_of(module: nn.Module, leaf: str) -> Kind:
    if isinstance(module, nn.modules.conv._ConvTransposeNd) and module.groups > 1:
        return Kind.RAW
    kind = next((kind for cls, kind in _KINDS if isinstance(module, cls)), Kind.RAW)
    return kind if leaf in LEAVES[kind] else Kind.RAW


def _is_added(module: nn.Module, leaf: str) -> bool:
    """Whether a tensor is one that its model's author added to a layer of a kind: its layout is the same everywhere."""
    kind = next((kind for cls, kind in _KINDS if isinstance(module, cls)), None)
    return kind is not None and leaf not in LEAVES[kind]


def _is_of_pytorch(module: nn.Module) -> bool:
    """Whether a module is a layer of PyTorch, or derived from one, so that its layout is PyTorch's own."""
    place = type(module).__module__
    return isinstance(module, _WITHOUT_KIND) or (place.startswith("torch.") and place != _CONTAINERS)


def _config_of(model: nn.Module) -> PretrainedConfig | None:
    """The model's config; another library's is converted to that of the known family with its `model_type`."""
    config: Any = getattr(model, "config", None)
    if isinstance(config, PretrainedConfig):
        return config
    model_type = getattr(config, "model_type", None)
    if model_type not in architecture_points() or not hasattr(config, "to_dict"):
        return None
    return architecture(model_type).config_class.from_dict(config.to_dict())
