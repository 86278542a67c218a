"""What the three backends' `from_pretrained` and `save_pretrained` share: everything but building and placing.

Knows no framework. A backend's `PreTrainedModel` opens, builds its model without initial values, and hands both here.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from trivet.checkpoint.side_files import CONFIG_NAME
from trivet.codecs.quantized import refuse_quantized
from trivet.dtypes import DType
from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig
from trivet.families.names import bare_head
from trivet.families.own_code import AUTO_MAP, registered, saved_code
from trivet.families.publishable import refuse_stray_options
from trivet.layout import TORCH, ParamSpec, dialect_named
from trivet.planning.opening import Checkpoint, open_checkpoint, require_model_type
from trivet.planning.plan import plan_load
from trivet.planning.policy import DTypePolicy
from trivet.planning.report import LoadReport
from trivet.planning.skeleton import Skeleton
from trivet.planning.ties import check_copies, settle_ties, warn_of_ties
from trivet.progress import progress_bar
from trivet.sources.forms import name_of
from trivet.sources.options import take_options
from trivet.transfer.load import execute
from trivet.transfer.saving import MAX_SHARD_SIZE, Item, model_items, plan_entries, write_checkpoint

if TYPE_CHECKING:
    from trivet.backends.protocol import Backend
    from trivet.formats.protocols import WritableFormat

from trivet.families.config import config_with

Config = TypeVar("Config", bound=PretrainedConfig)

_NOT_DONE = {
    "load_in_8bit": "quantized weights",
    "load_in_4bit": "quantized weights",
    "quantization_config": "quantized weights",
    "gguf_file": "weights in GGUF",
    "use_flash_attention_2": "FlashAttention 2 (attn_implementation='sdpa' takes PyTorch's own kernels)",
}
"""Keywords of the field's `from_pretrained`, by what they ask for unless they are false or None."""


def open_pretrained(
    config_class: type[Config],
    source: str | os.PathLike[str],
    *,
    config: Config | str | os.PathLike[str] | None = None,
    subfolder: str = "",
    variant: str | None = None,
    use_safetensors: bool | None = None,
    prefer: str | None = None,
    framework: str | None = None,
    claims: Mapping[str, bool] | None = None,
    mmap: bool | None = None,
    overrides: Mapping[str, Any] | None = None,
    head: str | None = None,
) -> tuple[Checkpoint, Config, dict[str, Any]]:
    """Open a checkpoint for a model class.

    Args:
        source: as for `open_checkpoint`.
        config: a config object (used as it is), or where to read one; None reads the checkpoint's own.
        subfolder, variant, use_safetensors, prefer, framework: as `find_weights`.
        claims: dialect → whether the caller said that the checkpoint is in it; of several in a folder it is then taken.
        mmap: as of `open_checkpoint`.
        overrides: keywords of `from_pretrained`: those that are fields of `SourceOptions` say how to reach the source,
            those that are fields of the config replace them.
        head: the class's name.

    Returns:
        The checkpoint, the config, and the keywords that are no config fields: the model's own arguments.

    Raises:
        as `open_checkpoint`; also DialectMismatchError, and InvalidConfigError where config.json is missing what is
        needed, is another family's, or asks for what the models cannot honour; TypeError where a keyword does;
        CheckpointMismatchError where tied tensors have values that no model can hold.
    """
    options, rest = take_options(overrides or {})
    refuse_what_is_not_done(rest)
    for name in ("trust_remote_code", "code_revision"):  # of Auto classes: a class that is here runs no other code
        rest.pop(name, None)
    own = type(config) if isinstance(config, PretrainedConfig) else config_class
    claimed = next((dialect for dialect, is_claimed in (claims or {}).items() if is_claimed), None)
    opening = partial(
        open_checkpoint,
        source,
        model_type=own.model_type,
        subfolder=subfolder,
        variant=variant,
        use_safetensors=use_safetensors,
        framework=claimed or framework,
        options=options,
        mmap=mmap,
    )
    # Safetensors are PyTorch's nearly always: who asks for another framework's weights means that one's own container.
    checkpoint = opening(prefer=claimed if prefer is None and claimed != TORCH.name else prefer)
    if prefer is None and claimed not in (None, checkpoint.dialect.name) and checkpoint.ignored:
        checkpoint = opening(prefer=claimed)
    checkpoint.claimed_as(claims or {})
    if isinstance(config, PretrainedConfig):
        found = cast(Config, config)
    elif config is not None:
        found = config_class.from_pretrained(config, **options.given())
    else:
        model_type = require_model_type(checkpoint, optional=not config_class.model_type)
        if config_class.model_type and model_type != config_class.model_type:
            reason = f"model_type is {model_type!r}, but this class is for {config_class.model_type!r}"
            raise InvalidConfigError(reason, path=checkpoint.folder / "config.json", field="model_type")
        found, rest = config_with(config_class, checkpoint.config, rest)
    found.check()
    if getattr(found, "quantization_config", None):
        reason = "the weights are quantized, and there is nothing here that reads those: take a checkpoint that is not"
        raise InvalidConfigError(reason, path=checkpoint.folder / "config.json", field="quantization_config")
    checkpoint, found = settle_ties(checkpoint, found, head)
    warn_of_ties(checkpoint)
    found.name_or_path = name_of(source)
    return checkpoint, found, rest


