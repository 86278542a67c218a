"""The shared parts of the three backends' `from_pretrained` and `save_pretrained`: all but building and placing.

Knows no framework. A backend's `PreTrainedModel` opens a checkpoint, builds its model without initial values, and calls
`fill`.
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
from trivet.codecs.settings import FIELDS
from trivet.errors import InvalidConfigError
from trivet.families.config import PretrainedConfig, config_with
from trivet.families.names import bare_head
from trivet.families.own_code import AUTO_MAP, registered, saved_code
from trivet.families.publishable import refuse_stray_options
from trivet.layout import TORCH, ParamSpec, dialect_named
from trivet.planning.opening import Checkpoint, open_checkpoint, require_model_type
from trivet.planning.plan import plan_load
from trivet.planning.policy import KEEP_DTYPES, DTypePolicy
from trivet.planning.report import LoadReport
from trivet.planning.skeleton import Skeleton
from trivet.planning.ties import check_copies, settle_ties, warn_of_ties
from trivet.progress import progress_bar
from trivet.sources.single_file import file_within
from trivet.sources.source import Source
from trivet.transfer.items import Item
from trivet.transfer.load import execute
from trivet.transfer.options import PLAIN_LOAD, LoadOptions
from trivet.transfer.saving import MAX_SHARD_SIZE, model_items, plan_entries, write_checkpoint

if TYPE_CHECKING:
    from trivet.backends.protocol import Backend
    from trivet.formats.protocols import WritableFormat

Config = TypeVar("Config", bound=PretrainedConfig)


def open_pretrained(
    config_class: type[Config],
    source: str | os.PathLike[str],
    options: LoadOptions = PLAIN_LOAD,
    *,
    config: Config | str | os.PathLike[str] | None = None,
    keywords: Mapping[str, Any] | None = None,
    head: str | None = None,
) -> tuple[Checkpoint, Config, dict[str, Any]]:
    """Open a checkpoint for a model class.

    Args:
        source: as for `open_checkpoint`.
        config: a config object (used unchanged), or where to read one; None reads the checkpoint's own.
        keywords: those of `from_pretrained` that `load_options` returned; fields of the config replace its own.
        head: the name of the class.

    Returns:
        The checkpoint, the config, and the keywords that are not config fields: the model's own arguments.

    Raises:
        DialectMismatchError: the checkpoint is not in the claimed dialect.
        InvalidConfigError: config.json lacks a required field, is another family's, or requests something unsupported.
        CheckpointMismatchError: tied tensors have values that no model can hold.
        Also as for `open_checkpoint`.
    """
    rest = dict(keywords or {})
    if options.gguf_file:
        source = file_within(source, options.gguf_file, subfolder=options.subfolder, options=options.source)
        options = replace(options, gguf_file="", subfolder="")
    own = type(config) if isinstance(config, PretrainedConfig) else config_class
    checkpoint = _opened(source, options, own.model_type)
    if isinstance(config, PretrainedConfig):
        result = cast(Config, config)
    elif config is not None:
        result = config_class.from_pretrained(config, **options.source.as_keywords())
    else:
        model_type = require_model_type(checkpoint, optional=not config_class.model_type)
        if config_class.model_type and model_type != config_class.model_type:
            reason = f"model_type is {model_type!r}, but this class is for {config_class.model_type!r}"
            raise InvalidConfigError(reason, path=checkpoint.folder / "config.json", field="model_type")
        result, rest = config_with(config_class, checkpoint.config, rest)
    result.check()
    if checkpoint.quantization is not None:
        checkpoint.require_decoded()
        result = _plain(result)
    elif getattr(result, "quantization_config", None):
        reason = "the weights are quantized by this field, but those in the files are plain: remove it"
        raise InvalidConfigError(reason, path=checkpoint.folder / "config.json", field="quantization_config")
    checkpoint, result = settle_ties(checkpoint, result, head)
    warn_of_ties(checkpoint)
    result.name_or_path = Source.of(source, subfolder=options.subfolder, options=options.source).name
    return checkpoint, result, rest


def _plain(config: Config) -> Config:
    """The config of a model whose weights were decoded: what it says about their quantization holds no longer."""
    stated = [name for name in FIELDS if getattr(config, name, None) is not None]
    if not stated:
        return config
    plain = copy.deepcopy(config)
    for name in stated:
        delattr(plain, name)
    return plain


def _opened(source: str | os.PathLike[str], options: LoadOptions, model_type: str) -> Checkpoint:
    """The checkpoint, in the dialect that the caller claims.

    Safetensors nearly always hold PyTorch weights, so another framework's weights are looked up in its own container.
    """
    claimed, choice = next(iter(options.claims), None), options.weights
    if claimed is not None:
        choice = replace(choice, framework=claimed)
    opening = partial(
        open_checkpoint,
        source,
        model_type=model_type,
        subfolder=options.subfolder,
        options=options.source,
        mmap=options.mmap,
        variant=choice.variant,
        use_safetensors=choice.use_safetensors,
        framework=choice.framework,
    )
    checkpoint = opening(prefer=claimed if choice.prefer is None and claimed != TORCH.name else choice.prefer)
    if choice.prefer is None and claimed not in (None, checkpoint.dialect.name) and checkpoint.ignored:
        checkpoint = opening(prefer=claimed)
    checkpoint.require_dialect(options.claims)
    return checkpoint


def fill(
    model: Any,
    skeleton: Skeleton,
    checkpoint: Checkpoint,
    backend: Backend,
    options: LoadOptions = PLAIN_LOAD,
    *,
    policy: DTypePolicy = KEEP_DTYPES,
    placement: Callable[[ParamSpec], Any] | None = None,
) -> LoadReport:
    """Plan and execute the load of a checkpoint into a model.

    Args:
        policy: which dtype each parameter gets.
        placement: where each parameter goes, as for the backend's `place`.

    Raises:
        As for `Checkpoint.require_decoded`, `plan_load` and `execute`; the model is unchanged.
    """
    checkpoint.require_decoded()
    plan = plan_load(
        checkpoint.catalog,
        skeleton,
        source=str(checkpoint.path),
        dialect=checkpoint.dialect,
        policy=policy,
        strict=options.strict,
        ignore_mismatched_sizes=options.ignore_mismatched_sizes,
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
    """Write config.json and weights of a model into a folder, atomically.

    Args:
        dialect: whose names and layouts to write; None means the model's own.
        container: the format to write, or its name.
        variant, keep_others: as for `write_checkpoint`.
        tensors: as for `model_items`.
        push_to_hub: whether to publish the folder.
        publishing: `repo_id` (without it, the folder's name) and the fields of `Publication`.

    Returns:
        The weight files, and the index if there is one.

    Raises:
        TypeError: `publishing` has an unknown keyword, or is passed without `push_to_hub`.
        PublishError: the repository cannot be written; the folder was.
        ConversionError: the container cannot be written, or not with this dialect.
        DestinationError: the folder cannot be written; it is unchanged.
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
    """The config to store, which names the class, its code and the dtype of the weights."""
    stored = copy.deepcopy(config)
    if auto_map:
        stored.auto_map = {**getattr(config, AUTO_MAP, {}), **auto_map}
    stored.architectures = [bare_head(type(model).__name__)]
    stored.torch_dtype = next((item.dtype.numpy_name for item in items if item.dtype.is_floating), None)
    return stored
