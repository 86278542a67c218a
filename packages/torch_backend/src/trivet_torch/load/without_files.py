"""Models without weights files: from a config alone, or from the caller's tensors."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch

from trivet.checkpoint.side_files import read_config
from trivet.codecs.quantized import refuse_quantized
from trivet.dtypes import parse_dtype
from trivet.errors import InvalidSourceError
from trivet.families.config import PretrainedConfig, config_with
from trivet.layout import TORCH
from trivet.planning.opening import Checkpoint
from trivet.planning.plan import plan_load
from trivet.planning.policy import DTypePolicy
from trivet.planning.report import LoadReport
from trivet.planning.skeleton import family_of
from trivet.planning.ties import check_copies, settle_ties, warn_of_ties
from trivet.sources.source import Source
from trivet.tensors import Catalog, TensorSpec
from trivet.transfer.gathering import host_tensor
from trivet.transfer.options import LoadOptions
from trivet_torch.backend import BACKEND
from trivet_torch.build.without_values import build_without_values, give_initial_values, keeps_no_values
from trivet_torch.load.loading import cast_built, fresh_dtypes
from trivet_torch.load.skeleton import assign, tensors
from trivet_torch.load.tensors import fetch
from trivet_torch.model.vocabulary import Vocabulary

Model = TypeVar("Model", bound=Vocabulary)
StateDict = Mapping[str, torch.Tensor]

_SOURCE = "state_dict"


def open_state_dict(
    config_class: type[PretrainedConfig],
    source: str | os.PathLike[str] | None,
    options: LoadOptions,
    state_dict: StateDict,
    *,
    config: PretrainedConfig | str | os.PathLike[str] | None,
    keywords: Mapping[str, Any],
    head: str | None = None,
) -> tuple[Checkpoint, PretrainedConfig, dict[str, Any]]:
    """The caller's tensors as a checkpoint, its config, and the keywords that are arguments of the class.

    Args:
        source: the source of the config, unless `config` is one.
        head: the name of the class.

    Raises:
        InvalidSourceError: neither `source` nor `config` determines the config.
        SourceNotFoundError, InvalidConfigError: as for `PretrainedConfig.from_pretrained`.
        CheckpointMismatchError: as for `settle_ties`.
    """
    rest = dict(keywords)
    if isinstance(config, PretrainedConfig):
        resolved = config
    else:
        where = source if config is None else config
        if where is None:
            raise InvalidSourceError(where, "; a state_dict needs a config beside it, or config=")
        source_of_config = Source.of(where, subfolder=options.subfolder, options=options.source)
        fields = read_config(source_of_config.config_path())
        resolved, rest = config_with(config_class, fields, rest)
    resolved.check()
    specs = (
        TensorSpec(name, parse_dtype(tensor.dtype), tuple(tensor.shape), _SOURCE, ())
        for name, tensor in state_dict.items()
    )
    place = Path(_SOURCE)
    checkpoint = Checkpoint(place, place, Catalog(specs), TORCH, resolved.to_dict(), architecture=family_of(resolved))
    checkpoint, resolved = settle_ties(checkpoint, resolved, head, arrays=_CallerTensors(state_dict))
    warn_of_ties(checkpoint)
    return checkpoint, resolved, rest


@dataclass(frozen=True, slots=True)
class _CallerTensors:
    """The values of the caller's tensors, by name."""

    tensors: StateDict

    def array(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """The tensor in its own layout."""
        return fetch(self.tensors[spec.name])

    def raw(self, spec: TensorSpec) -> np.ndarray[Any, Any]:
        """Its bytes in C order, uint8 [nbytes]."""
        return np.asarray(self.array(spec), order="C").reshape(-1).view(np.uint8)


def fill_from(
    build: Callable[[], Model],
    checkpoint: Checkpoint,
    state_dict: StateDict,
    options: LoadOptions,
    policy: DTypePolicy,
) -> tuple[Model, LoadReport]:
    """Build a model without initial values and fill it with copies of tensors, in evaluation mode.

    Args:
        build: the constructor call.
        checkpoint: as returned by `open_state_dict`.

    Raises:
        TrivetError: the tensors do not fit the model.
    """
    device = torch.get_default_device()
    model = build_without_values(build)
    model.tie_weights()
    skeleton = BACKEND.skeleton(model)
    refuse_quantized(checkpoint.catalog, checkpoint.config, checkpoint.folder, checkpoint.path)
    plan = plan_load(
        checkpoint.catalog,
        skeleton,
        source=_SOURCE,
        dialect=checkpoint.dialect,
        policy=policy,
        strict=options.strict,
        ignore_mismatched_sizes=options.ignore_mismatched_sizes,
    )
    held = _CallerTensors(state_dict)
    plan = check_copies(plan, checkpoint, skeleton, arrays=held)
    values = {}
    for step in plan.steps:
        host = host_tensor(step, held)
        own = replace(host, array=host.array.copy(order="C"))  # the model does not share the caller's tensors
        values[step.target] = BACKEND.place(own, device)
    assign(model, values)
    report = LoadReport.of(plan)
    cast_built(model, skeleton, report, policy)
    fresh = fresh_dtypes(model, skeleton, (*report.missing, *(name for name, *_ in report.mismatched)), policy)
    give_initial_values(model, fresh, init_weights=model._init_weights, build=build, device_of=lambda _: device)
    model.eval()
    return model, report


def initialised(build: Callable[[], Model], policy: DTypePolicy) -> Model:
    """The constructor's model, in another dtype from the start, never built in one and then cast as a whole.

    Args:
        build: the constructor call.

    Parameters stay on the meta device if that is the default device, and within accelerate's `init_empty_weights`.
    """
    device = torch.device("meta") if keeps_no_values() else torch.get_default_device()
    model = build_without_values(build)
    model.tie_weights()
    skeleton = BACKEND.skeleton(model)
    fresh = fresh_dtypes(model, skeleton, [target.name for target in skeleton.targets], policy)
    if device.type == "meta":
        own = tensors(model)
        assign(model, {name: own[name].detach().to(dtype) for name, dtype in fresh.items()})
    give_initial_values(model, fresh, init_weights=model._init_weights, build=build, device_of=lambda _: device)
    return model