def refuse_what_is_not_done(keywords: dict[str, Any]) -> None:
    """Take out the keywords of the field that ask for what is not done here; they may be there if they say no.

    Raises:
        TypeError: one of them does not.
    """
    for name, wish in _NOT_DONE.items():
        if keywords.pop(name, None):
            raise TypeError(f"from_pretrained: {name} asks for {wish}, which is not done here: leave it out")


def fill(
    model: Any,
    skeleton: Skeleton,
    checkpoint: Checkpoint,
    backend: Backend,
    *,
    dtype: DType | None = None,
    keep_in_fp32: tuple[str, ...] = (),
    strict: bool | None = None,
    ignore_mismatched_sizes: bool = False,
    placement: Callable[[ParamSpec], Any] | None = None,
) -> LoadReport:
    """Plan and carry out the load of a checkpoint into a model.

    Raises:
        as `refuse_quantized`, `plan_load` and `execute`; the model is as it was.
    """
    refuse_quantized(checkpoint.catalog, checkpoint.config, checkpoint.folder, checkpoint.path)
    plan = plan_load(
        checkpoint.catalog,
        skeleton,
        source=str(checkpoint.path),
        dialect=checkpoint.dialect,
        policy=DTypePolicy(dtype, keep_in_fp32),
        strict=strict,
        ignore_mismatched_sizes=ignore_mismatched_sizes,
        placement=placement,
    )
    plan = check_copies(plan, checkpoint, skeleton)
    with progress_bar("loading") as progress:
        report = execute(plan, model, backend, may_lack=skeleton.may_lack, progress=progress)
    return replace(report, ignored=checkpoint.ignored)


def save_pretrained(
    model: Any,
    config: PretrainedConfig,
    save_directory: str | os.PathLike[str],
    backend: Backend,
    *,
    dialect: str | None = None,
    container: str | WritableFormat = "safetensors",
    max_shard_size: int | str = MAX_SHARD_SIZE,
    extra_files: Mapping[str, bytes | Path] | None = None,
    variant: str | None = None,
    keep_others: bool = False,
    tensors: Mapping[str, Any] | None = None,
    push_to_hub: bool = False,
    publishing: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write config.json and weights of a model into a folder, as one step.

    Args:
        dialect: whose names and layouts to write; None takes the model's own.
        container: the format to write, or its name.
        variant, keep_others: as of `write_checkpoint`.
        tensors: as of `model_items`.
        push_to_hub: whether to publish what was written.
        publishing: `repo_id` (without it, the folder's name) and the fields of `Publication`.

    Returns:
        The weight files, and the index if there is one.

    Raises:
        TypeError: `publishing` says what nothing takes, or is given without `push_to_hub`.
        PublishError: the repository cannot be written; the folder is.
        ConversionError: the container cannot be written, or not with this dialect.
        DestinationError: the folder cannot be written; it is as it was.
    """
    refuse_stray_options(publishing or {}, push_to_hub)
    skeleton = backend.skeleton(model)
    target = skeleton.dialect if dialect is None else dialect_named(dialect)
    items = model_items(model, skeleton, backend, tensors)
    entries = plan_entries(items, skeleton, target)
    auto_map, code = saved_code(registered(type(config), type(model)))
    stored = _config_of(model, config, items, auto_map)
    side_files = {CONFIG_NAME: stored.to_json_string().encode(), **code, **(extra_files or {})}
    with progress_bar("saving") as progress:
        written = write_checkpoint(
            entries,
            Path(save_directory),
            dialect=target,
            container=container,
            variant=variant,
            keep_others=keep_others,
            max_shard_size=max_shard_size,
            side_files=side_files,
            progress=progress,
        )
    written.log_removed()
    if push_to_hub:
        only = {*side_files, *(path.name for path in written.files)}
        how = {"keep_others": keep_others, **(publishing or {})}
        model._publish(save_directory, dialect=target.name, only=only, **how)
    return written.files


def _config_of(
    model: Any, config: PretrainedConfig, items: Iterable[Item], auto_map: Mapping[str, str]
) -> PretrainedConfig:
    """The config as it is to be stored: it names the class, its code and the dtype of what lies beside it."""
    stored = copy.deepcopy(config)
    if auto_map:
        stored.auto_map = {**getattr(config, AUTO_MAP, {}), **auto_map}
    stored.architectures = [bare_head(type(model).__name__)]
    stored.torch_dtype = next((item.dtype.numpy_name for item in items if item.dtype.is_floating), None)
    return stored
